package org.sceau.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.sceau.catalog.IssuerId;
import org.sceau.credential.StoreUnavailableException;
import org.sceau.issuing.AwardCounts;

/** {@link AwardCounts} for tests; forgets nothing. */
public final class MemoryAwardCounts implements AwardCounts {

  private record Span(IssuerId issuer, Instant begin) {}

  private final Faults faults =
      new Faults(cause -> new StoreUnavailableException("the counts", cause));
  private final Map<Span, Integer> awarded = new HashMap<>();

  public Faults faults() {
    return faults;
  }

  @Override
  public synchronized boolean add(
      IssuerId issuer, Instant begin, Duration length, int credentials, int most) {
    return faults.around(() -> {
      var span = new Span(issuer, begin);
      int then = awarded.getOrDefault(span, 0) + credentials;
      if (then > most) {
        return false;
      }
      awarded.put(span, then);
      return true;
    });
  }
}
