package org.sceau.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.sceau.emulator.wire.StoreFiles;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonWriter;

/** The folder with all that survives a restart, held by one local cloud at a time. */
public final class DataFolder implements AutoCloseable {

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the folder, and makes it if need be. The hold ends with the process, whatever ends it.
   *
   * @throws CannotStartException if another local cloud has it, or it cannot be written
   */
  static DataFolder open(Path path) {
    try {
      Files.createDirectories(path);
      var lock =
          FileChannel.open(
              path.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(lock)) {
        lock.close();
        throw new CannotStartException(
            CannotStartException.Reason.IN_USE,
            "Another local cloud runs on the data folder %s: stop it, or choose another with --data."
                .formatted(path));
      }
      return new DataFolder(path.toRealPath(), lock);
    } catch (FileAlreadyExistsException e) {
      throw new CannotStartException(
          CannotStartException.Reason.UNAVAILABLE,
          "%s is a file, not a folder: choose another with --data.".formatted(path),
          e);
    } catch (IOException e) {
      throw new CannotStartException(
          CannotStartException.Reason.UNAVAILABLE,
          "The data folder %s cannot be used (%s): choose another with --data.".formatted(path, e),
          e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** The text of a small file. */
  Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(path.resolve(name)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw damaged(name, e.toString());
    }
  }

  /** A small file that holds a JSON object. */
  public Optional<JsonObject> readJson(String name) {
    return read(name)
        .map(text ->
            switch (JsonReader.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.FOREIGN)) {
              case JsonReading.Read(JsonObject object) -> object;
              case JsonReading.Read _ -> throw damaged(name, "It holds no object.");
              case JsonReading.Refused(var reason, _) -> throw damaged(name, reason);
            });
  }

  /** Writes a small file for its owner alone, whole or not at all. */
  void write(String name, String text) {
    StoreFiles.replace(path.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a small file that holds a JSON object. */
  public void writeJson(String name, JsonObject object) {
    write(name, JsonWriter.write(object) + "\n");
  }

  CannotStartException damaged(String name, String why) {
    return new CannotStartException(
        CannotStartException.Reason.DATA_DAMAGED,
        "%s is damaged (%s): put back a copy, or remove the folder %s to begin anew."
            .formatted(path.resolve(name), why, path));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("giving back " + path, e);
    }
  }
}
