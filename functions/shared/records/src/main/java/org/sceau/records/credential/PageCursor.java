package org.sceau.records.credential;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Where a credential stands among its issuer's: by when it was issued, then by its id. */
public record PageCursor(Instant issuedAt, CredentialId id) implements Comparable<PageCursor> {

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
  public static Optional<PageCursor> ofText(String text) {
    int between = text.indexOf(BETWEEN);
    if (between < 0 || !CredentialId.isValid(text.substring(between + 1))) {
      return Optional.empty();
    }
    try {
      var place =
          new PageCursor(
              Instant.parse(text.substring(0, between)),
              new CredentialId(text.substring(between + 1)));
      return Optional.of(place).filter(read -> read.text().equals(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** The place of a {@link #cursor()}; empty if it is none. */
  public static Optional<PageCursor> ofCursor(String cursor) {
    try {
      return ofText(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(PageCursor other) {
    return text().compareTo(other.text());
  }
}
