package org.sceau.records.credential;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Identifies a credential in its public link: 128 random bits, so that links cannot be guessed or
 * enumerated, as 22 URL-safe characters.
 */
public record CredentialId(String value) {

  private static final int BYTES = 16;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");

  public CredentialId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a credential id: " + value);
    }
  }

  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  public static CredentialId random(SecureRandom random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new CredentialId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  @Override
  public String toString() {
    return value;
  }
}
