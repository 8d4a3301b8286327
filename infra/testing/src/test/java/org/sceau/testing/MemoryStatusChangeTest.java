package org.sceau.testing;

import org.sceau.records.credential.CredentialStore;
import org.sceau.records.status.StatusLists;

class MemoryStatusChangeTest extends StatusChangeContract {

  private final MemoryRecords records = new MemoryRecords();

  @Override
  protected CredentialStore store() {
    return records;
  }

  @Override
  protected StatusLists lists() {
    return records;
  }
}
