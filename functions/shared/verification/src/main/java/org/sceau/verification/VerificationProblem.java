package org.sceau.verification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a credential, or why it is not known. The sentences for people belong to the
 * code; what is here belongs to this credential.
 *
 * @param since since when, or from when on, if time is what it is about
 * @param detail one English sentence for whoever mends it; never shown as the verdict
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
