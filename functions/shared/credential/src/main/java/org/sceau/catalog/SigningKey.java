package org.sceau.catalog;

import org.sceau.jose.PublicJwk;

/**
 * A key that signs for an issuer. The private half never leaves KMS.
 *
 * @param keyArn where KMS keeps it
 * @param publicKey what verifiers get to see of it
 */
public record SigningKey(String keyArn, PublicJwk publicKey) {

  /** The fragment of the verification method's DID URL: the RFC 7638 thumbprint. */
  public String kid() {
    return publicKey.thumbprint();
  }
}
