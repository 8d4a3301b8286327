package org.sceau.verification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Describes what is wrong with a credential, or why a check could not be done. The sentences for
 * people belong to the code; these details belong to the credential.
 *
 * @param since the time from which the problem exists; {@code null} if time does not matter
 * @param name what the sentence names, such as an issuer or a host; {@code null} if nothing
 * @param detail one English sentence for the developer who fixes it; never shown as the verdict
 */
public record VerificationProblem(
    ProblemCode code, @Nullable Instant since, @Nullable String name, @Nullable String detail) {

  private static final int MAX_NAME = 200;

  public static VerificationProblem of(ProblemCode code) {
    return new VerificationProblem(code, null, null, null);
  }

  public static VerificationProblem of(ProblemCode code, String detail) {
    return new VerificationProblem(code, null, null, detail);
  }

  public static VerificationProblem since(ProblemCode code, Instant since) {
    return new VerificationProblem(code, since, null, null);
  }

  /** Creates a problem whose sentence names something. */
  static VerificationProblem naming(ProblemCode code, String name) {
    // A name of others may hold characters that move the cursor or turn the direction of a line.
    var plain = name.replaceAll("[\\p{Cc}\\p{Cf}]", " ");
    return new VerificationProblem(
        code,
        null,
        plain.substring(
            0,
            plain.offsetByCodePoints(
                0, Math.min(MAX_NAME, plain.codePointCount(0, plain.length())))),
        null);
  }
}
