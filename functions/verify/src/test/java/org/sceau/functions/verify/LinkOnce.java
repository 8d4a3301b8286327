package org.sceau.functions.verify;

import java.util.Map;

/** Shows one public link in a JVM of its own, so that somebody can see which classes it takes. */
final class LinkOnce {

  private LinkOnce() {}

  static void main() {
    var world = new LocalIssuerFixture();
    var issued = world.issue();
    var page = world.get(issued.id().value(), Map.of("accept", "text/html"), Map.of());
    System.out.println("answered " + page.status());
  }
}
