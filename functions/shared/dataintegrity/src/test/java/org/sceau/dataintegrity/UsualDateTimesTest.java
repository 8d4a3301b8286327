package org.sceau.dataintegrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UsualDateTimesTest {

  /** Of the right length and shape, more often than not with a number that is out of range. */
  @Test
  void theUsualFormIsReadAsTheJdkReadsIt() {
    var random = new SplittableRandom(7);
    for (int i = 0; i < 50_000; i++) {
      var text =
          "%04d-%02d-%02dT%02d:%02d:%02dZ"
              .formatted(
                  random.nextInt(3) == 0 ? random.nextInt(10_000) : 1990 + random.nextInt(40),
                  random.nextInt(14),
                  random.nextInt(33),
                  random.nextInt(26),
                  random.nextInt(62),
                  random.nextInt(62));
      if (random.nextInt(10) == 0) {
        var changed = new StringBuilder(text);
        changed.setCharAt(random.nextInt(text.length()), "0Tz:/ +٣".charAt(random.nextInt(8)));
        text = changed.toString();
      }

      assertThat(DateTimes.read(text)).as(text).isEqualTo(parsed(text));
    }
  }

  private static Optional<Instant> parsed(String text) {
    if (text.startsWith("0000")
        || !text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
