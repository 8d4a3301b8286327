package org.sceau.records.catalog;

/** Signs with a key that never leaves its key store. */
public interface Signer {

  /**
   * Signs {@code message}. The signature has the JOSE encoding: 64 bytes, for P-256 {@code r‖s}
   * over its SHA-256, for Ed25519 pure EdDSA.
   *
   * @throws SigningUnavailableException if the key store cannot sign now
   * @throws IllegalArgumentException if the key is Ed25519 and the message longer than 4,096 bytes,
   *     the most that KMS signs without a digest
   */
  byte[] sign(SigningKey key, byte[] message);
}
