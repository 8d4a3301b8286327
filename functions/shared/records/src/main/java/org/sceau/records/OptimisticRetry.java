package org.sceau.records;

import java.util.ConcurrentModificationException;
import java.util.Optional;
import java.util.function.Supplier;

/** Repeats a read, a change and a conditional write until the condition holds. */
public final class OptimisticRetry {

  private static final int TRIES = 5;

  private OptimisticRetry() {}

  /**
   * Makes the attempt a few times.
   *
   * @param record the record that others may change at the same time, for the log
   * @param attempt reads, changes and writes; returns empty if the record changed in between
   * @throws StoreUnavailableException if every attempt met another writer, which is temporary
   */
  public static <T> T retry(Object record, Supplier<Optional<T>> attempt) {
    for (int tries = 0; tries < TRIES; tries++) {
      var result = attempt.get();
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw new StoreUnavailableException(
        record + " is changed by others all the time", new ConcurrentModificationException());
  }
}
