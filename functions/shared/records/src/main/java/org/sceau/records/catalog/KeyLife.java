package org.sceau.records.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of a signing key's life; a key never returns to an earlier state. */
public sealed interface KeyLife {

  /**
   * The key is public already, so that verifiers know it before its first signature; it signs
   * nothing yet.
   */
  record Announced() implements KeyLife {}

  /** The key signs. */
  record Active() implements KeyLife {}

  /** The key signs nothing more; its signatures stay valid. */
  record Retired(Instant since) implements KeyLife {}

  /** Others may have signed with the key since then. */
  record Compromised(Instant since) implements KeyLife {}

  /** Returns the word for it in records and responses. */
  default String word() {
    return switch (this) {
      case Announced() -> "announced";
      case Active() -> "active";
      case Retired _ -> "retired";
      case Compromised _ -> "compromised";
    };
  }

  /** Returns when the state began, if that is known. */
  default @Nullable Instant since() {
    return null;
  }

  /** Tells whether verifiers may trust the key without a record. */
  default boolean isTrusted() {
    return !(this instanceof Compromised);
  }
}
