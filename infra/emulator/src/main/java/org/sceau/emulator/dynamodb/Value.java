package org.sceau.emulator.dynamodb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.Utf8Order;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/** Represents an attribute value of one of the types that the adapters write. */
sealed interface Value extends Comparable<Value> {

  record S(String text) implements Value {}

  /** A whole number. */
  record N(long number) implements Value {}

  record B(String base64) implements Value {}

  /** Reads a value as the protocol writes it: {@code {"S":"text"}}. */
  static Value of(JsonValue json) {
    var members = Request.object(json).members();
    var type = String.join(" ", members.keySet());
    var text = members.get(type) instanceof JsonString(var content) ? content : "";
    return switch (type) {
      case "S" -> new S(text);
      case "N" -> new N(wholeNumber(text));
      case "B" -> new B(base64(text));
      default -> throw AwsException.unsupported("an attribute value of type " + type);
    };
  }

  private static long wholeNumber(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw AwsException.unsupported("a number that is not a whole number of 64 bits");
    }
  }

  private static String base64(String text) {
    try {
      return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      throw AwsException.of("SerializationException", "A binary value is not Base64");
    }
  }

  default JsonObject toJson() {
    return new JsonObject(
        Map.of(
            type(),
            new JsonString(
                switch (this) {
                  case S(var text) -> text;
                  case N(var number) -> Long.toString(number);
                  case B(var base64) -> base64;
                })));
  }

  /** The type as the protocol writes it. */
  default String type() {
    return switch (this) {
      case S _ -> "S";
      case N _ -> "N";
      case B _ -> "B";
    };
  }

  /** How many bytes the value counts for. */
  default int size() {
    return switch (this) {
      case S(var text) -> text.getBytes(StandardCharsets.UTF_8).length;
      case N(var number) ->
          (BigDecimal.valueOf(number).stripTrailingZeros().precision() + 1) / 2
              + (number < 0 ? 2 : 1);
      case B(var base64) -> Base64.getDecoder().decode(base64).length;
    };
  }

  /** Compares two texts or two numbers. */
  @Override
  default int compareTo(Value other) {
    if (this instanceof S(var left) && other instanceof S(var right)) {
      return Utf8Order.compare(left, right);
    }
    if (this instanceof N(var left) && other instanceof N(var right)) {
      return Long.compare(left, right);
    }
    throw AwsException.unsupported("the order of " + type() + " and " + other.type());
  }
}
