package org.sceau.local.kms;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.HexFormat;
import javax.crypto.Cipher;

/** The signing algorithms that the double knows, under AWS's names. */
public enum SigningAlgorithm {
  ECDSA_SHA_256,
  ED25519_SHA_512,
  RSASSA_PKCS1_V1_5_SHA_256,
  RSASSA_PSS_SHA_256;

  private static final int SHA_256_BYTES = 32;
  private static final int RSA_2048_BYTES = 256;

  /** DigestInfo of SHA-256 up to the digest itself: RFC 8017 section 9.2, note 1. */
  private static final byte[] SHA_256_DIGEST_INFO =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  /** Whether a caller may send the digest instead of the message. */
  boolean takesDigest() {
    return this != ED25519_SHA_512;
  }

  /** Signs the whole message. */
  byte[] signMessage(PrivateKey key, byte[] message, SecureRandom random)
      throws GeneralSecurityException {
    if (this == ED25519_SHA_512) {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(key, random);
      signature.update(message);
      return signature.sign();
    }
    return signDigest(key, sha256(message), random);
  }

  /** Signs a message of which only the SHA-256 is known. */
  byte[] signDigest(PrivateKey key, byte[] digest, SecureRandom random)
      throws GeneralSecurityException {
    return switch (this) {
      case ECDSA_SHA_256 -> {
        var signature = Signature.getInstance("NONEwithECDSA");
        signature.initSign(key, random);
        signature.update(digest);
        yield signature.sign();
      }
      case RSASSA_PKCS1_V1_5_SHA_256 -> {
        var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key, random);
        cipher.update(SHA_256_DIGEST_INFO);
        yield cipher.doFinal(digest);
      }
      case RSASSA_PSS_SHA_256 -> {
        var cipher = Cipher.getInstance("RSA/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, random);
        yield cipher.doFinal(pss(digest, random));
      }
      case ED25519_SHA_512 -> throw new IllegalArgumentException("Ed25519 signs messages");
    };
  }

  /** EMSA-PSS-ENCODE (RFC 8017 section 9.1.1) for 2,047 bits, SHA-256 and a salt of 32 bytes. */
  private static byte[] pss(byte[] digest, SecureRandom random) throws GeneralSecurityException {
    var salt = new byte[SHA_256_BYTES];
    random.nextBytes(salt);
    var sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(new byte[8]);
    sha256.update(digest);
    var hash = sha256.digest(salt);

    int maskedBytes = RSA_2048_BYTES - SHA_256_BYTES - 1;
    var encoded = mask(hash, maskedBytes);
    encoded[maskedBytes - SHA_256_BYTES - 1] ^= 1;
    for (int i = 0; i < SHA_256_BYTES; i++) {
      encoded[maskedBytes - SHA_256_BYTES + i] ^= salt[i];
    }
    // One bit less than whole bytes, so that the number stays below the modulus.
    encoded[0] &= 0x7f;
    System.arraycopy(hash, 0, encoded, maskedBytes, SHA_256_BYTES);
    encoded[RSA_2048_BYTES - 1] = (byte) 0xbc;
    return encoded;
  }

  /** MGF1 (RFC 8017 appendix B.2.1): the first bytes of a whole encoded message. */
  private static byte[] mask(byte[] seed, int bytes) throws GeneralSecurityException {
    var sha256 = MessageDigest.getInstance("SHA-256");
    var mask = new byte[RSA_2048_BYTES];
    for (int at = 0, counter = 0; at < bytes; at += SHA_256_BYTES, counter++) {
      sha256.update(seed);
      var block = sha256.digest(new byte[] {0, 0, 0, (byte) counter});
      System.arraycopy(block, 0, mask, at, Math.min(SHA_256_BYTES, bytes - at));
    }
    return mask;
  }

  static byte[] sha256(byte[] message) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(message);
  }
}
