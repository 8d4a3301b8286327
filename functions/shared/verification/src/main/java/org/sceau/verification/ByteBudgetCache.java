package org.sceau.verification;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Caches entries within a budget of bytes and evicts the least recently used first. One entry may
 * take at most a quarter of the budget, so that none can empty the cache.
 */
final class ByteBudgetCache<V> {

  private static final int LARGEST_SHARE = 4;

  private final long budget;
  private final ToLongFunction<V> weight;
  private final Map<String, V> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long used;

  /**
   * Creates an empty cache.
   *
   * @param budget the bytes that its entries may have in all
   * @param weight estimates the bytes of one entry
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

  /** Returns the bytes that the entries have. */
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
