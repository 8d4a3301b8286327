package org.sceau.emulator.dynamodb;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Orders items by partition, by range key and, in an index, by the table's key.
 *
 * @param edge 0 for an item; -1 and 1 stand before and behind all items of the partition
 */
record ItemPosition(Value hash, int edge, @Nullable Value range, @Nullable ItemPosition table)
    implements Comparable<ItemPosition> {

  private static final Comparator<ItemPosition> ORDER =
      comparing(ItemPosition::hash)
          .thenComparingInt(ItemPosition::edge)
          .thenComparing(ItemPosition::range, nullsFirst(naturalOrder()))
          .thenComparing(ItemPosition::table, nullsFirst(naturalOrder()));

  static ItemPosition inTable(Value hash, @Nullable Value range) {
    return new ItemPosition(hash, 0, range, null);
  }

  ItemPosition inIndex(ItemPosition inTable) {
    return new ItemPosition(hash, 0, range, inTable);
  }

  /** The position before all range keys from the given one on; {@code null} means all. */
  static ItemPosition start(Value hash, @Nullable Value range) {
    return new ItemPosition(hash, range == null ? -1 : 0, range, null);
  }

  static ItemPosition end(Value hash) {
    return new ItemPosition(hash, 1, null, null);
  }

  @Override
  public int compareTo(ItemPosition other) {
    return ORDER.compare(this, other);
  }
}
