package org.sceau.records.status;

/**
 * No list that is public has room for another credential. It passes when the list that waits for
 * its first publication is published, at the schedule's next run; nothing was awarded. The message
 * is logged.
 */
public final class NoOpenListException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public NoOpenListException(String message) {
    super(message);
  }
}
