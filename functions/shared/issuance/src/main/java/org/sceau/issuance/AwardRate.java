package org.sceau.issuance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.AwardCounts;

/**
 * Limits how many credentials one issuer may have signed a second, so that no issuer uses up the
 * quota that all share: KMS gives a deployment 1,000 ECC signatures a second, a credential takes
 * two, and lists are signed with the same quota.
 *
 * <p>The template allows 450 a second, which is nine tenths of all: an issuer with a hundred
 * thousand rows is hardly slowed, and a hundred signatures a second are left for the other issuers
 * and the publisher. A deployment of several large issuers gives each less.
 *
 * <p>Credentials are counted over spans of ten seconds. KMS throttles a burst anyway, and a sender
 * of large requests waits once for the rest of a span, not every second.
 */
public final class AwardRate {

  private static final Duration SPAN = Duration.ofSeconds(10);

  private static final int MOST_PER_SECOND = 100_000;

  private final AwardCounts counts;
  private final int perSecond;

  /**
   * @param perSecond the limit; 0 for none
   */
  public AwardRate(AwardCounts counts, int perSecond) {
    if (!isAllowed(perSecond)) {
      throw new IllegalArgumentException("no rate: " + perSecond);
    }
    this.counts = counts;
    this.perSecond = perSecond;
  }

  /** Creates a rate without a limit. */
  public static AwardRate unlimited() {
    return new AwardRate((_, _, _, _, _) -> true, 0);
  }

  /** Tells whether a limit is allowed: 0, or enough for the largest award in one span. */
  public static boolean isAllowed(int perSecond) {
    return perSecond == 0
        || (perSecond >= AwardAchievementRequest.MAX_RECIPIENTS / SPAN.toSeconds()
            && perSecond <= MOST_PER_SECOND);
  }

  /** Counts credentials before they are issued; or counts nothing and returns the time to wait. */
  public Optional<Duration> take(IssuerId issuer, int credentials, Instant now) {
    if (perSecond == 0 || credentials == 0) {
      return Optional.empty();
    }
    long span = SPAN.toSeconds();
    var begin = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), span) * span);
    int most = Math.toIntExact(perSecond * span);
    return counts.add(issuer, begin, SPAN, credentials, most)
        ? Optional.empty()
        : Optional.of(Duration.between(now, begin.plus(SPAN)));
  }
}
