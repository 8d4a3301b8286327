package org.sceau.verification;

import java.util.List;
import java.util.stream.Collectors;
import org.sceau.json.Violation;

/**
 * A violation of a document's form.
 *
 * @param path a JSON Pointer (RFC 6901); empty for the document itself
 * @param code the kind of violation, with its problem type
 * @param message one sentence
 */
public record FormViolation(String path, ProblemCode code, String message) {

  /** The most violations that one problem lists. */
  private static final int MAX_TOLD = 5;

  /** Creates a violation by a value that does not conform. */
  public static FormViolation malformed(String path, String message) {
    return new FormViolation(path, ProblemCode.NOT_A_CREDENTIAL, message);
  }

  /** Converts violations by values that do not conform. */
  static List<FormViolation> malformed(List<Violation> violations) {
    return violations.stream()
        .map(violation -> malformed(violation.path(), violation.message()))
        .toList();
  }

  /** Creates a violation by text that is not JSON, or not of its media type. */
  public static FormViolation unreadable(String message) {
    return new FormViolation("", ProblemCode.NOT_READABLE, message);
  }

  /** Creates a violation by text that exceeds a limit of this verifier. */
  static FormViolation tooLarge(String message) {
    return new FormViolation("", ProblemCode.TOO_LARGE, message);
  }

  /** Creates a violation by a claim of a JWT that contradicts the document beside it. */
  static FormViolation contradiction(String path, String message) {
    return new FormViolation(path, ProblemCode.CONTRADICTION, message);
  }

  /** Returns the problem type, a URL (Verifiable Credentials Data Model v2.0, section 7.2). */
  public String problemType() {
    return code.type();
  }

  /** Combines violations into one problem, of the kind of the first. */
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
