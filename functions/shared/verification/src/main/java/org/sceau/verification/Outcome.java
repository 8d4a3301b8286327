package org.sceau.verification;

/** What one check found. A bad credential is an outcome, never an exception. */
public sealed interface Outcome {

  /** All is well. */
  record Passed() implements Outcome {}

  /** The credential is not to be relied on. */
  record Failed(VerificationProblem problem) implements Outcome {}

  /** The check could not be made, which says nothing good and nothing bad of the credential. */
  record Inconclusive(VerificationProblem problem) implements Outcome {}

  /** All is well, and there is something to know; it does not bear on the verdict. */
  record Warned(VerificationProblem problem) implements Outcome {}

  /** The check is not made here, by decision; it does not bear on the verdict. */
  record NotChecked() implements Outcome {}

  /** The credential does not have what the check looks at. */
  record NotApplicable() implements Outcome {}
}
