package org.sceau.jose;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Key pairs of the JDK and their signatures. */
final class Keys {

  private static final PSSParameterSpec PS256 =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private Keys() {}

  static KeyPair make(KeyKind kind) {
    return switch (kind) {
      case P256 -> ec("secp256r1");
      case P384 -> ec("secp384r1");
      case RSA -> rsa(2_048);
      case ED25519 -> make("Ed25519", _ -> {});
    };
  }

  static KeyPair ec(String curve) {
    return make("EC", generator -> generator.initialize(new ECGenParameterSpec(curve)));
  }

  static KeyPair rsa(int bits) {
    return make("RSA", generator -> generator.initialize(bits));
  }

  /** What chooses the curve or the size of a key. */
  private interface Choice {
    void of(KeyPairGenerator generator) throws GeneralSecurityException;
  }

  private static KeyPair make(String algorithm, Choice choice) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      choice.of(generator);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static PublicJwk jwk(KeyPair pair) {
    return PublicJwk.of(pair.getPublic()).orElseThrow();
  }

  static byte[] sign(KeyPair pair, String algorithm, byte[] message) {
    try {
      var signature = Signature.getInstance(algorithm);
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In the encoding of JOSE. */
  static byte[] sign(KeyPair pair, KeyKind kind, byte[] message) {
    return sign(
        pair,
        switch (kind) {
          case P256 -> "SHA256withECDSAinP1363Format";
          case P384 -> "SHA384withECDSAinP1363Format";
          case ED25519 -> "Ed25519";
          case RSA -> "SHA256withRSA";
        },
        message);
  }

  static byte[] sign(KeyPair pair, JwsAlgorithm algorithm, byte[] message) {
    return algorithm == JwsAlgorithm.PS256
        ? signPss(pair, PS256, message)
        : sign(pair, algorithm.kind(), message);
  }

  static byte[] signPss(KeyPair pair, PSSParameterSpec parameters, byte[] message) {
    try {
      var signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(parameters);
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
