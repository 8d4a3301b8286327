package org.sceau.dataintegrity.jsonld;

/** Thrown within this package when {@link FastCanonicalizer} leaves a document to Titanium. */
final class NotPlainException extends Exception {

  private static final long serialVersionUID = 1;

  NotPlainException() {
    super(null, null, false, false);
  }
}
