package org.sceau.local.lambda;

/** One execution environment of a function. */
interface Instance extends AutoCloseable {

  /** Runs the function once; never called while another call is under way. */
  Invocation invoke(byte[] event) throws InterruptedException;

  /** Whether the instance may be used again. */
  boolean isUsable();

  @Override
  void close();
}
