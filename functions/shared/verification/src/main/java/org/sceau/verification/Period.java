package org.sceau.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Passed;

/**
 * The period in which a credential is valid.
 *
 * @param from the start; empty if it has none
 * @param until the first moment at which it is no longer valid; empty if it has none
 */
record Period(Optional<Instant> from, Optional<Instant> until) {

  /** The tolerance for an issuer's clock that is ahead; it does not apply to the end. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  /** Returns the intersection of both periods. */
  Period and(Period other) {
    return new Period(
        Stream.of(from, other.from).flatMap(Optional::stream).max(Instant::compareTo),
        Stream.of(until, other.until).flatMap(Optional::stream).min(Instant::compareTo));
  }

  Outcome at(Instant now) {
    if (from.isPresent() && from.get().isAfter(now.plus(SKEW))) {
      return new Failed(VerificationProblem.since(ProblemCode.NOT_YET_VALID, from.get()));
    }
    if (until.isPresent() && !now.isBefore(until.get())) {
      return new Failed(VerificationProblem.since(ProblemCode.EXPIRED, until.get()));
    }
    return new Passed();
  }
}
