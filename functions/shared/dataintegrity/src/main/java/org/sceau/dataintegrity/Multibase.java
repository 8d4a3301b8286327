package org.sceau.dataintegrity;

import java.math.BigInteger;
import java.util.Optional;
import org.sceau.jose.Base64Url;

/** Encodes and decodes multibase texts (Controlled Identifiers 1.0, section 2.4). */
public final class Multibase {

  /** The longest base58 text that is read: the work grows with the square of the length. */
  public static final int MAX_BASE58_CHARS = 192;

  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  private static final BigInteger BASE = BigInteger.valueOf(58);

  private Multibase() {}

  /** Encodes as {@code z} and base58btc. */
  public static String encodeBase58(byte[] bytes) {
    var digits = new StringBuilder();
    for (var rest = new BigInteger(1, bytes); rest.signum() > 0; ) {
      var divided = rest.divideAndRemainder(BASE);
      digits.append(ALPHABET.charAt(divided[1].intValue()));
      rest = divided[0];
    }
    for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
      digits.append('1');
    }
    return digits.append('z').reverse().toString();
  }

  /** Encodes as {@code u} and base64url without padding. */
  public static String encodeBase64Url(byte[] bytes) {
    return "u" + Base64Url.encode(bytes);
  }

  /** Decodes a text that begins with {@code z}; empty if it is malformed. */
  public static Optional<byte[]> decodeBase58(String text) {
    if (!text.startsWith("z") || text.length() > 1 + MAX_BASE58_CHARS) {
      return Optional.empty();
    }
    var value = BigInteger.ZERO;
    int zeros = 0;
    for (int i = 1; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        return Optional.empty();
      }
      if (digit == 0 && value.signum() == 0) {
        zeros++;
      }
      value = value.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    var magnitude = value.toByteArray();
    // A leading byte of zero is the sign's alone.
    int start = magnitude[0] == 0 ? 1 : 0;
    var bytes = new byte[zeros + magnitude.length - start];
    System.arraycopy(magnitude, start, bytes, zeros, magnitude.length - start);
    return Optional.of(bytes);
  }
}
