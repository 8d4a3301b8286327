package org.sceau.testing;

import org.sceau.records.credential.CredentialStore;
import org.sceau.records.status.PublishedTimes;
import org.sceau.records.status.StatusLists;

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
