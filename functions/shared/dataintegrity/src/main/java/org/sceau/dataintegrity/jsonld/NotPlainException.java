package org.sceau.dataintegrity.jsonld;

/**
 * Ends the short way: the document is left to Titanium, whatever it is; never leaves this package.
 */
final class NotPlainException extends Exception {

  private static final long serialVersionUID = 1;

  NotPlainException() {
    super(null, null, false, false);
  }
}
