package org.sceau.memory;

import org.sceau.issuing.CredentialStore;
import org.sceau.status.PublishedTimes;
import org.sceau.status.StatusLists;

class MemoryStatusListsTest extends StatusListsContract {

  private final MemoryRecords records = new MemoryRecords();

  @Override
  protected StatusLists lists() {
    return records;
  }

  @Override
  protected PublishedTimes times() {
    return records;
  }

  @Override
  protected CredentialStore store() {
    return records;
  }
}
