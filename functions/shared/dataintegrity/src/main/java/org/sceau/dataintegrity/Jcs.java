package org.sceau.dataintegrity;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.TreeMap;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonNull;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/** Canonicalizes JSON (RFC 8785). */
public final class Jcs {

  private final StringBuilder text = new StringBuilder();

  private Jcs() {}

  /**
   * Canonicalizes a value; refuses a number that would lose digits, which could then be changed
   * without breaking the signature.
   */
  public static Canonicalization canonicalize(JsonValue value) {
    var jcs = new Jcs();
    try {
      jcs.write(value);
    } catch (LossException loss) {
      return new Canonicalization.Refused(loss.sentence);
    }
    return new Canonicalization.Canonical(jcs.text.toString());
  }

  private void write(JsonValue value) throws LossException {
    switch (value) {
      case JsonObject(var members) -> {
        text.append('{');
        var separator = "";
        // RFC 8785, section 3.2.3: by UTF-16 code units, which is how strings compare.
        for (var member : new TreeMap<>(members).entrySet()) {
          text.append(separator);
          string(member.getKey());
          text.append(':');
          write(member.getValue());
          separator = ",";
        }
        text.append('}');
      }
      case JsonArray(var items) -> {
        text.append('[');
        var separator = "";
        for (var item : items) {
          text.append(separator);
          write(item);
          separator = ",";
        }
        text.append(']');
      }
      case JsonString(var characters) -> string(characters);
      case JsonNumber number -> text.append(exact(number));
      case JsonBoolean(var truth) -> text.append(truth);
      case JsonNull() -> text.append("null");
    }
  }

  /** RFC 8785, section 3.2.2.2. */
  private void string(String characters) {
    text.append('"');
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> {
          if (c < ' ') {
            text.append("\\u00").append(c < 0x10 ? '0' : '1');
            text.append(Character.forDigit(c & 0xf, 16));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static String exact(JsonNumber number) throws LossException {
    double value = Double.parseDouble(number.literal());
    if (!Double.isInfinite(value)) {
      var canonical = number(value);
      if (new BigDecimal(canonical).compareTo(number.decimal()) == 0) {
        return canonical;
      }
    }
    throw new LossException(
        "The number " + number.literal() + " has more digits than a signature covers.");
  }

  /** Writes the number as ECMAScript does (ECMA-262, section 6.1.6.1.20). */
  static String number(double value) {
    if (value == 0) {
      return "0";
    }
    if (value < 0) {
      return "-" + number(-value);
    }
    var shortest = shortest(value);
    var digits = shortest.unscaledValue().toString();
    int k = digits.length();
    int n = k - shortest.scale();
    if (k <= n && n <= 21) {
      return digits + "0".repeat(n - k);
    }
    if (0 < n && n <= 21) {
      return digits.substring(0, n) + "." + digits.substring(n);
    }
    if (-6 < n && n <= 0) {
      return "0." + "0".repeat(-n) + digits;
    }
    var exponent = (n > 0 ? "e+" : "e-") + Math.abs(n - 1);
    return k == 1
        ? digits + exponent
        : digits.substring(0, 1) + "." + digits.substring(1) + exponent;
  }

  /** Returns the decimal with the fewest digits that reads back as this number. */
  private static BigDecimal shortest(double value) {
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() != 2) {
      return decimal;
    }
    // Double.toString never has less than two digits, although one may do, as in 5e-324.
    var exact = new BigDecimal(value);
    var down = decimal.round(new MathContext(1, RoundingMode.DOWN));
    var up = decimal.round(new MathContext(1, RoundingMode.UP));
    boolean downIsIt = down.doubleValue() == value;
    boolean upIsIt = up.doubleValue() == value;
    if (downIsIt && upIsIt) {
      return exact.subtract(down).compareTo(up.subtract(exact)) <= 0 ? down : up;
    }
    if (downIsIt || upIsIt) {
      return (downIsIt ? down : up).stripTrailingZeros();
    }
    return decimal;
  }

  /** Ends the writing; never leaves this class. */
  private static final class LossException extends Exception {

    private static final long serialVersionUID = 1;

    private final String sentence;

    private LossException(String sentence) {
      super(sentence, null, false, false);
      this.sentence = sentence;
    }
  }
}
