package org.sceau.cli;

/** The command cannot go on; the message is a sentence for people. */
final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  StoppedException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
