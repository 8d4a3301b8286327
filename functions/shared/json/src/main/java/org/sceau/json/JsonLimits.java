package org.sceau.json;

/**
 * The limits on a JSON text.
 *
 * @param bytes the most bytes of the text
 * @param depth the deepest nesting of arrays and objects
 * @param nodes the most values in the text, names not counted
 * @param stringChars the most characters of a string or name
 * @param numberChars the most characters of a number
 */
public record JsonLimits(int bytes, int depth, int nodes, int stringChars, int numberChars) {

  /** The limits for untrusted texts: threats A1, row 19. A picture may be one long string. */
  public static final JsonLimits FOREIGN =
      new JsonLimits(1024 * 1024, 64, 20_000, 1024 * 1024, 1_000);
}
