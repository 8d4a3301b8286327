package org.sceau.records.status;

import java.util.Locale;

/** What a set bit means (Bitstring Status List v1.0, section 2.1). */
public enum StatusPurpose {
  /** Final: a bit that is set stays set. */
  REVOCATION,
  /** For a time: a bit may be cleared again. */
  SUSPENSION;

  /** The word in {@code statusPurpose}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
