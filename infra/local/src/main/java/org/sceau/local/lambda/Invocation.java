package org.sceau.local.lambda;

/** What came of an invocation. */
public sealed interface Invocation {

  /** The function returned. */
  record Answered(byte[] payload) implements Invocation {}

  /** The function threw, could not be started, or its process ended. */
  record Failed(String reason) implements Invocation {}

  /** The function did not return in its time; the instance is gone. */
  record TimedOut() implements Invocation {}
}
