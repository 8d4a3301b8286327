package org.sceau.local.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What is to go wrong with the next calls of a service; nothing does until somebody asks.
 * Operations have the names that AWS gives them, for instance {@code PutItem}. The SDK repeats a
 * failed call, and each repetition counts as a call.
 */
public final class Faults {

  /** The status of an answer upon which the caller's process is to end; AWS has none such. */
  public static final int PROCESS_ENDS = 599;

  /** The status that stands for no answer: the server closes the connection. */
  static final int CUT = 598;

  /** Longer than the product's clients wait for an answer. */
  private static final Duration LATE = Duration.ofMillis(1_300);

  /** How a call fails. */
  public enum Kind {
    /** It is taken as it should be. */
    NONE,
    /** It is answered with an internal error, and nothing was done. */
    FAIL_BEFORE,
    /** It is done, and answered with an internal error: what a lost answer looks like. */
    SUCCEED_THEN_FAIL,
    /** It is answered with the service's word for "too fast", and nothing was done. */
    THROTTLE,
    /** It is done at once, and answered when nobody waits any more. */
    ANSWER_LATE,
    /** It is done only when its caller has given it up, and perhaps has made it again. */
    APPLY_LATE,
    /** It is done, and the connection is cut without an answer. */
    SUCCEED_THEN_CUT,
    /** Nothing is done: somebody else was faster, says the answer to a conditional write. */
    PRECONDITION_FAILED,
    /** Nothing is done: somebody else writes at this moment, says the answer. */
    CONFLICT,
    /** It is done, the caller is {@link #ending ended}, and the answer is {@link #PROCESS_ENDS}. */
    END_PROCESS
  }

  private final Map<String, Plan> plans = new ConcurrentHashMap<>();
  private final Map<String, Long> calls = new ConcurrentHashMap<>();

  /** What happens to the next calls, whatever they are; guarded by this. */
  private final Deque<Kind> sequence = new ArrayDeque<>();

  /** The calls since {@link #record}; guarded by this. */
  private final List<String> recorded = new ArrayList<>();

  private boolean recording;
  private volatile Runnable ending = () -> {};

  /** The next {@code calls} calls of the operation fail like this; an earlier plan is forgotten. */
  public void next(int calls, String operation, Kind kind) {
    plans.put(operation, new Plan(kind, new AtomicInteger(calls)));
  }

  /**
   * Of the next calls, whatever their operation, some pass, the following ones go each as told, and
   * all others pass again; an earlier plan of this kind is forgotten.
   */
  public synchronized void after(int passing, Kind... kinds) {
    sequence.clear();
    for (int i = 0; i < passing; i++) {
      sequence.add(Kind.NONE);
    }
    sequence.addAll(List.of(kinds));
  }

  /**
   * What ends the caller where a test asks for {@link Kind#END_PROCESS}: the kill of a process. A
   * caller in this JVM sees by the answer that it is to end.
   */
  public void ending(Runnable kill) {
    ending = kill;
  }

  /** From now on the calls are written down. */
  public synchronized void record() {
    recorded.clear();
    recording = true;
  }

  /** The operations called since {@link #record}, in their order; no more are written down. */
  public synchronized List<String> recorded() {
    recording = false;
    return List.copyOf(recorded);
  }

  /** How many calls are still to come before all is as it was {@link #after told}. */
  public synchronized int waiting() {
    return sequence.size();
  }

  /** How many calls of the operation there were so far, those that failed included. */
  public long calls(String operation) {
    return calls.getOrDefault(operation, 0L);
  }

  /** Nothing goes wrong any more. */
  public synchronized void clear() {
    plans.clear();
    sequence.clear();
  }

  /**
   * For a double: makes the call that just came in, or lets it go wrong.
   *
   * @param internalError what the service says if it fails
   * @param throttled what it says if it is called too fast
   */
  public <T> T around(
      String operation,
      Supplier<T> call,
      Supplier<AwsException> internalError,
      Supplier<AwsException> throttled) {
    return switch (take(operation)) {
      case NONE -> call.get();
      case FAIL_BEFORE -> throw internalError.get();
      case THROTTLE -> throw throttled.get();
      case SUCCEED_THEN_FAIL -> {
        var _ = call.get();
        throw internalError.get();
      }
      case SUCCEED_THEN_CUT -> {
        var _ = call.get();
        throw new AwsException(CUT, "Cut", "The connection is cut, asked for by a test.");
      }
      case PRECONDITION_FAILED ->
          throw new AwsException(412, "PreconditionFailed", "Asked for by a test.");
      case CONFLICT ->
          throw new AwsException(409, "ConditionalRequestConflict", "Asked for by a test.");
      case ANSWER_LATE -> {
        try {
          yield call.get();
        } finally {
          LockSupport.parkNanos(LATE.toNanos());
        }
      }
      case APPLY_LATE -> {
        LockSupport.parkNanos(LATE.toNanos());
        yield call.get();
      }
      case END_PROCESS -> {
        try {
          var _ = call.get();
        } catch (AwsException _) {
          // Whatever the answer is, nobody lives to read it.
        }
        ending.run();
        throw new AwsException(
            PROCESS_ENDS, "ProcessEnds", "The caller ends here, asked for by a test.");
      }
    };
  }

  private Kind take(String operation) {
    calls.merge(operation, 1L, Long::sum);
    synchronized (this) {
      if (recording) {
        recorded.add(operation);
      }
      var told = sequence.poll();
      if (told != null && told != Kind.NONE) {
        return told;
      }
    }
    var plan = plans.get(operation);
    return plan != null && plan.left.getAndDecrement() > 0 ? plan.kind : Kind.NONE;
  }

  private record Plan(Kind kind, AtomicInteger left) {}
}
