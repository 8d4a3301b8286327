package org.sceau.cli.batch;

import java.time.Duration;

/** Waits. */
@FunctionalInterface
public interface Pause {

  void of(Duration duration) throws InterruptedException;
}
