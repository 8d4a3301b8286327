package org.sceau.jose;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;

/** Says whether a signature is a key's; the key decides which algorithms there are. */
public final class SignatureVerifier {

  private static final int ED25519_BYTES = 64;

  /** RFC 7518, section 3.5: SHA-256 throughout, and a salt as long as its digest. */
  private static final PSSParameterSpec PS256 =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private SignatureVerifier() {}

  /**
   * Whether {@code signature} is the key's over {@code message}: {@code r‖s} over its SHA-256 for
   * P-256, over its SHA-384 for P-384, pure EdDSA for Ed25519, RS256 for RSA.
   */
  public static boolean verify(PublicJwk key, byte[] message, byte[] signature) {
    return verify(
        switch (key.kind()) {
          case P256 -> JwsAlgorithm.ES256;
          case P384 -> JwsAlgorithm.ES384;
          case ED25519 -> JwsAlgorithm.EDDSA;
          case RSA -> JwsAlgorithm.RS256;
        },
        key,
        message,
        signature);
  }

  /** The same with an algorithm that is named; {@code false} if the key is not one for it. */
  public static boolean verify(
      JwsAlgorithm algorithm, PublicJwk key, byte[] message, byte[] signature) {
    if (algorithm.kind() != key.kind() || !isOfForm(key, signature)) {
      return false;
    }
    try {
      var verification = Signature.getInstance(name(algorithm));
      if (algorithm == JwsAlgorithm.PS256) {
        verification.setParameter(PS256);
      }
      verification.initVerify(key.toPublicKey());
      verification.update(message);
      return verification.verify(signature);
    } catch (SignatureException | InvalidKeyException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  private static String name(JwsAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> "SHA256withECDSAinP1363Format";
      case ES384 -> "SHA384withECDSAinP1363Format";
      case EDDSA, ED25519 -> "Ed25519";
      case RS256 -> "SHA256withRSA";
      case PS256 -> "RSASSA-PSS";
    };
  }

  /** Whether it is as long as it has to be, and its numbers in range: the JDK is more lenient. */
  static boolean isOfForm(PublicJwk key, byte[] signature) {
    return switch (key) {
      case PublicJwk.Ec ec -> isPair(signature, EcCurve.of(ec.kind()));
      case PublicJwk.Ed25519 _ -> signature.length == ED25519_BYTES;
      case PublicJwk.Rsa rsa -> signature.length == rsa.signatureBytes();
    };
  }

  /** Whether r and s are in [1, n-1] (FIPS 186-5, section 6.4.2). */
  private static boolean isPair(byte[] signature, EcCurve curve) {
    int half = curve.bytes();
    return signature.length == 2 * half
        && isInRange(Arrays.copyOfRange(signature, 0, half), curve)
        && isInRange(Arrays.copyOfRange(signature, half, 2 * half), curve);
  }

  private static boolean isInRange(byte[] number, EcCurve curve) {
    var value = new BigInteger(1, number);
    return value.signum() > 0 && value.compareTo(curve.order()) < 0;
  }
}
