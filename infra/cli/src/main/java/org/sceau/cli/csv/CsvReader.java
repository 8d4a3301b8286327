package org.sceau.cli.csv;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sceau.cli.csv.CsvException.Defect;

/**
 * Reads a table row by row (RFC 4180, section 2), with another separator too, and lines that end in
 * CR, LF or both, mixed at will. Never holds more than one row.
 */
public final class CsvReader implements Closeable {

  /** The longest text of an award has 10,000 characters. */
  static final int MAX_CELL = 32 * 1024;

  static final int MAX_ROW = 256 * 1024;
  static final int MAX_CELLS = 500;

  private static final int END = -1;

  private final Reader reader;
  private final char separator;
  private final StringBuilder cell = new StringBuilder();
  private int next;
  private long line = 1;
  private int rowChars;

  CsvReader(Reader reader, char separator) throws IOException, CsvException {
    this.reader = new BufferedReader(reader, 64 * 1024);
    this.separator = separator;
    this.next = read();
  }

  /** The next row; empty at the end. */
  public Optional<CsvRow> next() throws IOException, CsvException {
    if (next == END) {
      return Optional.empty();
    }
    long first = line;
    rowChars = 0;
    List<String> cells = new ArrayList<>();
    boolean more = true;
    while (more) {
      cells.add(next == '"' ? quoted(first) : plain(first));
      if (cells.size() > MAX_CELLS) {
        throw new CsvException(Defect.TOO_MANY_CELLS, first);
      }
      more = next == separator;
      if (more) {
        take();
      }
    }
    if (next != END) {
      endLine();
    }
    return Optional.of(new CsvRow(first, cells));
  }

  private String plain(long first) throws IOException, CsvException {
    cell.setLength(0);
    while (next != separator && !isLineEnd(next) && next != END) {
      append(take(), line, first);
    }
    return cell.toString();
  }

  private String quoted(long first) throws IOException, CsvException {
    long opened = line;
    cell.setLength(0);
    take();
    while (true) {
      if (next == END) {
        throw new CsvException(Defect.UNCLOSED_QUOTE, opened);
      }
      if (isLineEnd(next)) {
        endLine();
        append('\n', opened, first);
        continue;
      }
      char taken = take();
      if (taken != '"') {
        append(taken, opened, first);
      } else if (next == '"') {
        append(take(), opened, first);
      } else if (next == separator || isLineEnd(next) || next == END) {
        return cell.toString();
      } else {
        throw new CsvException(Defect.TEXT_AFTER_QUOTE, line);
      }
    }
  }

  private void append(char taken, long opened, long first) throws CsvException {
    if (cell.length() == MAX_CELL) {
      throw new CsvException(Defect.CELL_TOO_LONG, opened);
    }
    if (++rowChars > MAX_ROW) {
      throw new CsvException(Defect.ROW_TOO_LONG, first);
    }
    cell.append(taken);
  }

  /** Takes CR, LF or both. */
  private void endLine() throws IOException, CsvException {
    line++;
    if (take() == '\r' && next == '\n') {
      take();
    }
  }

  private static boolean isLineEnd(int character) {
    return character == '\n' || character == '\r';
  }

  private char take() throws IOException, CsvException {
    char taken = (char) next;
    next = read();
    return taken;
  }

  private int read() throws IOException, CsvException {
    int character = reader.read();
    // The second is what stands for bytes that are no text.
    if (character == 0 || character == '\uFFFD') {
      throw new CsvException(Defect.NOT_TEXT, line);
    }
    return character;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
