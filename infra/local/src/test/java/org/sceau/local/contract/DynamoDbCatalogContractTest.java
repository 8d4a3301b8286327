package org.sceau.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.memory.Samples.DEMO;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sceau.catalog.Catalog;
import org.sceau.local.Tables;
import org.sceau.local.wire.Faults;
import org.sceau.memory.CatalogContract;
import org.sceau.memory.Samples;

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

  @Test
  void aPutThatMeetsATransactionIsMadeAgain() {
    assertThat(catalog().put(Samples.issuer(DEMO, 1))).isTrue();
    var changed = Samples.issuer(DEMO, 2);
    tables.faults().next(3, "PutItem", Faults.Kind.CONFLICT);

    assertThat(catalog().put(changed)).isTrue();

    assertThat(catalog().issuer(DEMO)).contains(changed);
  }
}
