package org.sceau.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.Samples.DEMO;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.AwardCounts;

/** What all {@link AwardCounts} promise; each adapter's tests extend this. */
public interface AwardCountsContract {

  IssuerId OTHER = new IssuerId("other");
  Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
  Duration LENGTH = Duration.ofSeconds(10);

  /** The same counts throughout one test, all 0 at its start. */
  AwardCounts counts();

  @Test
  default void asManyAreAddedAsThereIsRoomFor() {
    assertThat(add(DEMO, BEGIN, 60)).isTrue();
    assertThat(add(DEMO, BEGIN, 41)).isFalse();
    assertThat(add(DEMO, BEGIN, 40)).isTrue();
    assertThat(add(DEMO, BEGIN, 1)).isFalse();
  }

  @Test
  default void whatIsMoreThanASpanHoldsIsNeverAdded() {
    assertThat(add(DEMO, BEGIN, 101)).isFalse();
    assertThat(add(DEMO, BEGIN, 100)).isTrue();
  }

  @Test
  default void everySpanIsCountedForItself() {
    assertThat(add(DEMO, BEGIN, 100)).isTrue();
    assertThat(add(DEMO, BEGIN.plus(LENGTH), 100)).isTrue();
    assertThat(add(DEMO, BEGIN, 1)).isFalse();
  }

  @Test
  default void everyIssuerIsCountedForItself() {
    assertThat(add(DEMO, BEGIN, 100)).isTrue();
    assertThat(add(OTHER, BEGIN, 100)).isTrue();
    assertThat(add(DEMO, BEGIN, 1)).isFalse();
  }

  @Test
  default void ofManyAtOnceNoMoreAreAddedThanThereIsRoomFor() {
    var added = Race.run(80, _ -> add(DEMO, BEGIN, 2));

    assertThat(added.stream().filter(each -> each)).hasSize(50);
  }

  private boolean add(IssuerId issuer, Instant begin, int credentials) {
    return counts().add(issuer, begin, LENGTH, credentials, 100);
  }
}
