package org.sceau.cli;

/** A row cannot be what it is to be; the message says what to mend. */
final class RowRefusedException extends Exception {

  private static final long serialVersionUID = 1;

  RowRefusedException(String sentence) {
    super(sentence, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
