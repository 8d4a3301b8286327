package org.sceau.issuing;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.sceau.credential.CredentialId;

/** Where a credential stands among its issuer's: by when it was issued, then by its id. */
public record ListPlace(Instant issuedAt, CredentialId id) implements Comparable<ListPlace> {

  private static final char BETWEEN = '#';

  /** A text whose order is that of places, in years of four digits. */
  public String text() {
    return issuedAt.toString() + BETWEEN + id;
  }

  /** What a caller gets to hold, and needs not understand. */
  public String cursor() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text().getBytes(StandardCharsets.US_ASCII));
  }

  /** The place of a {@link #text()}; empty if it is none. */
  public static Optional<ListPlace> ofText(String text) {
    int between = text.indexOf(BETWEEN);
    if (between < 0 || !CredentialId.isValid(text.substring(between + 1))) {
      return Optional.empty();
    }
    try {
      var place =
          new ListPlace(
              Instant.parse(text.substring(0, between)),
              new CredentialId(text.substring(between + 1)));
      return Optional.of(place).filter(read -> read.text().equals(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** The place of a {@link #cursor()}; empty if it is none. */
  public static Optional<ListPlace> ofCursor(String cursor) {
    try {
      return ofText(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(ListPlace other) {
    return text().compareTo(other.text());
  }
}
