package org.sceau.json;

/**
 * How much JSON is read before it is refused.
 *
 * @param bytes of the whole text
 * @param depth of arrays and objects within one another
 * @param nodes values in the whole text, names not counted
 * @param stringChars of one string or name
 * @param numberChars of one number
 */
public record JsonLimits(int bytes, int depth, int nodes, int stringChars, int numberChars) {

  /** What Sceau takes from anyone: threats A1, row 19. */
  public static final JsonLimits FOREIGN =
      new JsonLimits(1024 * 1024, 64, 20_000, 256 * 1024, 1_000);
}
