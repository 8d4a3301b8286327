package org.sceau.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.testing.Samples.DEMO;
import static org.sceau.testing.Samples.LIST;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.emulator.wire.Faults;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.credential.AwardRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.CredentialStore.Recording.Recorded;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusLists;
import org.sceau.testing.CredentialStoreContract;
import org.sceau.testing.Samples;

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

  @Test
  void awardsAreFoundAlthoughKeysWereLeftUnprocessed() {
    Map<String, AwardRecord> made = new HashMap<>();
    for (int i = 0; i < 4; i++) {
      var award = recordNew(i);
      made.put(award.awardKey(), award);
    }
    tables.faults().leaveKeysUnprocessed(2);

    assertThat(store().awards(DEMO, made.keySet())).isEqualTo(made);
    assertThat(tables.faults().calls("BatchGetItem")).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFLICT", "THROTTLE"})
  void aTransactionThatWasCancelledInPassingIsMadeAgain(Faults.Kind fault) {
    tables.faults().next(3, "TransactWriteItems", fault);

    var award = recordNew(0);

    assertThat(store().award(DEMO, award.awardKey())).contains(award);
    assertThat(tables.faults().calls("TransactWriteItems")).isEqualTo(4);
  }

  @Test
  void aTransactionThatMeetsOthersAgainAndAgainEndsWithAnUnavailableStore() {
    var credential = Samples.credential(new Position(LIST, 0));
    tables.faults().next(Integer.MAX_VALUE, "TransactWriteItems", Faults.Kind.CONFLICT);

    assertThatThrownBy(() -> store().record(credential, null))
        .isInstanceOf(StoreUnavailableException.class);

    tables.faults().clear();
    assertThat(store().find(credential.id())).isEmpty();
  }

  @Test
  void aTableThatIsReadTooOftenIsUnavailable() {
    var award = recordNew(0);
    tables.faults().next(1, "GetItem", Faults.Kind.THROTTLE);
    assertThat(store().award(DEMO, award.awardKey())).contains(award);

    tables.faults().next(100, "GetItem", Faults.Kind.THROTTLE);
    assertThatThrownBy(() -> store().award(DEMO, award.awardKey()))
        .isInstanceOf(StoreUnavailableException.class);
  }

  private AwardRecord recordNew(int index) {
    var credential = Samples.credential(new Position(LIST, index));
    var award = Samples.award(credential, Samples.awardKey());
    assertThat(store().record(credential, award)).isEqualTo(new Recorded());
    return award;
  }
}
