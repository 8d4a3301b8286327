package org.sceau.cli.batch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonWriter;

/**
 * Remembers what came of which row, in a file to which is only ever appended: a line for what is
 * done to which file, then one a row. What {@link #add} was told is on the disk when it returns.
 * The end of a line that a crash cut off is dropped at the next start; its rows are sent again,
 * which does nothing twice.
 */
public final class RunJournal implements Closeable {

  private static final JsonLimits LIMITS = new JsonLimits(64 * 1024, 8, 1_000, 16 * 1024, 20);
  private static final int LONGEST = 64 * 1024;
  private static final int USUAL = 256;

  private final FileChannel file;
  private long end;

  /** By line: where its outcome begins, plus one; below zero if it was refused, zero if unknown. */
  private long[] places = new long[1024];

  private int done;
  private int refused;

  private RunJournal(FileChannel file) {
    this.file = file;
  }

  /** The journal cannot be gone on with. */
  public static final class UnusableException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why not. */
    public enum Reason {
      /** It is of another file, or of something else that was done to it. */
      OTHER,
      /** Another process is at it. */
      IN_USE
    }

    private final Reason reason;

    UnusableException(Reason reason) {
      super(reason.name());
      this.reason = reason;
    }

    public Reason reason() {
      return reason;
    }
  }

  /**
   * Opens the journal, or begins one.
   *
   * @param about what is done to which file; one that tells otherwise is not gone on with
   */
  public static RunJournal open(Path path, JsonObject about) throws IOException, UnusableException {
    var file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var journal = new RunJournal(file);
    try {
      journal.lock();
      journal.recover(about);
      return journal;
    } catch (IOException | UnusableException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Whether it is known what came of the row. */
  public synchronized boolean knows(long line) {
    return line < places.length && places[(int) line] != 0;
  }

  public synchronized int done() {
    return done;
  }

  public synchronized int refused() {
    return refused;
  }

  /** Remembers for good. Of a row that is known already the first outcome stays. */
  public synchronized void add(Map<Long, RowOutcome> outcomes) throws IOException {
    var text = new StringBuilder();
    for (var entry : outcomes.entrySet()) {
      if (!knows(entry.getKey())) {
        long at = end + utf8(text);
        text.append(JsonWriter.write(toJson(entry.getKey(), entry.getValue()))).append('\n');
        remember(entry.getKey(), at, entry.getValue());
      }
    }
    append(text.toString());
  }

  /** What came of the row. */
  public synchronized Optional<RowOutcome> outcome(long line) throws IOException {
    if (!knows(line)) {
      return Optional.empty();
    }
    long at = Math.abs(places[(int) line]) - 1;
    // Most are short; to read as much as the longest may be would take most of the time.
    for (int size = USUAL; size <= LONGEST; size *= 2) {
      var buffer = ByteBuffer.allocate(size);
      while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) > 0) {
        // Until it is full, or the file ends.
      }
      int length = indexOfEnd(buffer);
      if (length >= 0) {
        return read(Arrays.copyOf(buffer.array(), length)).flatMap(RunJournal::outcome);
      }
    }
    return Optional.empty();
  }

  private static int indexOfEnd(ByteBuffer buffer) {
    for (int i = 0; i < buffer.position(); i++) {
      if (buffer.get(i) == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void lock() throws IOException, UnusableException {
    try {
      if (file.tryLock() == null) {
        throw new UnusableException(UnusableException.Reason.IN_USE);
      }
    } catch (OverlappingFileLockException _) {
      throw new UnusableException(UnusableException.Reason.IN_USE);
    }
  }

  /** Reads what is there up to the first line that is none, and drops the rest. */
  private void recover(JsonObject about) throws IOException, UnusableException {
    var buffer = ByteBuffer.allocate(LONGEST);
    long start = 0;
    boolean first = true;
    boolean whole = true;
    while (whole) {
      buffer.clear();
      int filled = 0;
      while (buffer.hasRemaining()) {
        int read = file.read(buffer, start + filled);
        if (read < 0) {
          break;
        }
        filled += read;
      }
      int from = 0;
      for (int i = 0; i < filled && whole; i++) {
        if (buffer.get(i) == '\n') {
          var line = read(Arrays.copyOfRange(buffer.array(), from, i));
          if (line.isEmpty()
              || !(first ? isAbout(line.get(), about) : take(line.get(), start + from))) {
            whole = false;
          } else {
            first = false;
            from = i + 1;
          }
        }
      }
      start += from;
      whole &= from > 0;
    }
    end = start;
    file.truncate(end);
    if (first) {
      append(JsonWriter.write(about) + "\n");
    }
  }

  private static boolean isAbout(JsonObject line, JsonObject about) throws UnusableException {
    if (!line.equals(about)) {
      throw new UnusableException(UnusableException.Reason.OTHER);
    }
    return true;
  }

  private boolean take(JsonObject line, long at) {
    var number = line.number("line").map(JsonNumber::decimal);
    var outcome = outcome(line);
    if (number.isEmpty() || outcome.isEmpty() || number.get().signum() <= 0) {
      return false;
    }
    if (!knows(number.get().longValue())) {
      remember(number.get().longValue(), at, outcome.get());
    }
    return true;
  }

  private void remember(long line, long at, RowOutcome outcome) {
    if (line >= places.length) {
      places = Arrays.copyOf(places, Math.toIntExact(Math.max(line + 1, places.length * 2L)));
    }
    switch (outcome) {
      case RowOutcome.Done _ -> {
        places[(int) line] = at + 1;
        done++;
      }
      case RowOutcome.Refused _ -> {
        places[(int) line] = -at - 1;
        refused++;
      }
    }
  }

  private void append(String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    long at = end;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
    file.force(false);
    end = at;
  }

  private static int utf8(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static JsonObject toJson(long line, RowOutcome outcome) {
    var json = JsonObject.builder().put("line", line);
    return switch (outcome) {
      case RowOutcome.Done(var told) -> json.put("done", told).build();
      case RowOutcome.Refused(var error) -> json.put("refused", error).build();
    };
  }

  private static Optional<RowOutcome> outcome(JsonObject line) {
    return line.object("done")
        .<RowOutcome>map(RowOutcome.Done::new)
        .or(() -> line.string("refused").map(RowOutcome.Refused::new));
  }

  private static Optional<JsonObject> read(byte[] line) {
    return JsonReader.read(line, LIMITS) instanceof JsonReading.Read(JsonObject object)
        ? Optional.of(object)
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
