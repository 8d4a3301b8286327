package org.sceau.jose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

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
    return verify(JwsAlgorithm.of(key.kind()), key, message, signature);
  }

  /** The same with an algorithm that is named; {@code false} if the key is not one for it. */
  public static boolean verify(
      JwsAlgorithm algorithm, PublicJwk key, byte[] message, byte[] signature) {
    if (!isOfForm(algorithm, key, signature)) {
      return false;
    }
    try {
      var verification = initialized(algorithm, key, Optional.empty());
      verification.update(message);
      return verification.verify(signature);
    } catch (SignatureException | InvalidKeyException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /**
   * A verification that only lacks the message.
   *
   * @param provider whose it is to be, if it has the algorithm
   */
  static Signature initialized(JwsAlgorithm algorithm, PublicJwk key, Optional<Provider> provider)
      throws GeneralSecurityException {
    var name = name(algorithm);
    var able = provider.filter(candidate -> candidate.getService("Signature", name) != null);
    var verification =
        able.isPresent() ? Signature.getInstance(name, able.get()) : Signature.getInstance(name);
    if (algorithm == JwsAlgorithm.PS256) {
      verification.setParameter(PS256);
    }
    verification.initVerify(key.toPublicKey());
    return verification;
  }

  /** Whether the key is one for the algorithm and the signature one that such a key can make. */
  static boolean isOfForm(JwsAlgorithm algorithm, PublicJwk key, byte[] signature) {
    return algorithm.kind() == key.kind() && isOfForm(key, signature);
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
        && isInRange(signature, 0, curve)
        && isInRange(signature, half, curve);
  }

  private static boolean isInRange(byte[] signature, int from, EcCurve curve) {
    int to = from + curve.bytes();
    int or = 0;
    for (int i = from; i < to; i++) {
      or |= signature[i];
    }
    return or != 0 && curve.isBelowOrder(signature, from);
  }
}
