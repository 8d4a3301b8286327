package org.sceau.testing;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls of an adapter fail on demand, in the two ways in which a store fails: the call was
 * not applied, or it was applied and the answer was lost.
 */
public final class FaultPlan {

  /** When a call fails. */
  public enum Moment {
    /** Nothing was applied. */
    BEFORE,
    /** All was applied; the caller does not hear of it. */
    AFTER
  }

  private final Function<Throwable, RuntimeException> failure;
  private int calls;
  private int passing;
  private int failing;
  private Moment moment = Moment.BEFORE;
  private int passingBeforeOther;
  private @Nullable Runnable other;

  FaultPlan(Function<Throwable, RuntimeException> failure) {
    this.failure = failure;
  }

  /** The next calls fail, reads and writes alike. */
  public void failNext(int count, Moment when) {
    failAfter(0, count, when);
  }

  /** Some calls pass, then some fail, and all others pass again. */
  public synchronized void failAfter(int pass, int fail, Moment when) {
    passing = pass;
    failing = fail;
    moment = when;
  }

  /** Runs another request once, between two calls: after so many calls, before the next one. */
  public synchronized void interleaveAfter(int pass, Runnable otherRequest) {
    passingBeforeOther = pass;
    other = otherRequest;
  }

  /** Runs another request before each call from now on. */
  public void interleaveAlways(Runnable otherRequest) {
    interleaveAfter(
        0,
        () -> {
          otherRequest.run();
          interleaveAlways(otherRequest);
        });
  }

  /** How many calls there were since the adapter was made, those that failed included. */
  public synchronized int calls() {
    return calls;
  }

  <T> T around(Supplier<T> call) {
    nextOther().run();
    boolean fails = nextFails();
    if (fails && when() == Moment.BEFORE) {
      throw failed("not applied");
    }
    var answer = call.get();
    if (fails) {
      throw failed("applied, and the answer lost");
    }
    return answer;
  }

  private synchronized Runnable nextOther() {
    var due = other;
    if (due == null || passingBeforeOther-- > 0) {
      return () -> {};
    }
    other = null;
    return due;
  }

  private synchronized boolean nextFails() {
    calls++;
    if (passing > 0) {
      passing--;
      return false;
    }
    if (failing > 0) {
      failing--;
      return true;
    }
    return false;
  }

  private synchronized Moment when() {
    return moment;
  }

  private RuntimeException failed(String how) {
    return failure.apply(new IllegalStateException("asked to fail: " + how));
  }
}
