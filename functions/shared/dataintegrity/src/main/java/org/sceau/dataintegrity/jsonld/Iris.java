package org.sceau.dataintegrity.jsonld;

/** Decides which texts are IRIs for RDF. */
final class Iris {

  private static final String FORBIDDEN = "<>\"{}|^`\\";

  private Iris() {}

  /**
   * Tells whether a text has a scheme followed only by characters that N-Quads allows in an IRI.
   */
  static boolean isAbsolute(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1 || !isLetter(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < colon; i++) {
      if (!isOfScheme(text.charAt(i))) {
        return false;
      }
    }
    for (int i = colon + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || FORBIDDEN.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfScheme(char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-';
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
