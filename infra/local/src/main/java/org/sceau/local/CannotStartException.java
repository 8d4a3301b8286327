package org.sceau.local;

/** The local cloud cannot start; the message says why and what to do. */
public final class CannotStartException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why, in the words of {@code sysexits.h}, which name the exit code. */
  public enum Reason {
    DATA_DAMAGED(65),
    UNAVAILABLE(69),
    IN_USE(75);

    private final int exitCode;

    Reason(int exitCode) {
      this.exitCode = exitCode;
    }
  }

  public CannotStartException(Reason reason, String sentence, Throwable cause) {
    super(sentence, cause);
    this.reason = reason;
  }

  public CannotStartException(Reason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  public int exitCode() {
    return reason.exitCode;
  }
}
