package org.sceau.records.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when no signature can be made now; the message to sign need not be at fault. The
 * exception's message is logged, so it contains nothing personal.
 */
public final class SigningUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean temporary;

  /**
   * @param temporary whether another try may soon succeed, as after throttling but not with a
   *     disabled key
   */
  public SigningUnavailableException(String message, boolean temporary, @Nullable Throwable cause) {
    super(message, cause);
    this.temporary = temporary;
  }

  public boolean isTemporary() {
    return temporary;
  }
}
