package org.sceau.jose;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Encodes and decodes base64url without padding (RFC 7515, section 2); each value has one accepted
 * form.
 */
public final class Base64Url {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Decodes a text; empty if it has padding, a foreign character or stray last bits. */
  public static Optional<byte[]> decode(String text) {
    // What is not ASCII becomes a question mark, which is in no alphabet either.
    var ascii = text.getBytes(StandardCharsets.US_ASCII);
    return decode(ascii, 0, ascii.length);
  }

  /** Decodes a part of a text in ASCII. */
  static Optional<byte[]> decode(byte[] text, int from, int to) {
    // The JDK passes over padding and stray bits: all but the last character it holds to one form.
    if (to > from && (text[to - 1] == '=' || hasStrayBits(text[to - 1], to - from))) {
      return Optional.empty();
    }
    try {
      var bytes = Base64.getUrlDecoder().decode(ByteBuffer.wrap(text, from, to - from));
      return Optional.of(
          bytes.remaining() == bytes.array().length
              ? bytes.array()
              : Arrays.copyOf(bytes.array(), bytes.remaining()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Tells whether the last character has bits beyond the last byte. */
  private static boolean hasStrayBits(byte last, int length) {
    int unused =
        switch (length % 4) {
          case 2 -> 0b1111;
          case 3 -> 0b11;
          default -> 0;
        };
    return unused != 0 && (ALPHABET.indexOf(last) & unused) != 0;
  }
}
