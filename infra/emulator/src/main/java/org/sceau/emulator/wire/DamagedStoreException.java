package org.sceau.emulator.wire;

import java.nio.file.Path;

/** Reports a file that cannot be read; the message names it and says what to do. */
public final class DamagedStoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param what is wrong with the file
   */
  public DamagedStoreException(Path file, String what) {
    super(
        "The file %s is damaged (%s): put a copy of it back, or delete it to start without it."
            .formatted(file, what));
  }
}
