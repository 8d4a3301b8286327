package org.sceau.testing;

import org.sceau.records.credential.AwardCounts;

class MemoryAwardCountsTest extends AwardCountsContract {

  private final MemoryAwardCounts counts = new MemoryAwardCounts();

  @Override
  protected AwardCounts counts() {
    return counts;
  }
}
