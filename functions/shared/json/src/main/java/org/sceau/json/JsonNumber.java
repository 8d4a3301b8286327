package org.sceau.json;

import java.math.BigDecimal;

/**
 * A JSON number as it was written: signed numbers keep their digits, and {@code 3} and {@code 3.0}
 * stay distinct.
 */
public record JsonNumber(String literal) implements JsonValue {

  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  public BigDecimal decimal() {
    return new BigDecimal(literal);
  }
}
