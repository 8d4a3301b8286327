package org.sceau.local.contract;

import org.junit.jupiter.api.AfterEach;
import org.sceau.catalog.Catalog;
import org.sceau.local.Tables;
import org.sceau.memory.CatalogContract;

class DynamoDbCatalogContractTest extends CatalogContract {

  private final Tables tables = Tables.make();

  @AfterEach
  void stop() {
    tables.close();
  }

  @Override
  protected Catalog catalog() {
    return tables.catalog();
  }
}
