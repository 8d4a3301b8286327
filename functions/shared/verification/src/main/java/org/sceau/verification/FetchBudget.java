package org.sceau.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.Fetcher.Kind;
import org.sceau.verification.Fetcher.Reason;
import org.sceau.verification.Fetcher.Wanted;

/**
 * Limits what one verification may fetch: the number of documents and the time for all of them, so
 * that a person who waits for the answer gets it in a few seconds.
 */
final class FetchBudget {

  /** Several times two status lists with the issuer's document. */
  private static final int MAX_FETCHES = 12;

  private static final Duration TIME = Duration.ofMillis(1_500);

  private final Fetcher fetcher;
  private final InstantSource clock;
  private final Instant end;
  private int left = MAX_FETCHES;

  FetchBudget(Fetcher fetcher, InstantSource clock) {
    this.fetcher = fetcher;
    this.clock = clock;
    this.end = clock.instant().plus(TIME);
  }

  Fetch fetch(String url, Kind kind, @Nullable String etag) {
    var within = Duration.between(clock.instant(), end);
    return --left < 0 || !within.isPositive()
        ? new Fetch.NotFetched(Reason.UNAVAILABLE)
        : fetcher.fetch(new Wanted(url, kind, etag, within));
  }
}
