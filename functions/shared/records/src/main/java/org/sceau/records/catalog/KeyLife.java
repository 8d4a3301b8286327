package org.sceau.records.catalog;

import java.time.Instant;

/** The state of a signing key's life; a key never returns to an earlier state. */
public sealed interface KeyLife {

  /**
   * The key is public already, so that verifiers know it before its first signature; it signs
   * nothing yet.
   */
  record Announced() implements KeyLife {}

  /** The key signs. */
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
