package org.sceau.emulator.dynamodb;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds the items of one table and of its indexes; {@link Store}'s lock guards them. */
final class Table {

  private final TableSchema schema;
  private final NavigableMap<ItemPosition, Attributes> items = new TreeMap<>();
  private final Map<String, NavigableMap<ItemPosition, Attributes>> indexes = new LinkedHashMap<>();

  /** The changes that the indexes have not followed yet. */
  private final Queue<Runnable> behind = new ArrayDeque<>();

  Table(TableSchema schema) {
    this.schema = schema;
    schema.indexes().keySet().forEach(name -> indexes.put(name, new TreeMap<>()));
  }

  TableSchema schema() {
    return schema;
  }

  NavigableMap<ItemPosition, Attributes> items() {
    return items;
  }

  /**
   * The items of an index.
   *
   * @param isStale whether the index stays as it is, although it may be behind its table
   */
  NavigableMap<ItemPosition, Attributes> index(String name, boolean isStale) {
    if (!isStale) {
      follow();
    }
    return indexes.getOrDefault(name, new TreeMap<>());
  }

  @Nullable Attributes get(ItemPosition position) {
    return items.get(position);
  }

  /**
   * Replaces the item at the position; {@code null} removes it.
   *
   * @param isStale whether the indexes stay as they are
   */
  void set(ItemPosition position, @Nullable Attributes item, boolean isStale) {
    var before = item == null ? items.remove(position) : items.put(position, item);
    behind.add(() -> reindex(position, before, item));
    if (!isStale) {
      follow();
    }
  }

  private void follow() {
    for (var change = behind.poll(); change != null; change = behind.poll()) {
      change.run();
    }
  }

  private void reindex(
      ItemPosition position, @Nullable Attributes before, @Nullable Attributes after) {
    for (var index : schema.indexes().values()) {
      var entries = indexes.getOrDefault(index.name(), new TreeMap<>());
      var from = inIndex(index, position, before);
      var to = inIndex(index, position, after);
      if (from != null) {
        entries.remove(from);
      }
      if (to != null && after != null) {
        entries.put(to, after.only(index.kept()));
      }
    }
  }

  /** The write units of changing the item, with the writes to the indexes that follow. */
  double writeUnits(
      ItemPosition position, @Nullable Attributes before, @Nullable Attributes after) {
    double units = Meter.writeUnits(before, after);
    for (var index : schema.indexes().values()) {
      var from = inIndex(index, position, before);
      var to = inIndex(index, position, after);
      var old = before == null || from == null ? null : before.only(index.kept());
      var now = after == null || to == null ? null : after.only(index.kept());
      if (from != null && from.equals(to)) {
        units += old == null || old.equals(now) ? 0 : Meter.writeUnits(old, now);
      } else {
        units += old == null ? 0 : Meter.writeUnits(old, null);
        units += now == null ? 0 : Meter.writeUnits(null, now);
      }
    }
    return units;
  }

  /** An item that lacks a part of the index's key is not in the index. */
  private static @Nullable ItemPosition inIndex(
      TableSchema.Index index, ItemPosition inTable, @Nullable Attributes item) {
    var position = item == null ? null : index.key().of(item);
    return position == null ? null : position.inIndex(inTable);
  }
}
