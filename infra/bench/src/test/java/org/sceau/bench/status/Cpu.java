package org.sceau.bench.status;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;

/** Counts the processor's time of the calling thread, with what is not to be counted left out. */
final class Cpu {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long leftOut;

  /** Does something whose time counts. */
  long nanos(Runnable work) {
    leftOut = 0;
    long begin = THREADS.getCurrentThreadCpuTime();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - begin - leftOut;
  }

  /** Does something within it whose time does not. */
  <T> T uncounted(Supplier<T> work) {
    long begin = THREADS.getCurrentThreadCpuTime();
    try {
      return work.get();
    } finally {
      leftOut += THREADS.getCurrentThreadCpuTime() - begin;
    }
  }

  static double millis(long nanos) {
    return nanos / 1e6;
  }
}
