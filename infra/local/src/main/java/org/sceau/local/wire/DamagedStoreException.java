package org.sceau.local.wire;

import java.nio.file.Path;

/** A file of the local cloud cannot be read; the message names it and says what to do. */
public final class DamagedStoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String file;

  /**
   * @param what is wrong, to be read behind the name of the file
   */
  public DamagedStoreException(Path file, String what) {
    super(
        "The file "
            + file
            + " is damaged ("
            + what
            + "): put a copy of it back, or delete it to start without what it held.");
    this.file = file.toString();
  }

  public Path file() {
    return Path.of(file);
  }
}
