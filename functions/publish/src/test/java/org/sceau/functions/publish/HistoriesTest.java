package org.sceau.functions.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random histories, each told by its seed: {@code -Dsceau.seed=SEED
 * -Dsceau.histories=1} runs one again. {@code -Pnightly} runs a hundred thousand.
 */
class HistoriesTest {

  private static final int HISTORIES = Integer.getInteger("sceau.histories", 2_000);
  private static final long SEED = Long.getLong("sceau.seed", 20_260_115);

  @Test
  void nothingIsLostInAnyHistory() throws Exception {
    var seeds = new SplittableRandom(SEED);
    var all =
        HISTORIES == 1
            ? new long[] {SEED}
            : LongStream.generate(seeds::nextLong).limit(HISTORIES).toArray();
    var keys = History.Keys.make();
    int revocations = 0;
    int publications = 0;
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<History.Tally>> running = new ArrayList<>();
      for (var seed : all) {
        Callable<History.Tally> history =
            () -> {
              try {
                return new History(seed, keys).run();
              } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dsceau.histories=1 -Dsceau.seed=" + seed, e);
              }
            };
        running.add(threads.submit(history));
      }
      for (var history : running) {
        var tally = history.get();
        revocations += tally.revocations();
        publications += tally.publications();
      }
    }
    System.out.printf(
        "%,d histories from seed %d: %,d revocations, %,d lists made public%n",
        HISTORIES, SEED, revocations, publications);
    assertThat(revocations).as("revocations, or nothing was tried").isPositive();
  }
}
