package org.sceau.bench;

import java.util.List;

/** Placeholder. */
final class HostileRun {

  private HostileRun() {}

  static void run(List<String> options) {
    System.out.println(options);
  }
}
