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
   * Finds an issuer. The answer may be minutes old, but never lacks a key that the issuer has: a
   * signature by a new key verifies at once.
   *
   * @param key matches the key that is needed
   */
  Optional<Issuer> find(IssuerId id, Predicate<SigningKey> key);

  /** Finds the issuer that this did:key identifies. */
  Optional<IssuerId> named(String didKey);
}
