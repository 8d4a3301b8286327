package org.sceau.statuslist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** What the positions of a long list tell of the order in which they were given out: nothing. */
class PermutationOrderTest {

  private static final int CAPACITY = 1 << 20;
  private static final int POSITIONS = 1_000_000;

  /** Five standard deviations: by chance once in about two million keys. */
  private static final double BOUND = 5;

  private static final int[] POSITION = positions("0f1e2d3c4b5a69788796a5b4c3d2e1f0");

  @Test
  void aMillionPositionsAreAllDifferent() {
    var seen = new BitSet();
    for (int position : POSITION) {
      assertThat(position).isBetween(0, CAPACITY - 1);
      seen.set(position);
    }
    assertThat(seen.cardinality()).isEqualTo(POSITIONS);
  }

  /** The serial correlation of n independent values is about normal, with variance 1/n. */
  @Test
  void aPositionTellsNothingOfTheNext() {
    for (int distance : new int[] {1, 2, 100}) {
      double mean = (CAPACITY - 1) / 2.0;
      double together = 0;
      double alone = 0;
      for (int i = 0; i + distance < POSITIONS; i++) {
        together += (POSITION[i] - mean) * (POSITION[i + distance] - mean);
        alone += (POSITION[i] - mean) * (POSITION[i] - mean);
      }
      assertThat(Math.abs(together / alone))
          .as("correlation at distance %s", distance)
          .isLessThan(BOUND / Math.sqrt(POSITIONS));
    }
  }

  /** Of n independent values, runs up and down number (2n-1)/3 with variance (16n-29)/90. */
  @Test
  void positionsGoUpAndDownAsOftenAsChanceHasIt() {
    int runs = 1;
    for (int i = 2; i < POSITIONS; i++) {
      if (POSITION[i] > POSITION[i - 1] != POSITION[i - 1] > POSITION[i - 2]) {
        runs++;
      }
    }
    double expected = (2.0 * POSITIONS - 1) / 3;
    double deviation = Math.sqrt((16.0 * POSITIONS - 29) / 90);
    assertThat(Math.abs(runs - expected) / deviation).isLessThan(BOUND);
  }

  /** Early positions lie all over the list: chi squared over 64 parts, mean 63, deviation √126. */
  @Test
  void theFirstTenThousandLieEverywhere() {
    var parts = new int[64];
    for (int i = 0; i < 10_000; i++) {
      parts[POSITION[i] / (CAPACITY / parts.length)]++;
    }
    double expected = 10_000.0 / parts.length;
    double chiSquared = 0;
    for (int count : parts) {
      chiSquared += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquared).isLessThan(63 + BOUND * Math.sqrt(126));
  }

  private static int[] positions(String key) {
    var permutation = new Permutation(key, CAPACITY);
    var positions = new int[POSITIONS];
    for (int n = 0; n < POSITIONS; n++) {
      positions[n] = permutation.at(n);
    }
    return positions;
  }
}
