package org.sceau.jose;

/** Verifies signatures. Thread-safe; every implementation gives the same answers. */
@FunctionalInterface
public interface Signatures {

  /**
   * Tells whether {@code signature}, in the JOSE encoding, is the key's over {@code message} by
   * exactly this algorithm; {@code false} if the key is not one for it.
   */
  boolean verify(JwsAlgorithm algorithm, PublicJwk key, byte[] message, byte[] signature);

  /** Verifies by the one algorithm of the key's kind; for RSA that is RS256. */
  default boolean verify(PublicJwk key, byte[] message, byte[] signature) {
    return verify(JwsAlgorithm.of(key.kind()), key, message, signature);
  }
}
