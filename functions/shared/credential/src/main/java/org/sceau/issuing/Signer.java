package org.sceau.issuing;

import org.sceau.catalog.SigningKey;

/** Signs with a key that only the adapter's other side can use. */
public interface Signer {

  /**
   * The signature over {@code message} in the encoding of JOSE: 64 bytes, for P-256 {@code r‖s}
   * over its SHA-256, for Ed25519 pure EdDSA.
   *
   * @throws SigningUnavailableException if it cannot be had now
   */
  byte[] sign(SigningKey key, byte[] message);
}
