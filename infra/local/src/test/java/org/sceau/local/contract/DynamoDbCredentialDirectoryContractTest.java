package org.sceau.local.contract;

import org.junit.jupiter.api.AfterEach;
import org.sceau.issuing.CredentialDirectory;
import org.sceau.issuing.CredentialStore;
import org.sceau.local.Tables;
import org.sceau.memory.CredentialDirectoryContract;

class DynamoDbCredentialDirectoryContractTest extends CredentialDirectoryContract {

  private final Tables tables = Tables.make();

  @AfterEach
  void stop() {
    tables.close();
  }

  @Override
  protected CredentialDirectory directory() {
    return tables.directory();
  }

  @Override
  protected CredentialStore store() {
    return tables.credentials();
  }
}
