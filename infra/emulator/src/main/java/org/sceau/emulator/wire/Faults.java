package org.sceau.emulator.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets calls of a service fail on demand; without a demand none does. Operations have the names
 * that AWS gives them, for instance {@code PutItem}. The SDK repeats a failed call, and each
 * repetition counts as a call.
 */
public final class Faults {

  /** The status of an answer upon which the caller's process is to end; AWS has none such. */
  public static final int PROCESS_ENDS = 599;

  /** The status that stands for no answer: the server closes the connection. */
  public static final int CUT = 598;

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
    /**
     * Nothing is done: another write is under way, says the answer. DynamoDB cancels a transaction
     * for its first action.
     */
    CONFLICT,
    /** It is done, the caller is {@link #ending ended}, and the answer is {@link #PROCESS_ENDS}. */
    END_PROCESS
  }

  private final Map<String, Plan> plans = new ConcurrentHashMap<>();
  private final Map<String, Long> calls = new ConcurrentHashMap<>();

  /** The faults of the next calls of any operation; guarded by this. */
  private final Deque<Kind> sequence = new ArrayDeque<>();

  /** The calls since {@link #record}; guarded by this. */
  private final List<String> recorded = new ArrayList<>();

  private boolean recording;
  private volatile Runnable ending = () -> {};
  private volatile boolean indexesHeld;
  private final AtomicInteger cutShort = new AtomicInteger();

  /** The next {@code calls} calls of the operation fail like this; an earlier plan is forgotten. */
  public void next(int calls, String operation, Kind kind) {
    plans.put(operation, new Plan(kind, new AtomicInteger(calls)));
  }

  /**
   * Of the next calls of any operation some pass, each of the following ones has its fault, and all
   * others pass again; replaces an earlier plan of this kind.
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

  /** How many calls of the plan of {@link #after} are still to come. */
  public synchronized int waiting() {
    return sequence.size();
  }

  /** How many calls of the operation there were so far, those that failed included. */
  public long calls(String operation) {
    return calls.getOrDefault(operation, 0L);
  }

  /**
   * From now on the indexes of DynamoDB stay as they are while their tables change; the first read
   * after the end of it, or write, lets them follow. An eventually consistent index may be as far
   * behind at any time.
   */
  public void holdIndexes(boolean isHeld) {
    indexesHeld = isHeld;
  }

  public boolean areIndexesHeld() {
    return indexesHeld;
  }

  /** The next calls of BatchGetItem read their first key and leave all others unprocessed. */
  public void leaveKeysUnprocessed(int calls) {
    cutShort.set(calls);
  }

  /** Whether this call of BatchGetItem leaves keys unprocessed. */
  public boolean leavesKeysUnprocessed() {
    return cutShort.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  /** Ends all faults. */
  public synchronized void clear() {
    plans.clear();
    sequence.clear();
    indexesHeld = false;
    cutShort.set(0);
  }

  /**
   * Makes the call that just came in, or lets it fail.
   *
   * @param refusal the error by which the service refuses a call for a fault
   */
  public <T> T around(String operation, Supplier<T> call, Function<Kind, AwsException> refusal) {
    var kind = take(operation);
    return switch (kind) {
      case NONE -> call.get();
      case FAIL_BEFORE, THROTTLE, PRECONDITION_FAILED, CONFLICT -> throw refusal.apply(kind);
      case SUCCEED_THEN_FAIL -> {
        var _ = call.get();
        throw refusal.apply(Kind.FAIL_BEFORE);
      }
      case SUCCEED_THEN_CUT -> {
        var _ = call.get();
        throw new AwsException(CUT, "Cut", "The connection is cut, asked for by a test.");
      }
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
          // The caller ends and reads no answer.
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
