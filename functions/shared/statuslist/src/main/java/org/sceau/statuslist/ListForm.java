package org.sceau.statuslist;

import java.util.List;
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
