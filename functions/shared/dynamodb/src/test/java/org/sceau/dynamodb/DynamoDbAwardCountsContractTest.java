package org.sceau.dynamodb;

import org.junit.jupiter.api.AfterEach;
import org.sceau.records.credential.AwardCounts;
import org.sceau.testing.AwardCountsContract;

class DynamoDbAwardCountsContractTest extends AwardCountsContract {

  private final Tables tables = Tables.make();

  @AfterEach
  void stop() {
    tables.close();
  }

  @Override
  protected AwardCounts counts() {
    return tables.awardCounts();
  }
}
