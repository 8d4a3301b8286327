package org.sceau.cli.csv;

import java.util.List;

/**
 * A row of a table.
 *
 * @param line the line of the file on which it begins, the first being 1
 */
public record CsvRow(long line, List<String> cells) {

  public CsvRow {
    cells = List.copyOf(cells);
  }

  /** Whether nothing is in it, as in the lines that spreadsheets leave behind. */
  public boolean isBlank() {
    return cells.stream().allMatch(String::isBlank);
  }
}
