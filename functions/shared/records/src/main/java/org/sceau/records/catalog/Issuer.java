package org.sceau.records.catalog;

import java.util.List;
import java.util.Optional;
import org.sceau.jose.KeyKind;

/**
 * An issuer in the catalog.
 *
 * @param keys all keys that sign, will sign or have signed for the issuer, newest first
 * @param revision 1 when created, one more with every change
 */
public record Issuer(IssuerId id, IssuerProfile profile, List<SigningKey> keys, long revision) {

  public Issuer {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("an issuer without a key: " + id);
    }
    if (profile.issuing().did() == IssuingSettings.DidMethod.KEY
        && (keys.size() != 1 || keys.getFirst().publicKey().kind() != KeyKind.P256)) {
      throw new IllegalArgumentException("an issuer by did:key is one key of P-256: " + id);
    }
  }

  /**
   * Tells whether the issuer is identified by the did:key of its one key: who has the key is the
   * issuer.
   */
  public boolean isItsKey() {
    return profile.issuing().did() == IssuingSettings.DidMethod.KEY;
  }

  /** Tells whether it may issue credentials. An issuer that is its key ends with the key. */
  public boolean mayIssue() {
    return !isItsKey() || keys.getFirst().life() instanceof KeyLife.Active;
  }

  /**
   * Returns the key of this kind that signs now. The key of an issuer that is its key still signs
   * status lists after a compromise: no other key can, and revocations matter most then.
   */
  public Optional<SigningKey> signingKey(KeyKind kind) {
    return keys.stream()
        .filter(key -> key.publicKey().kind() == kind)
        .filter(key -> isItsKey() || key.life() instanceof KeyLife.Active)
        .findFirst();
  }

  /** Returns the issuer with other keys, as the next revision. */
  public Issuer withKeys(List<SigningKey> changed) {
    return new Issuer(id, profile, changed, revision + 1);
  }

  /** Finds the key that a {@code kid} or a verification method's fragment names. */
  public Optional<SigningKey> key(String kid) {
    return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
  }
}
