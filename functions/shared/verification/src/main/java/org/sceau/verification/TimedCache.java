package org.sceau.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongBiFunction;

/**
 * Caches values for a time, within a budget, and evicts the least recently used first. One value
 * may take at most a quarter of the budget, so that none can empty the cache. Thread-safe.
 */
public final class TimedCache<K, V> {

  private static final int LARGEST_SHARE = 4;

  private final long budget;
  private final ToLongBiFunction<K, V> weight;
  private final InstantSource clock;
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long used;

  /**
   * Creates an empty cache.
   *
   * @param budget the weight that all entries together may have, such as bytes
   * @param weight estimates the weight of one entry
   */
  public TimedCache(long budget, ToLongBiFunction<K, V> weight, InstantSource clock) {
    this.budget = budget;
    this.weight = weight;
    this.clock = clock;
  }

  /** Creates an empty cache of at most so many entries. */
  public static <K, V> TimedCache<K, V> ofAtMost(int entries, InstantSource clock) {
    return new TimedCache<>(entries, (_, _) -> 1, clock);
  }

  /** Returns the value, unless its time is over. */
  public synchronized Optional<V> get(K key) {
    return Optional.ofNullable(entries.get(key))
        .filter(entry -> clock.instant().isBefore(entry.until))
        .map(Entry::value);
  }

  /** Returns the value even if its time is over: it may be confirmed by a conditional request. */
  public synchronized Optional<V> latest(K key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  public synchronized void put(K key, V value, Duration lifetime) {
    remove(key);
    long size = weight.applyAsLong(key, value);
    if (size > budget / LARGEST_SHARE) {
      return;
    }
    entries.put(key, new Entry<>(value, clock.instant().plus(lifetime), size));
    used += size;
    for (var eldest = entries.values().iterator(); used > budget; ) {
      used -= eldest.next().weight;
      eldest.remove();
    }
  }

  public synchronized void remove(K key) {
    var before = entries.remove(key);
    if (before != null) {
      used -= before.weight;
    }
  }

  /** Returns the weight of all entries. */
  public synchronized long used() {
    return used;
  }

  private record Entry<V>(V value, Instant until, long weight) {}
}
