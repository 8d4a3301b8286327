package org.sceau.dataintegrity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.sceau.jose.KeyKind;

/** The hash functions of proofs; a suite uses the one that matches the key's curve in strength. */
public enum Digest {
  SHA_256("SHA-256"),
  SHA_384("SHA-384");

  private final String id;

  Digest(String id) {
    this.id = id;
  }

  /**
   * Returns the hash function for keys of this kind (Data Integrity ECDSA Cryptosuites 1.0, section
   * 3.2.4).
   */
  public static Digest of(KeyKind kind) {
    return kind == KeyKind.P384 ? SHA_384 : SHA_256;
  }

  /** Returns its {@code MessageDigest} algorithm name. */
  public String id() {
    return id;
  }

  byte[] hash(String canonical) {
    try {
      return MessageDigest.getInstance(id).digest(canonical.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + id, e);
    }
  }
}
