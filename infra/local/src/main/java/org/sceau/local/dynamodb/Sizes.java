package org.sceau.local.dynamodb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.sceau.local.wire.AwsException;

/** How many bytes an item counts for, and what reading or writing as many consumes. */
final class Sizes {

  static final int MAX_ITEM = 400 * 1024;
  static final int MAX_PAGE = 1024 * 1024;

  private Sizes() {}

  static int of(Value.M item) {
    int size = 0;
    for (var attribute : item.values().entrySet()) {
      size += utf8(attribute.getKey()) + of(attribute.getValue());
    }
    return size;
  }

  static int of(Value value) {
    return switch (value) {
      case Value.S(var text) -> utf8(text);
      case Value.N(var number) -> of(number);
      case Value.B(var bytes) -> bytes.value().length;
      case Value.Bool _, Value.Null _ -> 1;
      case Value.L(var values) -> 3 + values.stream().mapToInt(v -> of(v) + 1).sum();
      case Value.M map -> 3 + of(map) + map.values().size();
      case Value.Ss(var values) -> values.stream().mapToInt(Sizes::utf8).sum();
      case Value.Ns(var values) -> values.stream().mapToInt(Sizes::of).sum();
      case Value.Bs(var values) -> values.stream().mapToInt(v -> v.value().length).sum();
    };
  }

  private static int of(BigDecimal number) {
    return (number.precision() + 1) / 2 + (number.signum() < 0 ? 2 : 1);
  }

  static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  static void checkItem(Value.M item, boolean update) {
    if (of(item) > MAX_ITEM) {
      throw AwsException.validation(
          update
              ? "Item size to update has exceeded the maximum allowed size"
              : "Item size has exceeded the maximum allowed size");
    }
  }

  /** One unit for each begun KB. */
  static double writeUnits(int bytes) {
    return Math.max(1, Math.ceilDiv(bytes, 1024));
  }

  /** One unit for each begun 4 KB, half of it without consistency. */
  static double readUnits(int bytes, boolean consistent) {
    return Math.max(1, Math.ceilDiv(bytes, 4096)) * (consistent ? 1 : 0.5);
  }
}
