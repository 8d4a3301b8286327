package org.sceau.functions.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.status.PublishedTimes;
import org.sceau.records.status.StatusListId;
import org.sceau.verification.TimedCache;

/**
 * Caches for half a minute when the public lists were published, so that few pages cost a second
 * read. A time that cannot be read is not shown: a page never fails for it.
 */
final class CachedTimes implements PublishedTimes {

  private static final Duration LIFETIME = Duration.ofSeconds(30);

  /** More lists than an instance is likely to meet. */
  private static final int MAX_LISTS = 1_000;

  private final PublishedTimes times;
  private final TimedCache<StatusListId, Optional<Instant>> cache;

  CachedTimes(PublishedTimes times, InstantSource clock) {
    this.times = times;
    this.cache = TimedCache.ofAtMost(MAX_LISTS, clock);
  }

  @Override
  public Optional<Instant> publishedAt(StatusListId list) {
    var known = cache.get(list);
    if (known.isPresent()) {
      return known.get();
    }
    var time = read(list);
    cache.put(list, time, LIFETIME);
    return time;
  }

  private Optional<Instant> read(StatusListId list) {
    try {
      return times.publishedAt(list);
    } catch (StoreUnavailableException _) {
      return Optional.empty();
    }
  }
}
