package org.sceau.cli.batch;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets so many items go a second, and none while the API asks to wait. */
final class Pace {

  private final double perSecond;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private long free;

  /**
   * Makes one.
   *
   * @param perSecond 0 for as many as there are
   */
  Pace(double perSecond, LongSupplier nanoTime, Pause pause) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.free = nanoTime.getAsLong();
  }

  /** Waits until this many may go. */
  void await(int items) throws InterruptedException {
    long wait = reserve(items);
    if (wait > 0) {
      pause.of(Duration.ofNanos(wait));
    }
  }

  /** Nothing goes until then. */
  synchronized void hold(Duration duration) {
    free = later(free, nanoTime.getAsLong() + duration.toNanos());
  }

  private synchronized long reserve(int items) {
    long now = nanoTime.getAsLong();
    long start = later(free, now);
    free = start;
    if (perSecond > 0) {
      free += (long) (items / perSecond * Duration.ofSeconds(1).toNanos());
    }
    return start - now;
  }

  /** Of the clock that counts from anywhere. */
  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
