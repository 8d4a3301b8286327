package org.sceau.dataintegrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimesTest {

  @Test
  void theFirstAndTheLastMomentAreRead() {
    assertThat(DateTimes.read("0001-01-01T00:00:00Z"))
        .contains(Instant.parse("0001-01-01T00:00:00Z"));
    assertThat(DateTimes.read("9999-12-31T23:59:59.999999999Z"))
        .contains(Instant.parse("9999-12-31T23:59:59.999999999Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"})
  void aMomentThatCannotBeWrittenInUtcIsNone(String text) {
    assertThat(DateTimes.read(text)).isEmpty();
  }

  @Test
  void anOffsetLeadsToUtc() {
    assertThat(DateTimes.read("2026-01-15T10:00:00.5+01:30"))
        .contains(Instant.parse("2026-01-15T08:30:00.5Z"));
    assertThat(DateTimes.read("2026-01-15T10:00:00"))
        .contains(Instant.parse("2026-01-15T10:00:00Z"));
  }
}
