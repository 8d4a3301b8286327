package org.sceau.records.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.records.catalog.IssuerId;

class StatusListHeadTest {

  private static final StatusListId LIST =
      new StatusListId(new IssuerId("demo"), StatusPurpose.REVOCATION, 1);
  private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 131_072, 1_048_576})
  void aListHoldsAMultipleOfEight(int capacity) {
    assertThat(StatusListHead.opened(LIST, capacity, "", NOW).capacity()).isEqualTo(capacity);
  }

  @ParameterizedTest
  @ValueSource(ints = {-8, 0, 7, 9, 131_073, 1_048_577, 1_048_584})
  void aListHoldsNothingElse(int capacity) {
    assertThatThrownBy(() -> StatusListHead.opened(LIST, capacity, "", NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "131071, false",
    "131064, false",
    "131072, true",
    "131076, false",
    "131080, true",
    "1048576, true",
    "1048584, false"
  })
  void aDeploymentOpensListsOfWhatTheSpecificationAsksFor(int capacity, boolean allowed) {
    assertThat(StatusListHead.isAllowed(capacity)).isEqualTo(allowed);
  }

  @Test
  void positionsAreCountedFrom0AndListsFrom1() {
    assertThat(new Position(LIST, 0).index()).isZero();
    assertThatThrownBy(() -> new Position(LIST, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(LIST.next().number()).isEqualTo(2);
    assertThatThrownBy(() -> new StatusListId(LIST.issuer(), LIST.purpose(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
