package org.sceau.local.dynamodb;

import org.jspecify.annotations.Nullable;

/**
 * Where an item stands in a table or index: by a hash of the partition, the partition, the range
 * key, and in an index by the table's key. A position that lacks a part stands before or behind all
 * that have it, by its edge.
 */
record Position(Value hash, @Nullable Value range, @Nullable Position inTable, int edge)
    implements Comparable<Position> {

  static Position of(Value hash, @Nullable Value range) {
    return new Position(hash, range, null, 0);
  }

  static Position before(Value hash, @Nullable Value range) {
    return new Position(hash, range, null, -1);
  }

  static Position after(Value hash, @Nullable Value range) {
    return new Position(hash, range, null, 1);
  }

  /** Scatters partitions, so that a scan comes in no order anyone could rely on. */
  int spread() {
    int h = hash.hashCode() * 0x9E3779B9;
    return (h ^ (h >>> 15)) & 0x7fffffff;
  }

  @Override
  public int compareTo(Position other) {
    int order = Integer.compare(spread(), other.spread());
    if (order == 0) {
      order = Value.compare(hash, other.hash);
    }
    if (order != 0) {
      return order;
    }
    if (range == null || other.range == null) {
      if (range != null || other.range != null) {
        return range == null ? edgeOrder() : -other.edgeOrder();
      }
    } else {
      order = Value.compare(range, other.range);
      if (order != 0) {
        return order;
      }
    }
    if (inTable == null || other.inTable == null) {
      if (inTable != null || other.inTable != null) {
        return inTable == null ? edgeOrder() : -other.edgeOrder();
      }
      return Integer.compare(edge, other.edge);
    }
    return inTable.compareTo(other.inTable);
  }

  private int edgeOrder() {
    return edge > 0 ? 1 : -1;
  }
}
