package org.sceau.jose;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes with SHA-256 (FIPS 180-4). */
public final class Sha256 {

  private Sha256() {}

  /** Returns a digest for input that comes in parts. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Returns the 32 bytes of the hash of the parts, one after the other. */
  public static byte[] of(byte[]... parts) {
    var digest = digest();
    for (var part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  /** Returns the hash of the text in UTF-8. */
  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the hash in 64 lower-case hexadecimal digits. */
  public static String hex(byte[]... parts) {
    return HexFormat.of().formatHex(of(parts));
  }

  /** Returns the hash of the text in UTF-8, in 64 lower-case hexadecimal digits. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text));
  }
}
