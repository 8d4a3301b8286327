package org.sceau.verification;

/**
 * One thing that is wrong with the form of a document.
 *
 * @param path where, as a JSON Pointer (RFC 6901); empty for the document itself
 * @param problemType a URL of Verifiable Credentials Data Model v2.0, section 7.2
 * @param message one sentence
 */
public record FormViolation(String path, String problemType, String message) {

  /** What is there is not JSON, or not what the media type promises. */
  public static final String PARSING_ERROR = "https://www.w3.org/TR/vc-data-model#PARSING_ERROR";

  /** A value does not conform. */
  public static final String MALFORMED_VALUE_ERROR =
      "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";

  public static FormViolation malformed(String path, String message) {
    return new FormViolation(path, MALFORMED_VALUE_ERROR, message);
  }

  public static FormViolation unreadable(String message) {
    return new FormViolation("", PARSING_ERROR, message);
  }
}
