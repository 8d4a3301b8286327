package org.sceau.local.contract;

import org.junit.jupiter.api.AfterEach;
import org.sceau.issuing.CredentialStore;
import org.sceau.local.Tables;
import org.sceau.memory.StatusListsContract;
import org.sceau.status.PublishedTimes;
import org.sceau.status.StatusLists;

class DynamoDbStatusListsContractTest extends StatusListsContract {

  private final Tables tables = Tables.make();

  @AfterEach
  void stop() {
    tables.close();
  }

  @Override
  protected StatusLists lists() {
    return tables.lists();
  }

  @Override
  protected PublishedTimes times() {
    return tables.lists();
  }

  @Override
  protected CredentialStore store() {
    return tables.credentials();
  }
}
