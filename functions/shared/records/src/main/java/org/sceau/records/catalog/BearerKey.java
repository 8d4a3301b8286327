package org.sceau.records.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sceau.jose.Sha256;

/**
 * An API key as its bearer holds it: {@code sceau_}, the id, {@code _}, and 256 random bits. It is
 * random enough to be stored under one round of SHA-256; slow hashes are for passwords.
 */
public record BearerKey(String text) {

  private static final Pattern FORM = Pattern.compile("sceau_([A-Za-z0-9]{12})_[A-Za-z0-9_-]{43}");
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int SECRET_BYTES = 32;

  public static BearerKey random(SecureRandom random) {
    var id = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    var secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new BearerKey(
        "sceau_" + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Returns the id of the key's record; empty if the text is not an issuer's key. */
  public Optional<String> id() {
    var parts = FORM.matcher(text);
    return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
  }

  /** Returns the SHA-256 of the key, as 64 lower-case hexadecimal digits. */
  public String sha256() {
    return Sha256.hex(text);
  }

  /** Tells in constant time whether the key has this SHA-256. */
  public boolean hasSha256(String expected) {
    return MessageDigest.isEqual(
        sha256().getBytes(StandardCharsets.US_ASCII), expected.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "BearerKey[" + id().orElse("?") + "]";
  }
}
