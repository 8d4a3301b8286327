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

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private DateTimes() {}

  /**
   * The instant; a text without an offset is in UTC (Data Integrity 1.0, section 2.1, {@code
   * created}; Verifiable Credentials Data Model v2.0, section 4.9). One that could not be written
   * in UTC, since its offset leads out of the years 1 to 9999, is none.
   */
  public static Optional<Instant> read(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      var complete = matcher.group(2) == null ? text + "Z" : text;
      return Optional.of(OffsetDateTime.parse(complete).toInstant())
          .filter(instant -> !instant.isBefore(FIRST) && !instant.isAfter(LAST));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
