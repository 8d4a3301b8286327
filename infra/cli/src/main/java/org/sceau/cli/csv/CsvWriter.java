package org.sceau.cli.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes a table that spreadsheets open rightly: UTF-8 with a mark, each row ended by CR and LF.
 * The file has its name once it is whole.
 */
public final class CsvWriter implements Closeable {

  private final Path path;
  private final Path unfinished;
  private final Writer writer;
  private final char separator;

  public CsvWriter(Path path, char separator) throws IOException {
    this.path = path;
    this.unfinished = path.resolveSibling(path.getFileName() + ".new");
    this.writer = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8);
    this.separator = separator;
    writer.write('\uFEFF');
  }

  public void row(List<String> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        writer.write(separator);
      }
      writer.write(cell(cells.get(i)));
    }
    writer.write("\r\n");
  }

  /** Gives the file its name. */
  public void finish() throws IOException {
    writer.close();
    Files.move(
        unfinished, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private String cell(String text) {
    boolean plain =
        text.indexOf(separator) < 0
            && text.indexOf('"') < 0
            && text.indexOf('\n') < 0
            && text.indexOf('\r') < 0
            && text.equals(text.strip());
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** Leaves nothing behind if it was not finished. */
  @Override
  public void close() throws IOException {
    writer.close();
    Files.deleteIfExists(unfinished);
  }
}
