package org.sceau.emulator.dynamodb;

import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the request units of all calls. What AWS takes for a write whose condition is not met is
 * left out.
 */
final class Meter {

  private final DoubleAdder read = new DoubleAdder();
  private final DoubleAdder written = new DoubleAdder();

  LocalDynamoDb.Units units() {
    return new LocalDynamoDb.Units(read.sum(), written.sum());
  }

  /** Adds one unit for each begun 4 KB, half of it without consistency. */
  void read(int bytes, boolean isConsistent) {
    read.add(Math.max(1, Math.ceilDiv(bytes, 4096)) * (isConsistent ? 1 : 0.5));
  }

  void written(double units) {
    written.add(units);
  }

  /** One unit for each begun KB of the larger one. */
  static double writeUnits(@Nullable Attributes before, @Nullable Attributes after) {
    return Math.max(1, Math.ceilDiv(Math.max(size(before), size(after)), 1024));
  }

  static int size(@Nullable Attributes item) {
    return item == null ? 0 : item.size();
  }
}
