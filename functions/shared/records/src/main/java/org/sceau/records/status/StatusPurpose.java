package org.sceau.records.status;

import java.util.Locale;

/** The meaning of a set bit (Bitstring Status List v1.0, section 2.1). */
public enum StatusPurpose {
  /** Revocation is final: a set bit stays set. */
  REVOCATION,
  /** Suspension is temporary: a bit may be cleared again. */
  SUSPENSION;

  /** Returns the word in {@code statusPurpose}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
