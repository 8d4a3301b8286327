package org.sceau.statuslist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {

  private static final String KEY = "00112233445566778899aabbccddeeff";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 16, 1_000, 131_072})
  void everyPositionIsGivenOutOnce(int capacity) {
    var permutation = new Permutation(KEY, capacity);
    var seen = new BitSet();
    for (int n = 0; n < capacity; n++) {
      seen.set(permutation.at(n));
    }

    assertThat(seen.cardinality()).isEqualTo(capacity);
    assertThat(seen.length()).isEqualTo(capacity);
  }

  @Test
  void neighboursInTimeAreNotNeighboursInTheList() {
    var permutation = new Permutation(KEY, 131_072);
    int near = 0;
    for (int n = 1; n < 10_000; n++) {
      if (Math.abs(permutation.at(n) - permutation.at(n - 1)) < 1_000) {
        near++;
      }
    }

    // Two positions at random are within 1,000 of one another in 1.5 % of all cases.
    assertThat(near).isBetween(100, 220);
  }

  @Test
  void anotherKeyGivesAnotherOrder() {
    var one = new Permutation(KEY, 131_072);
    var other = new Permutation(KEY.replace('0', '1'), 131_072);
    int equal = 0;
    for (int n = 0; n < 1_000; n++) {
      if (one.at(n) == other.at(n)) {
        equal++;
      }
    }

    assertThat(equal).isLessThan(5);
  }

  @Test
  void theOrderOfAKeyNeverChanges() {
    var permutation = new Permutation(KEY, 131_072);

    // Lists are long-lived: another order would give positions twice.
    assertThat(new int[] {permutation.at(0), permutation.at(1), permutation.at(131_071)})
        .containsExactly(FIRST);
  }

  @Test
  void thereIsNothingBeyondTheCapacity() {
    var permutation = new Permutation(KEY, 10);

    assertThatThrownBy(() -> permutation.at(10)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> permutation.at(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static final int[] FIRST = {4_925, 28_573, 127_926};
}
