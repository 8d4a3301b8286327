package org.sceau.local.wire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is to go wrong with the next calls of an operation; nothing does until somebody asks.
 * Operations have the names that AWS gives them, for instance {@code PutItem}. The SDK repeats a
 * failed call, and each repetition counts as a call.
 */
public final class Faults {

  /** How a call fails. */
  public enum Kind {
    /** It is taken as it should be. */
    NONE,
    /** It is answered with an internal error, and nothing was done. */
    FAIL_BEFORE,
    /** It is done, and answered with an internal error: what a lost answer looks like. */
    SUCCEED_THEN_FAIL,
    /** It is answered with the service's word for "too fast", and nothing was done. */
    THROTTLE
  }

  private final Map<String, Plan> plans = new ConcurrentHashMap<>();
  private final Map<String, Long> calls = new ConcurrentHashMap<>();

  /** The next {@code calls} calls of the operation fail like this; an earlier plan is forgotten. */
  public void next(int calls, String operation, Kind kind) {
    plans.put(operation, new Plan(kind, new AtomicInteger(calls)));
  }

  /** How many calls of the operation there were so far, those that failed included. */
  public long calls(String operation) {
    return calls.getOrDefault(operation, 0L);
  }

  /** Nothing goes wrong any more. */
  public void clear() {
    plans.clear();
  }

  /** For a double: what to do with the call that just came in. */
  public Kind take(String operation) {
    calls.merge(operation, 1L, Long::sum);
    var plan = plans.get(operation);
    return plan != null && plan.left.getAndDecrement() > 0 ? plan.kind : Kind.NONE;
  }

  private record Plan(Kind kind, AtomicInteger left) {}
}
