package org.sceau.functions.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.status.PublishedTimes;
import org.sceau.records.status.StatusListId;

/**
 * Remembers for half a minute how old the public lists are, so that few pages cost a second read.
 * What cannot be read is not shown: a page never fails for it.
 */
final class RememberedTimes implements PublishedTimes {

  private static final Duration LIFETIME = Duration.ofSeconds(30);

  /** More lists than an instance is likely to meet; beyond it, it starts afresh. */
  private static final int MAX_LISTS = 1_000;

  private final PublishedTimes times;
  private final InstantSource clock;
  private final Map<StatusListId, Remembered> remembered = new ConcurrentHashMap<>();

  RememberedTimes(PublishedTimes times, InstantSource clock) {
    this.times = times;
    this.clock = clock;
  }

  @Override
  public Optional<Instant> publishedAt(StatusListId list) {
    var now = clock.instant();
    var known = remembered.get(list);
    if (known == null || !now.isBefore(known.until)) {
      if (remembered.size() >= MAX_LISTS) {
        remembered.clear();
      }
      known = new Remembered(ask(list), now.plus(LIFETIME));
      remembered.put(list, known);
    }
    return known.time;
  }

  private Optional<Instant> ask(StatusListId list) {
    try {
      return times.publishedAt(list);
    } catch (StoreUnavailableException _) {
      return Optional.empty();
    }
  }

  private record Remembered(Optional<Instant> time, Instant until) {}
}
