package org.sceau.verification;

import java.util.Optional;
import java.util.function.Predicate;
import org.sceau.catalog.Issuer;
import org.sceau.catalog.IssuerId;
import org.sceau.catalog.SigningKey;

/** Tells who the issuers of this deployment are. */
@FunctionalInterface
public interface Issuers {

  /**
   * The issuer. May be minutes old, but never so old as to lack the key although the issuer has it:
   * what was signed with a new key is genuine at once.
   *
   * @param key the key that is looked for
   */
  Optional<Issuer> find(IssuerId id, Predicate<SigningKey> key);
}
