package org.sceau.local.dynamodb;

import java.math.BigDecimal;
import org.sceau.local.wire.AwsException;

/** DynamoDB's numbers: 38 significant digits, from 1E-130 up to 9.99…E+125. */
final class Numbers {

  private static final int MAX_DIGITS = 38;
  private static final int MAX_LITERAL = 256;

  private Numbers() {}

  static BigDecimal parse(String text) {
    if (text.length() <= MAX_LITERAL) {
      try {
        return normalized(new BigDecimal(text));
      } catch (NumberFormatException _) {
        // Said below.
      }
    }
    throw AwsException.validation(
        text.isEmpty()
            ? "The parameter cannot be converted to a numeric value"
            : "The parameter cannot be converted to a numeric value: " + text);
  }

  static BigDecimal normalized(BigDecimal value) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    var stripped = value.stripTrailingZeros();
    if (stripped.precision() > MAX_DIGITS) {
      throw AwsException.validation(
          "Attempting to store more than 38 significant digits in a Number");
    }
    long magnitude = (long) stripped.precision() - stripped.scale() - 1;
    if (magnitude > 125) {
      throw AwsException.validation(
          "Number overflow. Attempting to store a number with magnitude larger than supported"
              + " range");
    }
    if (magnitude < -130) {
      throw AwsException.validation(
          "Number underflow. Attempting to store a number with magnitude smaller than supported"
              + " range");
    }
    return stripped;
  }
}
