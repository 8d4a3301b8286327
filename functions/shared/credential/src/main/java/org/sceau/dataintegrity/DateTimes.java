package org.sceau.dataintegrity;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** Dates of proofs and credentials, read as RFC 3339 writes them. */
public final class DateTimes {

  private static final Pattern FORM =
      Pattern.compile(
          "(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "(Z|[+-][0-9]{2}:[0-9]{2})?");

  private DateTimes() {}

  /**
   * The instant; a text without an offset is in UTC (Data Integrity 1.0, section 2.1, {@code
   * created}; Verifiable Credentials Data Model v2.0, section 4.9).
   */
  public static Optional<Instant> read(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      var complete = matcher.group(2) == null ? text + "Z" : text;
      return Optional.of(OffsetDateTime.parse(complete).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
