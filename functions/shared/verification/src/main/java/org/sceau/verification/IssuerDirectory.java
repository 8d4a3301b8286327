package org.sceau.verification;

import java.util.Optional;
import java.util.function.Predicate;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.SigningKey;

/** Tells who the issuers of this deployment are. */
public interface IssuerDirectory {

  /** Of whoever is not a deployment. */
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

  /** The issuer that goes by this did:key. */
  Optional<IssuerId> named(String didKey);
}
