package org.sceau.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Awards that several callers make all the time, while something else goes on. */
final class Awards implements AutoCloseable {

  private static final int CALLERS = 4;
  private static final int PATIENCE_SECONDS = 120;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean done = new AtomicBoolean();
  private final BlockingQueue<Awarded> made = new LinkedBlockingQueue<>();
  private final List<Future<?>> callers = new ArrayList<>();
  private final List<Awarded> taken = new ArrayList<>();

  Awards(Supplier<Awarded> award) {
    for (int i = 0; i < CALLERS; i++) {
      Callable<Void> caller =
          () -> {
            while (!done.get()) {
              made.put(award.get());
            }
            return null;
          };
      callers.add(threads.submit(caller));
    }
  }

  /** Waits until what was awarded is enough. */
  void takeUntil(Predicate<List<Awarded>> isEnough)
      throws InterruptedException, ExecutionException {
    while (!isEnough.test(taken)) {
      var next = made.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        end();
        throw new AssertionError("nothing is awarded any more");
      }
      taken.add(next);
    }
  }

  /** All that was awarded, once every caller has its last answer. */
  List<Awarded> end() throws InterruptedException, ExecutionException {
    done.set(true);
    for (var caller : callers) {
      caller.get();
    }
    made.drainTo(taken);
    return List.copyOf(taken);
  }

  @Override
  public void close() {
    done.set(true);
    threads.close();
  }
}
