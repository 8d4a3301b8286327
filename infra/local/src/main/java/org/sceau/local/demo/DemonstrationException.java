package org.sceau.local.demo;

/** The demonstration could not be made; the message says at which step, and what came back. */
public final class DemonstrationException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public DemonstrationException(String sentence) {
    super(sentence);
  }
}
