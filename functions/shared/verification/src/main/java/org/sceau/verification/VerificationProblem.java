package org.sceau.verification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Describes what is wrong with a credential, or why a check could not be done. The sentences for
 * people belong to the code; these details belong to the credential.
 *
 * @param since the time from which the problem exists; {@code null} if time does not matter
 * @param detail one English sentence for the developer who fixes it; never shown as the verdict
 */
public record VerificationProblem(
    ProblemCode code, @Nullable Instant since, @Nullable String detail) {

  public static VerificationProblem of(ProblemCode code) {
    return new VerificationProblem(code, null, null);
  }

  public static VerificationProblem of(ProblemCode code, String detail) {
    return new VerificationProblem(code, null, detail);
  }

  public static VerificationProblem since(ProblemCode code, Instant since) {
    return new VerificationProblem(code, since, null);
  }
}
