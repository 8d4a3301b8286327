package org.sceau.functions.verify;

import java.util.Optional;
import org.sceau.lambda.Preferences;

/** What the public link can answer with. */
enum Representation {
  PAGE,
  EMBEDDED,
  JWT,
  REPORT;

  /**
   * What suits best. Validators send odd headers, and are answered with the report rather than
   * refused.
   */
  static Representation of(String accept) {
    for (var type : Preferences.of(accept)) {
      var representation = ofType(type);
      if (representation.isPresent()) {
        return representation.get();
      }
    }
    return REPORT;
  }

  private static Optional<Representation> ofType(String type) {
    return switch (type) {
      case "text/html", "application/xhtml+xml" -> Optional.of(PAGE);
      case "application/vc", "application/vc+ld+json", "application/ld+json" ->
          Optional.of(EMBEDDED);
      case "application/vc+jwt", "application/jwt", "text/plain" -> Optional.of(JWT);
      case "application/json", "*/*", "application/*" -> Optional.of(REPORT);
      default -> Optional.empty();
    };
  }
}
