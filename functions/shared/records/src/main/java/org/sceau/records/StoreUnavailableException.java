package org.sceau.records;

/**
 * A store does not answer for now: it throttles, fails or is slow after all tries. Whether a write
 * was applied is not known; to make the same call again is safe. The message is logged, so it names
 * nothing of a person.
 */
public final class StoreUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
