package org.sceau.functions.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Runs several actors, one at a time: at each turn a random number chooses which one continues, so
 * that the same seed gives the same order again.
 */
final class DeterministicScheduler {

  private final SplittableRandom random;
  private final Semaphore back = new Semaphore(0);
  private @Nullable Actor current;

  DeterministicScheduler(SplittableRandom random) {
    this.random = random;
  }

  /** Runs all to their ends; what one of them throws is thrown here. */
  void run(List<Runnable> bodies) throws InterruptedException {
    List<Actor> alive = new ArrayList<>();
    for (var body : bodies) {
      alive.add(new Actor(body));
    }
    while (!alive.isEmpty()) {
      var actor = alive.get(random.nextInt(alive.size()));
      current = actor;
      actor.go.release();
      back.acquire();
      if (actor.done) {
        alive.remove(actor);
        if (actor.failure != null) {
          throw new AssertionError(actor.failure);
        }
      }
    }
    current = null;
  }

  /**
   * Passes the turn on; the actor whose turn it is calls it. Does nothing outside of {@link #run}.
   */
  void pass() {
    var actor = current;
    if (actor != null) {
      back.release();
      actor.go.acquireUninterruptibly();
    }
  }

  private final class Actor {

    private final Semaphore go = new Semaphore(0);
    private volatile boolean done;
    private volatile @Nullable Throwable failure;

    Actor(Runnable body) {
      var _ =
          Thread.ofVirtual()
              .start(() -> {
                go.acquireUninterruptibly();
                try {
                  body.run();
                } catch (RuntimeException | Error e) {
                  failure = e;
                } finally {
                  done = true;
                  back.release();
                }
              });
    }
  }
}
