package org.sceau.verification;

import java.util.List;
import java.util.stream.Collectors;
import org.sceau.json.Violation;

/**
 * One thing that is wrong with the form of a document.
 *
 * @param path where, as a JSON Pointer (RFC 6901); empty for the document itself
 * @param code which kind of fault it is, with its problem type
 * @param message one sentence
 */
public record FormViolation(String path, ProblemCode code, String message) {

  /** As many as somebody reads at once. */
  private static final int MAX_TOLD = 5;

  /** A value does not conform. */
  public static FormViolation malformed(String path, String message) {
    return new FormViolation(path, ProblemCode.NOT_A_CREDENTIAL, message);
  }

  /** Values that do not conform. */
  static List<FormViolation> malformed(List<Violation> violations) {
    return violations.stream()
        .map(violation -> malformed(violation.path(), violation.message()))
        .toList();
  }

  /** What is there is not JSON, or not what the media type promises. */
  public static FormViolation unreadable(String message) {
    return new FormViolation("", ProblemCode.NOT_READABLE, message);
  }

  /** A claim of a JWT says something other than the document beside it. */
  static FormViolation contradiction(String path, String message) {
    return new FormViolation(path, ProblemCode.CONTRADICTION, message);
  }

  /** A URL of Verifiable Credentials Data Model v2.0, section 7.2. */
  public String problemType() {
    return code.type();
  }

  /** All of them as one problem, of the kind of the first. */
  static VerificationProblem problem(List<FormViolation> violations) {
    return VerificationProblem.of(
        violations.getFirst().code(),
        violations.stream()
            .limit(MAX_TOLD)
            .map(violation ->
                violation.path().isEmpty()
                    ? violation.message()
                    : violation.path() + ": " + violation.message())
            .collect(Collectors.joining(" ")));
  }
}
