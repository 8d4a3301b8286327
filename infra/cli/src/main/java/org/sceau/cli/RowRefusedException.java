package org.sceau.cli;

/** Refuses a row; the message says what to correct. */
final class RowRefusedException extends Exception {

  private static final long serialVersionUID = 1;

  RowRefusedException(String sentence) {
    super(sentence, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
