package org.sceau.records.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A signature cannot be had now; nothing is known to be wrong with what was to be signed. The
 * message is logged, so it names nothing of a person.
 */
public final class SigningUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean temporary;

  /**
   * @param temporary whether it is worth trying again soon, as after throttling; a disabled key is
   *     not
   */
  public SigningUnavailableException(String message, boolean temporary, @Nullable Throwable cause) {
    super(message, cause);
    this.temporary = temporary;
  }

  public boolean isTemporary() {
    return temporary;
  }
}
