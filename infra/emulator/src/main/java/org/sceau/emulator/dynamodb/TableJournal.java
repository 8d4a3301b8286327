package org.sceau.emulator.dynamodb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.sceau.emulator.wire.DamagedStoreException;
import org.sceau.emulator.wire.StoreFiles;

/** Appends changes to a file, one a line, so that the end of this process loses none. */
final class TableJournal {

  private final Path path;

  TableJournal(Path path) {
    this.path = path;
  }

  /**
   * Gives every change of the file to the reader, oldest first. A line that the end of the process
   * cut short was never acknowledged and is left out.
   *
   * @throws DamagedStoreException if any other line is not a change
   */
  void replay(Consumer<Change> reader) {
    int line = 0;
    try {
      var bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
      var text = new String(bytes, StandardCharsets.UTF_8);
      for (var record : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        line++;
        reader.accept(Change.read(record.getBytes(StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    } catch (RuntimeException _) {
      throw new DamagedStoreException(path, "line " + line + " is not a change of the tables");
    }
  }

  /** Replaces the file by these changes. */
  void rewrite(List<Change> changes) {
    StoreFiles.replace(path, lines(changes));
  }

  void append(Change change) {
    try {
      Files.write(path, lines(List.of(change)), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the journal", e);
    }
  }

  private static byte[] lines(List<Change> changes) {
    var lines = new ByteArrayOutputStream();
    for (var change : changes) {
      lines.writeBytes(change.write());
      lines.write('\n');
    }
    return lines.toByteArray();
  }
}
