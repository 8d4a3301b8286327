package org.sceau.dataintegrity.jsonld;

/** Thrown within this package for a document that cannot be signed. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean unknown;

  /**
   * @param reason one sentence that names the culprit
   */
  RefusedException(String reason) {
    this(reason, false);
  }

  private RefusedException(String reason, boolean unknown) {
    super(reason, null, false, false);
    this.unknown = unknown;
  }

  /**
   * Creates the exception for a context that is not bundled, so that the document cannot be judged.
   */
  static RefusedException unknown(String reason) {
    return new RefusedException(reason, true);
  }

  boolean isUnknown() {
    return unknown;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
