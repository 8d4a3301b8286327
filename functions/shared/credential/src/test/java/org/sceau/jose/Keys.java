package org.sceau.jose;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/** Key pairs of the JDK and their signatures. */
final class Keys {

  private Keys() {}

  static KeyPair make(KeyKind kind) {
    return switch (kind) {
      case P256 -> ec("secp256r1");
      case ED25519 -> {
        try {
          yield KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  static KeyPair ec(String curve) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
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
          case ED25519 -> "Ed25519";
        },
        message);
  }
}
