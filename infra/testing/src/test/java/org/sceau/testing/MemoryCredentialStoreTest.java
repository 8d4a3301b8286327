package org.sceau.testing;

import org.sceau.records.credential.CredentialStore;
import org.sceau.records.status.StatusLists;

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
