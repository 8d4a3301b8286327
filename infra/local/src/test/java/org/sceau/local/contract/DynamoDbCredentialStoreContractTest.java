package org.sceau.local.contract;

import org.junit.jupiter.api.AfterEach;
import org.sceau.issuing.CredentialStore;
import org.sceau.local.Tables;
import org.sceau.memory.CredentialStoreContract;
import org.sceau.status.StatusLists;

class DynamoDbCredentialStoreContractTest extends CredentialStoreContract {

  private final Tables tables = Tables.make();

  @AfterEach
  void stop() {
    tables.close();
  }

  @Override
  protected CredentialStore store() {
    return tables.credentials();
  }

  @Override
  protected StatusLists lists() {
    return tables.lists();
  }
}
