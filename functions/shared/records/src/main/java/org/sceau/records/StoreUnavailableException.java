package org.sceau.records;

/**
 * Thrown when a store throttles, fails or is too slow after all tries. A write may or may not have
 * been applied; repeating the same call is safe. The message is logged, so it contains nothing
 * personal.
 */
public final class StoreUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
