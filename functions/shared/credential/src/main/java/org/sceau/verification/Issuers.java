package org.sceau.verification;

import java.util.Optional;
import org.sceau.catalog.Issuer;
import org.sceau.catalog.IssuerId;

/** Tells who the issuers of this deployment are. */
@FunctionalInterface
public interface Issuers {

  /**
   * The issuer. May be minutes old, but never so old as to lack the key although the issuer has it:
   * what was signed with a new key is genuine at once.
   *
   * @param kid the fragment of a verification method
   */
  Optional<Issuer> find(IssuerId id, String kid);
}
