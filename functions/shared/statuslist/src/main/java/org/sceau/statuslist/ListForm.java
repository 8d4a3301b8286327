package org.sceau.statuslist;

import java.util.List;
import java.util.Set;

/** The published forms of a status list; JSON is the default. */
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

  /** Returns the suffix of an object key of this form. */
  public String suffix() {
    return suffix;
  }

  /**
   * Returns the form of the first media type that has one. Wildcards have none.
   *
   * @param mediaTypes those of an {@code Accept} header in lower case, best first
   */
  public static ListForm preferred(List<String> mediaTypes) {
    return mediaTypes.stream()
            .filter(type -> JWT_TYPES.contains(type) || JSON_TYPES.contains(type))
            .findFirst()
            .filter(JWT_TYPES::contains)
            .isPresent()
        ? JWT
        : JSON;
  }
}
