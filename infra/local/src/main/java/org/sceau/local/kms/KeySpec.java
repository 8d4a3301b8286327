package org.sceau.local.kms;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

/** The kinds of keys that the double makes, under AWS's names. */
public enum KeySpec {
  ECC_NIST_P256("EC"),
  ECC_NIST_EDWARDS25519("Ed25519"),
  RSA_2048("RSA");

  private final String keyFactory;

  KeySpec(String keyFactory) {
    this.keyFactory = keyFactory;
  }

  String keyFactory() {
    return keyFactory;
  }

  /** What a key of this kind can sign with. */
  public List<SigningAlgorithm> algorithms() {
    return switch (this) {
      case ECC_NIST_P256 -> List.of(SigningAlgorithm.ECDSA_SHA_256);
      case ECC_NIST_EDWARDS25519 -> List.of(SigningAlgorithm.ED25519_SHA_512);
      case RSA_2048 ->
          List.of(SigningAlgorithm.RSASSA_PKCS1_V1_5_SHA_256, SigningAlgorithm.RSASSA_PSS_SHA_256);
    };
  }

  KeyPair generate(SecureRandom random) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(keyFactory);
    switch (this) {
      case ECC_NIST_P256 -> generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      case ECC_NIST_EDWARDS25519 -> generator.initialize(255, random);
      case RSA_2048 -> generator.initialize(2048, random);
    }
    return generator.generateKeyPair();
  }
}
