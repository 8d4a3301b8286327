package org.sceau.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Passed;

/**
 * The time within which a credential counts.
 *
 * @param from empty if from ever
 * @param until the first moment at which it no longer counts; empty if it counts for ever
 */
record Period(Optional<Instant> from, Optional<Instant> until) {

  /** How far ahead the clock of who issued may be; an end has no such leniency. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  /** The time that is within both. */
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
