package org.sceau.jsonld;

/** Ends the work on a document that cannot be signed; never leaves this package. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1;

  /**
   * @param reason one sentence that names the culprit
   */
  RefusedException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
