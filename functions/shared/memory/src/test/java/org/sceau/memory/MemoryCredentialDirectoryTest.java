package org.sceau.memory;

import org.sceau.issuing.CredentialDirectory;
import org.sceau.issuing.CredentialStore;

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
