package org.sceau.records.credential;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** The place of a credential in its issuer's list: ordered by time of issue, then by id. */
public record PageCursor(Instant issuedAt, CredentialId id) implements Comparable<PageCursor> {

  private static final char BETWEEN = '#';

  /** Returns a text that sorts as the places do, in years of four digits. */
  public String text() {
    return issuedAt.toString() + BETWEEN + id;
  }

  /** Returns the opaque cursor for callers. */
  public String cursor() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text().getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads a {@link #text()}; empty if it is malformed. */
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

  /** Reads a {@link #cursor()}; empty if it is malformed. */
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
