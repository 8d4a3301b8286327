package org.sceau.local.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A folder that one double in one process owns while it runs. */
public final class StoreFolder implements AutoCloseable {

  private final Path path;
  private final FileChannel lockFile;

  private StoreFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * Makes the folder if need be and takes hold of it. The hold ends with the process, however that
   * ends.
   */
  public static StoreFolder open(Path path) {
    try {
      Files.createDirectories(path);
      var lockFile =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(lockFile) == null) {
        lockFile.close();
        throw new IllegalStateException(
            "The folder " + path + " is in use by another running local cloud: stop that one.");
      }
      return new StoreFolder(path, lockFile);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the folder " + path, e);
    }
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  public Path path() {
    return path;
  }

  /**
   * Gives the file these bytes, or leaves it as it was should the machine stop half-way. When this
   * returns, the bytes are on the disk.
   */
  public void replace(Path file, ByteBuffer... bytes) throws IOException {
    var draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (var channel =
          FileChannel.open(Files.createFile(draft, ownerOnly(file)), StandardOpenOption.WRITE)) {
        for (var part : bytes) {
          while (part.hasRemaining()) {
            channel.write(part);
          }
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceEntries(file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Deletes the file for good. */
  public void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      forceEntries(file);
    }
  }

  /** Makes the folder of the file's name durable; a rename alone is not. */
  public static void forceEntries(Path file) throws IOException {
    var parent = file.toAbsolutePath().getParent();
    if (parent == null || !isPosix(file)) {
      // Windows neither can nor need force a directory.
      return;
    }
    try (var channel = FileChannel.open(parent, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** For a file that nobody else may read, where the file system knows such a thing. */
  public static FileAttribute<?>[] ownerOnly(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Makes a folder, durably; it may be there already. */
  public void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
      forceEntries(folder);
    } catch (FileAlreadyExistsException _) {
      // As it should be.
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot let go of the folder " + path, e);
    }
  }
}
