package org.sceau.records.catalog;

import java.time.Instant;

/** Where a signing key is in its life; it only ever goes on. */
public sealed interface KeyLife {

  /** Public already, so that whoever meets its first signature knows it; it signs nothing yet. */
  record Announced() implements KeyLife {}

  /** It signs. */
  record Active() implements KeyLife {}

  /** Signs nothing more; what it has signed stays good. */
  record Retired(Instant since) implements KeyLife {}

  /** Somebody else may have signed with it from then on. */
  record Compromised(Instant since) implements KeyLife {}

  /** Whether verifiers may go by the key alone. */
  default boolean isTrusted() {
    return !(this instanceof Compromised);
  }
}
