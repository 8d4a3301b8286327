package org.sceau.records.status;

/**
 * Thrown when no published list has room for another credential. It is temporary: the next
 * scheduled run publishes the list that waits for its first publication. Nothing was awarded. The
 * message is logged.
 */
public final class NoOpenListException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public NoOpenListException(String message) {
    super(message);
  }
}
