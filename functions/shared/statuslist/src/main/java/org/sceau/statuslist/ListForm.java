package org.sceau.statuslist;

import java.util.Locale;
import java.util.Set;

/**
 * The forms in which a status list is public; the JSON one is given unless another is asked for.
 */
public enum ListForm {
  /** With an embedded proof. */
  JSON(""),
  /** Secured with JOSE. */
  JWT(".jwt");

  private static final Set<String> JSON_TYPES =
      Set.of("application/vc", "application/vc+ld+json", "application/ld+json", "application/json");

  private static final Set<String> JWT_TYPES =
      Set.of("application/vc+jwt", "application/jwt", "application/statuslist+jwt");

  private final String suffix;

  ListForm(String suffix) {
    this.suffix = suffix;
  }

  /** How the name of an object of this form ends. */
  public String suffix() {
    return suffix;
  }

  /**
   * The form that an {@code Accept} header asks for: the JWS if one of its types is named with the
   * greater weight, or with the same weight and earlier than any of JSON. Wildcards name nothing.
   */
  public static ListForm accepted(String accept) {
    double json = 0;
    double jwt = 0;
    boolean jwtFirst = false;
    for (var range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      var parts = range.split(";", -1);
      double weight = 1;
      for (int i = 1; i < parts.length; i++) {
        if (parts[i].strip().startsWith("q=")) {
          weight = weight(parts[i].strip().substring(2));
        }
      }
      if (JWT_TYPES.contains(parts[0].strip())) {
        jwtFirst |= json == 0;
        jwt = Math.max(jwt, weight);
      } else if (JSON_TYPES.contains(parts[0].strip())) {
        json = Math.max(json, weight);
      }
    }
    return jwt > 0 && (jwt > json || (jwt == json && jwtFirst)) ? JWT : JSON;
  }

  /** 0 for what is none, so that it asks for nothing. */
  private static double weight(String text) {
    return text.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(text) : 0;
  }
}
