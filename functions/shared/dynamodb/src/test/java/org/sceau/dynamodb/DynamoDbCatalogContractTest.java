package org.sceau.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.Samples.DEMO;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sceau.emulator.wire.Faults;
import org.sceau.records.catalog.Catalog;
import org.sceau.testing.CatalogContract;
import org.sceau.testing.Samples;

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
