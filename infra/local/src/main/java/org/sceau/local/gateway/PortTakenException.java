package org.sceau.local.gateway;

/** Something else listens on the port. */
public final class PortTakenException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public PortTakenException(int port, Throwable cause) {
    super("Port " + port + " is in use by another program.", cause);
  }
}
