package org.sceau.emulator.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes the files that survive a restart. */
public final class StoreFiles {

  /** Marks a file that the end of the process may leave unfinished. */
  public static final String DRAFT = ".tmp";

  private StoreFiles() {}

  /**
   * Writes a file for its owner alone, whole or not at all should the process end meanwhile. Makes
   * its folder if need be.
   */
  public static void replace(Path file, byte[]... parts) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      var draft = file.resolveSibling(file.getFileName() + DRAFT);
      Files.deleteIfExists(draft);
      Files.createFile(draft, ownerOnly(file));
      try (var out = Files.newOutputStream(draft)) {
        for (var part : parts) {
          out.write(part);
        }
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
