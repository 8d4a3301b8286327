package org.sceau.jose;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;

/** Says whether a signature is a key's; the key alone decides on the algorithm. */
public final class SignatureVerifier {

  private static final int SIGNATURE_BYTES = 64;
  private static final BigInteger P256_ORDER = PublicJwk.p256Parameters().getOrder();

  private SignatureVerifier() {}

  /**
   * Whether {@code signature} is the key's over {@code message}: for P-256 {@code r‖s} over its
   * SHA-256, for Ed25519 pure EdDSA.
   */
  public static boolean verify(PublicJwk key, byte[] message, byte[] signature) {
    // The JDK takes signatures of P-256 that are shorter than 64 bytes.
    if (signature.length != SIGNATURE_BYTES
        || (key.kind() == KeyKind.P256 && !isInRange(signature))) {
      return false;
    }
    try {
      var verification = Signature.getInstance(algorithm(key.kind()));
      verification.initVerify(key.toPublicKey());
      verification.update(message);
      return verification.verify(signature);
    } catch (SignatureException | InvalidKeyException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + key.kind(), e);
    }
  }

  private static String algorithm(KeyKind kind) {
    return switch (kind) {
      case P256 -> "SHA256withECDSAinP1363Format";
      case ED25519 -> "Ed25519";
    };
  }

  /** Whether r and s are in [1, n-1] (FIPS 186-5, section 6.4.2). */
  private static boolean isInRange(byte[] signature) {
    int half = SIGNATURE_BYTES / 2;
    return isInRange(new BigInteger(1, Arrays.copyOfRange(signature, 0, half)))
        && isInRange(new BigInteger(1, Arrays.copyOfRange(signature, half, SIGNATURE_BYTES)));
  }

  private static boolean isInRange(BigInteger value) {
    return value.signum() > 0 && value.compareTo(P256_ORDER) < 0;
  }
}
