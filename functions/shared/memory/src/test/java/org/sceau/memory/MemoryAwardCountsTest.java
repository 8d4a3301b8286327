package org.sceau.memory;

import org.sceau.issuing.AwardCounts;

class MemoryAwardCountsTest extends AwardCountsContract {

  private final MemoryAwardCounts counts = new MemoryAwardCounts();

  @Override
  protected AwardCounts counts() {
    return counts;
  }
}
