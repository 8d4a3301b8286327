package org.sceau.records.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The operations that the bearer of an API key may do. */
public enum Scope {
  /** Create issuers. Only the operator of the deployment has it. */
  OPERATE,
  /** Award the issuer's achievements. */
  AWARD,
  /** Revoke, suspend, reinstate the issuer's credentials. */
  STATUS,
  /** Change the issuer's profile and achievements. */
  CATALOG,
  /** Read the issuer's records. */
  READ;

  /** Returns the word for it in API keys' records and responses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
  }
}
