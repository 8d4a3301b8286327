package org.sceau.catalog;

import java.util.List;
import java.util.Optional;
import org.sceau.jose.KeyKind;

/**
 * An issuer as the catalog keeps it.
 *
 * @param keys all keys that sign, will sign or have signed for the issuer, newest first
 * @param revision 1 when made, one more with every change
 */
public record Issuer(IssuerId id, IssuerProfile profile, List<SigningKey> keys, long revision) {

  public Issuer {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("an issuer without a key: " + id);
    }
  }

  /** The key of this kind that signs now. */
  public Optional<SigningKey> signingKey(KeyKind kind) {
    return keys.stream()
        .filter(key -> key.publicKey().kind() == kind)
        .filter(key -> key.life() instanceof KeyLife.Active)
        .findFirst();
  }

  /** The same with other keys, as the revision that follows. */
  public Issuer withKeys(List<SigningKey> changed) {
    return new Issuer(id, profile, changed, revision + 1);
  }

  /** The key that a {@code kid} or verification method's fragment names. */
  public Optional<SigningKey> key(String kid) {
    return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
  }
}
