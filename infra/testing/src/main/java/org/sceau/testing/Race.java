package org.sceau.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Runs the same thing many times at once. */
public final class Race {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Race() {}

  /**
   * What each contestant came back with, in the order of their numbers from 0. They all start
   * together; if any fails, so does the race.
   */
  public static <T> List<T> run(int contestants, IntFunction<T> contestant) {
    var start = new CountDownLatch(1);
    List<Future<T>> running = new ArrayList<>();
    List<T> results = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < contestants; i++) {
        int number = i;
        Callable<T> task =
            () -> {
              start.await();
              return contestant.apply(number);
            };
        running.add(threads.submit(task));
      }
      start.countDown();
      for (var future : running) {
        results.add(future.get(LONGEST.toSeconds(), TimeUnit.SECONDS));
      }
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a contestant failed", e);
    }
    return results;
  }
}
