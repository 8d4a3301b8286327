package org.sceau.local.contract;

import org.junit.jupiter.api.AfterEach;
import org.sceau.issuing.AwardCounts;
import org.sceau.local.Tables;
import org.sceau.memory.AwardCountsContract;

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
