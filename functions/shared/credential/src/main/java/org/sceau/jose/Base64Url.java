package org.sceau.jose;

import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 7515, section 2), where every text that is read has one form. */
public final class Base64Url {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The bytes; empty if the text has padding, a foreign character or stray last bits. */
  public static Optional<byte[]> decode(String text) {
    // The JDK passes over padding and stray bits: all but the last character it holds to one form.
    if (text.endsWith("=") || hasStrayBits(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether the last character says more than there is a byte for. */
  private static boolean hasStrayBits(String text) {
    int unused =
        switch (text.length() % 4) {
          case 2 -> 0b1111;
          case 3 -> 0b11;
          default -> 0;
        };
    return unused != 0 && (ALPHABET.indexOf(text.charAt(text.length() - 1)) & unused) != 0;
  }
}
