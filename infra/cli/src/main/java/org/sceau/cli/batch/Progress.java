package org.sceau.cli.batch;

import java.time.Duration;

/** Is told now and then how far it is. */
@FunctionalInterface
public interface Progress {

  /**
   * Tells.
   *
   * @param settled rows of which it is known what came of them, earlier runs' too
   * @param now how many of them in this run
   * @param since how long this run has gone on
   */
  void at(int settled, int now, Duration since);
}
