package org.sceau.local.dynamodb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The items of one table and of its indexes; {@link Store}'s lock guards them. */
final class Table {

  private final Schema schema;
  private final NavigableMap<Position, Value.M> items = new TreeMap<>();
  private final Map<String, NavigableMap<Position, Value.M>> indexes = new LinkedHashMap<>();

  Table(Schema schema) {
    this.schema = schema;
    schema.indexes().keySet().forEach(name -> indexes.put(name, new TreeMap<>()));
  }

  Schema schema() {
    return schema;
  }

  NavigableMap<Position, Value.M> items() {
    return items;
  }

  NavigableMap<Position, Value.M> index(String name) {
    return indexes.getOrDefault(name, new TreeMap<>());
  }

  Value.@Nullable M get(Position position) {
    return items.get(position);
  }

  /** Replaces the item at the position; {@code null} removes it. */
  void set(Position position, Value.@Nullable M item) {
    var before = item == null ? items.remove(position) : items.put(position, item);
    for (var index : schema.indexes().values()) {
      var entries = index(index.name());
      var from = inIndex(index, position, before);
      var to = inIndex(index, position, item);
      if (from != null) {
        entries.remove(from);
      }
      if (to != null && item != null) {
        entries.put(to, index.project(item, schema.key()));
      }
    }
  }

  /** What changing the item consumes, with the writes to the indexes that follow. */
  double writeUnits(Position position, Value.@Nullable M before, Value.@Nullable M after) {
    double units = Sizes.writeUnits(Math.max(size(before), size(after)));
    for (var index : schema.indexes().values()) {
      var from = inIndex(index, position, before);
      var to = inIndex(index, position, after);
      var old = before == null || from == null ? null : index.project(before, schema.key());
      var now = after == null || to == null ? null : index.project(after, schema.key());
      if (old != null && now != null && from != null && from.equals(to)) {
        units += old.equals(now) ? 0 : Sizes.writeUnits(Math.max(size(old), size(now)));
      } else {
        units += old == null ? 0 : Sizes.writeUnits(size(old));
        units += now == null ? 0 : Sizes.writeUnits(size(now));
      }
    }
    return units;
  }

  private static int size(Value.@Nullable M item) {
    return item == null ? 0 : Sizes.of(item);
  }

  /** An item that lacks a part of the index's key is not in the index. */
  private static @Nullable Position inIndex(
      Schema.Index index, Position inTable, Value.@Nullable M item) {
    var position = item == null ? null : index.key().of(item);
    return position == null ? null : new Position(position.hash(), position.range(), inTable, 0);
  }
}
