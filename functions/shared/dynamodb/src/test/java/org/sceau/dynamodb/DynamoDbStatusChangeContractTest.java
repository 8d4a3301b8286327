package org.sceau.dynamodb;

import org.junit.jupiter.api.AfterEach;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.status.StatusLists;
import org.sceau.testing.StatusChangeContract;

class DynamoDbStatusChangeContractTest extends StatusChangeContract {

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
