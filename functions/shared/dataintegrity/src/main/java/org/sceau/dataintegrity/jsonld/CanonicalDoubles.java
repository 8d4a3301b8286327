package org.sceau.dataintegrity.jsonld;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes numbers with a fraction as JSON-LD does: {@code %1.15E} of the double (JSON-LD 1.1 API,
 * section 8.6).
 *
 * <p>That is not the shortest decimal that reads back as the double: 64.01 becomes
 * 6.401000000000001E1, and other verifiers refuse a signature over anything else.
 */
final class CanonicalDoubles {

  private static final MathContext SIXTEEN_DIGITS = new MathContext(16, RoundingMode.HALF_UP);

  private CanonicalDoubles() {}

  /** Returns the double's value to sixteen digits. */
  static BigDecimal printed(BigDecimal decimal) {
    return new BigDecimal(decimal.doubleValue()).round(SIXTEEN_DIGITS).stripTrailingZeros();
  }
}
