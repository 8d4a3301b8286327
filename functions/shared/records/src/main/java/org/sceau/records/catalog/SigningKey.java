package org.sceau.records.catalog;

import org.sceau.jose.KeyKind;
import org.sceau.jose.PublicJwk;

/**
 * A key that signs for an issuer. The private half never leaves KMS.
 *
 * @param keyArn the ARN of the key in KMS
 * @param publicKey the public half, which verifiers use
 * @param life whether it signs, and whether its signatures are trusted
 */
public record SigningKey(String keyArn, PublicJwk publicKey, KeyLife life) {

  public SigningKey {
    if (publicKey.kind() == KeyKind.P384) {
      throw new IllegalArgumentException(
          "a key of a kind that Sceau does not sign with, " + publicKey.kind() + ": " + keyArn);
    }
  }

  /** Creates an active key. */
  public SigningKey(String keyArn, PublicJwk publicKey) {
    this(keyArn, publicKey, new KeyLife.Active());
  }

  /** Returns the key in a later state of its life. */
  public SigningKey with(KeyLife changed) {
    return new SigningKey(keyArn, publicKey, changed);
  }

  /** Returns the fragment of the verification method's DID URL: the RFC 7638 thumbprint. */
  public String kid() {
    return publicKey.thumbprint();
  }
}
