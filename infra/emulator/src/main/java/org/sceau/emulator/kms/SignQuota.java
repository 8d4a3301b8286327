package org.sceau.emulator.kms;

import java.time.InstantSource;

/** Limits the signatures a second, counted anew every second. */
final class SignQuota {

  private final InstantSource clock;
  private int perSecond = Integer.MAX_VALUE;
  private long second;
  private int given;
  private long refused;

  SignQuota(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void set(int signaturesPerSecond) {
    perSecond = signaturesPerSecond;
  }

  synchronized long refused() {
    return refused;
  }

  synchronized boolean take() {
    long now = clock.instant().getEpochSecond();
    if (now != second) {
      second = now;
      given = 0;
    }
    if (given >= perSecond) {
      refused++;
      return false;
    }
    given++;
    return true;
  }
}
