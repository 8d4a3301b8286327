package org.sceau.records.catalog;

/** Signs with a key that only the adapter's other side can use. */
public interface Signer {

  /**
   * The signature over {@code message} in the encoding of JOSE: 64 bytes, for P-256 {@code r‖s}
   * over its SHA-256, for Ed25519 pure EdDSA.
   *
   * @throws SigningUnavailableException if it cannot be had now
   * @throws IllegalArgumentException if the key is Ed25519 and the message longer than 4,096 bytes,
   *     the most that KMS signs without a digest
   */
  byte[] sign(SigningKey key, byte[] message);
}
