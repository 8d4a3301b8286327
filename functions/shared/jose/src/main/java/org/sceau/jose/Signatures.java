package org.sceau.jose;

/**
 * Says whether a signature is a key's. For any thread, and with the same answers whoever says it.
 */
@FunctionalInterface
public interface Signatures {

  /**
   * Whether {@code signature}, as JOSE encodes it, is the key's over {@code message} by exactly
   * this algorithm; {@code false} if the key is not one for it.
   */
  boolean verify(JwsAlgorithm algorithm, PublicJwk key, byte[] message, byte[] signature);

  /** The same by the one algorithm of the key's kind; for RSA that is RS256. */
  default boolean verify(PublicJwk key, byte[] message, byte[] signature) {
    return verify(JwsAlgorithm.of(key.kind()), key, message, signature);
  }
}
