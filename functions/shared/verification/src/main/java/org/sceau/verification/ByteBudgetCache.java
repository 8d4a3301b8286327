package org.sceau.verification;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Remembers what is large only so far as there is room, and forgets first what was asked for least
 * lately. One entry may take a quarter of the room at most, so that none can empty it.
 */
final class ByteBudgetCache<V> {

  private static final int LARGEST_SHARE = 4;

  private final long budget;
  private final ToLongFunction<V> weight;
  private final Map<String, V> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long used;

  /**
   * Makes an empty one.
   *
   * @param budget how many bytes its entries may have in all
   * @param weight how many one of them has, about
   */
  ByteBudgetCache(long budget, ToLongFunction<V> weight) {
    this.budget = budget;
    this.weight = weight;
  }

  synchronized Optional<V> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  synchronized void put(String key, V value) {
    remove(key);
    long size = size(key, value);
    if (size > budget / LARGEST_SHARE) {
      return;
    }
    entries.put(key, value);
    used += size;
    for (var eldest = entries.entrySet().iterator(); used > budget; ) {
      var entry = eldest.next();
      used -= size(entry.getKey(), entry.getValue());
      eldest.remove();
    }
  }

  /** How many bytes the entries have. */
  synchronized long used() {
    return used;
  }

  private void remove(String key) {
    var before = entries.remove(key);
    if (before != null) {
      used -= size(key, before);
    }
  }

  private long size(String key, V value) {
    return 2L * key.length() + weight.applyAsLong(value);
  }
}
