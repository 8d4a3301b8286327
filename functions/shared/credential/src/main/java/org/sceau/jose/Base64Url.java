package org.sceau.jose;

import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 7515, section 2), where every text that is read has one form. */
public final class Base64Url {

  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The bytes; empty if the text has padding, a foreign character or stray last bits. */
  public static Optional<byte[]> decode(String text) {
    try {
      // The JDK passes over padding and stray bits, which writing the bytes again brings out.
      var bytes = Base64.getUrlDecoder().decode(text);
      return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
