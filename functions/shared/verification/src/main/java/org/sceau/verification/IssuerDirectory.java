package org.sceau.verification;

import java.util.Optional;
import java.util.function.Predicate;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.SigningKey;

/** Finds the issuers of this deployment. */
public interface IssuerDirectory {

  /** Finds no issuer: for a verifier outside any deployment. */
  IssuerDirectory NONE =
      new IssuerDirectory() {

        @Override
        public Optional<Issuer> find(IssuerId id, Predicate<SigningKey> key) {
          return Optional.empty();
        }

        @Override
        public Optional<IssuerId> named(String didKey) {
          return Optional.empty();
        }
      };

  /**
   * The issuer. May be minutes old, but never so old as to lack the key although the issuer has it:
   * what was signed with a new key is genuine at once.
   *
   * @param key the key that is looked for
   */
  Optional<Issuer> find(IssuerId id, Predicate<SigningKey> key);

  /** Finds the issuer that this did:key identifies. */
  Optional<IssuerId> named(String didKey);
}
