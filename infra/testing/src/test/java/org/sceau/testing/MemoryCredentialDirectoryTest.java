package org.sceau.testing;

import org.sceau.records.credential.CredentialDirectory;
import org.sceau.records.credential.CredentialStore;

class MemoryCredentialDirectoryTest extends CredentialDirectoryContract {

  private final MemoryRecords records = new MemoryRecords();

  @Override
  protected CredentialDirectory directory() {
    return records;
  }

  @Override
  protected CredentialStore store() {
    return records;
  }
}
