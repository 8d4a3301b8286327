package org.sceau.cli;

/** The codes with which the command ends. */
final class Exit {

  /** All is well: the credential is verified, every row is done. */
  static final int DONE = 0;

  /** It is not: the credential is not to be relied on, some rows failed. */
  static final int NOT_WELL = 1;

  /** It is not known, or not finished: something could not be reached or read. */
  static final int UNFINISHED = 2;

  /** The signature is good, and nobody confirms that its key belongs to the issuer it names. */
  static final int NOT_CONFIRMED = 3;

  /** The command line cannot be understood ({@code sysexits.h}). */
  static final int USAGE = 64;

  private Exit() {}
}
