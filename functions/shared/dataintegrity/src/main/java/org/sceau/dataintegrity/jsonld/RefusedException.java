package org.sceau.dataintegrity.jsonld;

/** Ends the work on a document that cannot be signed; never leaves this package. */
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

  /** A context that is not at hand: the document may be right, and nobody here can tell. */
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
