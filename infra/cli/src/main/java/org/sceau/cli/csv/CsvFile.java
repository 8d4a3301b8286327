package org.sceau.cli.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.cli.csv.CsvException.Defect;
import org.sceau.jose.Sha256;

/**
 * A table in a file that has been read once from beginning to end, so that nothing is done by half
 * of one that turns out to be broken.
 */
public final class CsvFile {

  /** Of one file; more than an issuer has students. */
  static final int MAX_ROWS = 1_000_000;

  private static final int FIRST_CHARS = 64 * 1024;

  private final Path path;
  private final String sha256;
  private final Encoding encoding;
  private final First first;
  private final Stamp stamp;
  private List<String> header = List.of();
  private int rows;

  /** The encoding, and the bytes of its mark. */
  private record Encoding(Charset charset, int markBytes) {}

  /**
   * What the first line tells.
   *
   * @param hasHint whether it is the spreadsheets' {@code sep=;}, and not the header
   */
  private record First(char separator, boolean hasHint) {}

  /** By which another file under the same name is known. */
  private record Stamp(long size, FileTime changed) {

    static Stamp of(Path path) throws IOException {
      return new Stamp(Files.size(path), Files.getLastModifiedTime(path));
    }
  }

  private CsvFile(Path path, String sha256, Encoding encoding, First first, Stamp stamp) {
    this.path = path;
    this.sha256 = sha256;
    this.encoding = encoding;
    this.first = first;
    this.stamp = stamp;
  }

  /**
   * Reads the whole file once.
   *
   * @param charset {@code null} to detect it: by the byte order mark, then UTF-8 if the bytes are
   *     valid, then Windows-1252
   * @param separator {@code null} to detect it from the first line: a semicolon, a comma or a tab
   */
  public static CsvFile read(Path path, @Nullable Charset charset, @Nullable Character separator)
      throws IOException, CsvException {
    var stamp = Stamp.of(path);
    var digest = Sha256.digest();
    var encoding = encoding(path, charset, digest);
    var first = first(path, encoding, separator);
    var file = new CsvFile(path, HexFormat.of().formatHex(digest.digest()), encoding, first, stamp);
    file.readThrough();
    return file;
  }

  public Path path() {
    return path;
  }

  /** Of its bytes, as 64 hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  public Charset charset() {
    return encoding.charset;
  }

  public char separator() {
    return first.separator;
  }

  /** The names of the columns, without blanks around them. */
  public List<String> header() {
    return header;
  }

  /** How many rows it has, blank ones not counted. */
  public int rows() {
    return rows;
  }

  /** The rows below the header, blank ones left out. */
  public interface Rows extends AutoCloseable {

    /** The next row; empty at the end. */
    Optional<CsvRow> next() throws IOException, CsvException;

    @Override
    void close() throws IOException;
  }

  /** Reads the rows anew. */
  public Rows open() throws IOException, CsvException {
    if (!Stamp.of(path).equals(stamp)) {
      throw new CsvException(Defect.CHANGED, 1);
    }
    var reader = reader();
    var _ = header(reader);
    return new Rows() {

      @Override
      public Optional<CsvRow> next() throws IOException, CsvException {
        var row = reader.next();
        while (row.isPresent() && row.get().isBlank()) {
          row = reader.next();
        }
        return row;
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }

  private void readThrough() throws IOException, CsvException {
    try (var reader = reader()) {
      var found = header(reader);
      header = found.cells().stream().map(String::strip).toList();
      var names = new HashSet<String>();
      for (var name : header) {
        if (!name.isEmpty() && !names.add(name)) {
          throw new CsvException(Defect.DUPLICATE_COLUMN, found.line());
        }
      }
      for (var row = reader.next(); row.isPresent(); row = reader.next()) {
        if (!row.get().isBlank() && ++rows > MAX_ROWS) {
          throw new CsvException(Defect.TOO_MANY_ROWS, row.get().line());
        }
      }
    }
  }

  /** The first row that is not blank, behind the hint if there is one. */
  private CsvRow header(CsvReader reader) throws IOException, CsvException {
    if (first.hasHint) {
      var _ = reader.next();
    }
    var row = reader.next();
    while (row.isPresent() && row.get().isBlank()) {
      row = reader.next();
    }
    return row.orElseThrow(() -> new CsvException(Defect.EMPTY, 1));
  }

  private CsvReader reader() throws IOException, CsvException {
    return new CsvReader(text(path, encoding), first.separator);
  }

  /** What is no text becomes U+FFFD, which the reader refuses by its line. */
  private static Reader text(Path path, Encoding encoding) throws IOException {
    return text(path, encoding, CodingErrorAction.REPLACE);
  }

  private static Reader text(Path path, Encoding encoding, CodingErrorAction otherwise)
      throws IOException {
    var input = Files.newInputStream(path);
    input.skipNBytes(encoding.markBytes);
    return new InputStreamReader(
        input,
        encoding.charset.newDecoder().onMalformedInput(otherwise).onUnmappableCharacter(otherwise));
  }

  /** Reads all bytes, which also makes the digest. */
  private static Encoding encoding(Path path, @Nullable Charset charset, MessageDigest digest)
      throws IOException {
    try (var input =
        new DigestInputStream(new BufferedInputStream(Files.newInputStream(path)), digest)) {
      var mark = input.readNBytes(3);
      var marked = marked(mark);
      if (charset != null || marked != null) {
        input.transferTo(OutputStream.nullOutputStream());
        return marked != null && (charset == null || marked.charset.equals(charset))
            ? marked
            : new Encoding(charset == null ? StandardCharsets.UTF_8 : charset, 0);
      }
      boolean utf8 = isUtf8(path);
      input.transferTo(OutputStream.nullOutputStream());
      return new Encoding(utf8 ? StandardCharsets.UTF_8 : Charset.forName("windows-1252"), 0);
    }
  }

  private static @Nullable Encoding marked(byte[] start) {
    if (start.length >= 3
        && start[0] == (byte) 0xEF
        && start[1] == (byte) 0xBB
        && start[2] == (byte) 0xBF) {
      return new Encoding(StandardCharsets.UTF_8, 3);
    }
    if (start.length >= 2 && start[0] == (byte) 0xFF && start[1] == (byte) 0xFE) {
      return new Encoding(StandardCharsets.UTF_16LE, 2);
    }
    return start.length >= 2 && start[0] == (byte) 0xFE && start[1] == (byte) 0xFF
        ? new Encoding(StandardCharsets.UTF_16BE, 2)
        : null;
  }

  private static boolean isUtf8(Path path) throws IOException {
    var utf8 = new Encoding(StandardCharsets.UTF_8, 0);
    try (var text = text(path, utf8, CodingErrorAction.REPORT)) {
      var buffer = new char[16 * 1024];
      while (text.read(buffer) >= 0) {
        // Only whether it can be read counts.
      }
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private static First first(Path path, Encoding encoding, @Nullable Character separator)
      throws IOException {
    try (var text = text(path, encoding)) {
      var buffer = new char[FIRST_CHARS];
      int length = 0;
      for (int read = 0; read >= 0 && length < buffer.length; length += Math.max(read, 0)) {
        read = text.read(buffer, length, buffer.length - length);
      }
      var start = new String(buffer, 0, length);
      var hint = start.lines().findFirst().filter(line -> line.matches("(?i)\"?sep=.\"?"));
      if (hint.isPresent()) {
        char told = hint.get().replace("\"", "").charAt("sep=".length());
        return new First(separator == null ? told : separator, true);
      }
      return new First(separator == null ? mostFrequent(start.stripLeading()) : separator, false);
    }
  }

  /** The separator that the first line has most of outside quotes. */
  private static char mostFrequent(String start) {
    char best = ',';
    int most = 0;
    for (char candidate : new char[] {';', ',', '\t'}) {
      int count = 0;
      boolean quoted = false;
      for (int i = 0; i < start.length(); i++) {
        char at = start.charAt(i);
        if (!quoted && (at == '\n' || at == '\r')) {
          break;
        }
        quoted ^= at == '"';
        count += !quoted && at == candidate ? 1 : 0;
      }
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }
}
