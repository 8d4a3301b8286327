package org.sceau.functions.verify;

import java.util.Map;

/** Answers one public link in a JVM that logs the classes it loads, for {@link LinkStartTest}. */
final class PublicLinkProgram {

  private PublicLinkProgram() {}

  static void main() {
    var world = new LocalIssuerFixture();
    var issued = world.issue();
    var page = world.get(issued.id().value(), Map.of("accept", "text/html"), Map.of());
    System.out.println("answered " + page.status());
  }
}
