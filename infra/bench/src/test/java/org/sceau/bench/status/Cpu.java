package org.sceau.bench.status;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;

/** Measures the processor time of the calling thread, except for excluded work. */
final class Cpu {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long leftOut;

  /** Measures the work. */
  long nanos(Runnable work) {
    leftOut = 0;
    long begin = THREADS.getCurrentThreadCpuTime();
    work.run();
    return THREADS.getCurrentThreadCpuTime() - begin - leftOut;
  }

  /** Excludes a part of the measured work. */
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
