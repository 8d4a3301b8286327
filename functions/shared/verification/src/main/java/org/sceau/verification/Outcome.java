package org.sceau.verification;

/** The outcome of one check. A bad credential is an outcome, never an exception. */
public sealed interface Outcome {

  /** The check passed. */
  record Passed() implements Outcome {}

  /** The check failed: the credential must not be relied on. */
  record Failed(VerificationProblem problem) implements Outcome {}

  /** The check could not be done, which says nothing about the credential. */
  record Inconclusive(VerificationProblem problem) implements Outcome {}

  /** The check passed with a warning, which does not affect the verdict. */
  record Warned(VerificationProblem problem) implements Outcome {}

  /** The check is deliberately not done; this does not affect the verdict. */
  record NotChecked() implements Outcome {}

  /** The credential lacks the property that the check examines. */
  record NotApplicable() implements Outcome {}
}
