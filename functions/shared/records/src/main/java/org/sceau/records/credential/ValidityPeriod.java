package org.sceau.records.credential;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code validFrom} and {@code validUntil} in whole seconds, as a NumericDate of a JWT has them;
 * without {@code validUntil} a credential never ends.
 */
public record ValidityPeriod(Instant validFrom, @Nullable Instant validUntil) {

  public ValidityPeriod {
    requireWholeSeconds(validFrom);
    if (validUntil != null) {
      requireWholeSeconds(validUntil);
      if (!validUntil.isAfter(validFrom)) {
        throw new IllegalArgumentException(
            "validUntil " + validUntil + " is not after " + validFrom);
      }
    }
  }

  public boolean hasEnded(Instant time) {
    return validUntil != null && !time.isBefore(validUntil);
  }

  private static void requireWholeSeconds(Instant time) {
    if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("not a whole second: " + time);
    }
  }
}
