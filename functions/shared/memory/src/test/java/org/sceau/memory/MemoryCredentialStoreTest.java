package org.sceau.memory;

import org.sceau.issuing.CredentialStore;
import org.sceau.status.StatusLists;

class MemoryCredentialStoreTest extends CredentialStoreContract {

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
