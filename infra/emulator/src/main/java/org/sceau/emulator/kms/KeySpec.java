package org.sceau.emulator.kms;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import javax.crypto.Cipher;

/**
 * Enumerates the kinds of keys that the adapter signs with, under AWS's names. Each kind signs by
 * one algorithm: Ed25519 the message itself, the others its SHA-256.
 */
enum KeySpec {
  ECC_NIST_P256("EC", "ECDSA_SHA_256", "DIGEST"),
  ECC_NIST_EDWARDS25519("Ed25519", "ED25519_SHA_512", "RAW"),
  RSA_2048("RSA", "RSASSA_PKCS1_V1_5_SHA_256", "DIGEST");

  /** DigestInfo of SHA-256 up to the digest itself: RFC 8017 section 9.2, note 1. */
  private static final byte[] SHA_256_DIGEST_INFO =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  private final String keyFactory;
  private final String algorithm;
  private final String messageType;

  KeySpec(String keyFactory, String algorithm, String messageType) {
    this.keyFactory = keyFactory;
    this.algorithm = algorithm;
    this.messageType = messageType;
  }

  String keyFactory() {
    return keyFactory;
  }

  String algorithm() {
    return algorithm;
  }

  String messageType() {
    return messageType;
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

  /**
   * Signs.
   *
   * @param message or its SHA-256, by {@link #messageType()}
   */
  byte[] sign(PrivateKey key, byte[] message, SecureRandom random) throws GeneralSecurityException {
    if (this == RSA_2048) {
      var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.ENCRYPT_MODE, key, random);
      cipher.update(SHA_256_DIGEST_INFO);
      return cipher.doFinal(message);
    }
    var signature = Signature.getInstance(this == ECC_NIST_P256 ? "NONEwithECDSA" : "Ed25519");
    signature.initSign(key, random);
    signature.update(message);
    return signature.sign();
  }
}
