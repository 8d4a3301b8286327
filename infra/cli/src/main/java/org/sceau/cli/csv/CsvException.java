package org.sceau.cli.csv;

/** A file that cannot be read as a table. */
public final class CsvException extends Exception {

  private static final long serialVersionUID = 1;

  /** What is wrong with it. */
  public enum Defect {
    /** A quote that is never closed; the line is the one on which it opens. */
    UNCLOSED_QUOTE,
    /** Something stands between a closing quote and the next separator. */
    TEXT_AFTER_QUOTE,
    CELL_TOO_LONG,
    ROW_TOO_LONG,
    TOO_MANY_CELLS,
    TOO_MANY_ROWS,
    /** Bytes that are no text in the encoding. */
    NOT_TEXT,
    /** Two columns have one name. */
    DUPLICATE_COLUMN,
    /** There is not even a header. */
    EMPTY,
    /** It is another file than the one that was read first. */
    CHANGED
  }

  private final Defect defect;
  private final long line;

  CsvException(Defect defect, long line) {
    super(defect + " in line " + line);
    this.defect = defect;
    this.line = line;
  }

  public Defect defect() {
    return defect;
  }

  public long line() {
    return line;
  }
}
