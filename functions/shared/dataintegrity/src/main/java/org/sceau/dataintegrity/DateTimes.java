package org.sceau.dataintegrity;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the dates of proofs and credentials (RFC 3339). */
public final class DateTimes {

  private static final Pattern FORM =
      Pattern.compile(
          "(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?");

  private static final String USUAL = "0000-00-00T00:00:00Z";
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private DateTimes() {}

  /**
   * Reads an instant; a text without an offset is in UTC (Data Integrity 1.0, section 2.1, {@code
   * created}; Verifiable Credentials Data Model v2.0, section 4.9). A date outside the years 1 to
   * 9999 in UTC is refused, and so is an offset beyond 14 hours (XML Schema 1.1 Part 2, section
   * 3.3.7).
   */
  public static Optional<Instant> read(String text) {
    try {
      return (isUsual(text) ? readUsual(text) : readAny(text))
          .filter(instant -> !instant.isBefore(FIRST) && !instant.isAfter(LAST));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> readAny(String text) {
    var matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            OffsetDateTime.parse(matcher.group(2) == null ? text + "Z" : text).toInstant())
        : Optional.empty();
  }

  /** Tells whether the text has the most common form, which is read faster. */
  private static boolean isUsual(String text) {
    if (text.length() != USUAL.length()) {
      return false;
    }
    for (int i = 0; i < USUAL.length(); i++) {
      char expected = USUAL.charAt(i);
      char c = text.charAt(i);
      if (expected == '0' ? c < '0' || c > '9' : c != expected) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Instant> readUsual(String text) {
    return Optional.of(
        LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19))
            .toInstant(ZoneOffset.UTC));
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }
}
