package org.sceau.local.dynamodb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.sceau.local.wire.DamagedStoreException;
import org.sceau.local.wire.StoreFiles;

/** Appends changes to a file, one a line, so that the end of this process loses none. */
final class TableJournal implements AutoCloseable {

  private final OutputStream file;

  private TableJournal(OutputStream file) {
    this.file = file;
  }

  /**
   * Gives every change of the file to the reader, oldest first. A line that the end of the process
   * cut short was never acknowledged and is left out.
   *
   * @throws DamagedStoreException if any other line is not a change
   */
  static void replay(Path path, Consumer<Change> reader) {
    try {
      var bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
      int start = 0;
      int line = 1;
      for (int at = 0; at < bytes.length; at++) {
        if (bytes[at] == '\n') {
          read(path, line++, Arrays.copyOfRange(bytes, start, at), reader);
          start = at + 1;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static void read(Path path, int line, byte[] record, Consumer<Change> reader) {
    try {
      reader.accept(Change.read(record));
    } catch (RuntimeException _) {
      throw new DamagedStoreException(path, "line " + line + " is not a change of the tables");
    }
  }

  /** Replaces the file by these changes and opens it for more. */
  static TableJournal begin(Path path, List<Change> changes) {
    var lines = new ByteArrayOutputStream();
    for (var change : changes) {
      lines.writeBytes(change.write());
      lines.write('\n');
    }
    StoreFiles.replace(path, lines.toByteArray());
    try {
      return new TableJournal(Files.newOutputStream(path, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  void append(Change change) {
    var record = change.write();
    var line = Arrays.copyOf(record, record.length + 1);
    line[record.length] = '\n';
    try {
      file.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the journal", e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the journal", e);
    }
  }
}
