package org.sceau.dataintegrity;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** Dates of proofs and credentials, read as RFC 3339 writes them. */
public final class DateTimes {

  private static final Pattern FORM =
      Pattern.compile(
          "(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "(Z|[+-][0-9]{2}:[0-9]{2})?");

  private static final String USUAL = "0000-00-00T00:00:00Z";
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private DateTimes() {}

  /**
   * The instant; a text without an offset is in UTC (Data Integrity 1.0, section 2.1, {@code
   * created}; Verifiable Credentials Data Model v2.0, section 4.9). One that could not be written
   * in UTC, since its offset leads out of the years 1 to 9999, is none.
   */
  public static Optional<Instant> read(String text) {
    if (text.length() == USUAL.length()) {
      var usual = readUsual(text);
      if (usual.isPresent()) {
        return usual;
      }
    }
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

  /** The form that nearly all have, which is read often. */
  private static Optional<Instant> readUsual(String text) {
    for (int i = 0; i < USUAL.length(); i++) {
      char expected = USUAL.charAt(i);
      char c = text.charAt(i);
      if (expected == '0' ? c < '0' || c > '9' : c != expected) {
        return Optional.empty();
      }
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    // From the 29th on it depends on the month.
    if (year == 0
        || month < 1
        || month > 12
        || day < 1
        || day > 28
        || hour > 23
        || minute > 59
        || second > 59) {
      return Optional.empty();
    }
    return Optional.of(
        LocalDateTime.of(year, month, day, hour, minute, second).toInstant(ZoneOffset.UTC));
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }
}
