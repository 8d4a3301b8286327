package org.sceau.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.AwardCounts;

/** {@link AwardCounts} for tests; forgets nothing. */
public final class MemoryAwardCounts implements AwardCounts {

  private record Span(IssuerId issuer, Instant begin) {}

  private final FaultPlan faults =
      new FaultPlan(cause -> new StoreUnavailableException("the counts", cause));
  private final Map<Span, Integer> awarded = new HashMap<>();

  public FaultPlan faults() {
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
