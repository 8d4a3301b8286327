package org.sceau.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.testing.Samples.DEMO;
import static org.sceau.testing.Samples.LIST;
import static org.sceau.testing.Samples.NOW;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.emulator.wire.Faults;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.credential.AwardRecord;
import org.sceau.records.credential.CredentialDirectory.Filter;
import org.sceau.records.credential.CredentialDirectory.Listed;
import org.sceau.records.credential.CredentialStore.Recording.Recorded;
import org.sceau.records.status.Position;
import org.sceau.records.status.Publication;
import org.sceau.testing.AwardCountsContract;
import org.sceau.testing.CatalogContract;
import org.sceau.testing.CredentialDirectoryContract;
import org.sceau.testing.CredentialStoreContract;
import org.sceau.testing.ReplacementContract;
import org.sceau.testing.Samples;
import org.sceau.testing.StatusChangeContract;
import org.sceau.testing.StatusListsContract;

/** Tests the adapters on tables of the emulator. */
class DynamoDbContractsTest
    implements AwardCountsContract,
        CatalogContract,
        CredentialDirectoryContract,
        CredentialStoreContract,
        ReplacementContract,
        StatusChangeContract,
        StatusListsContract {

  private final Tables tables = Tables.make();

  @AfterEach
  void stop() {
    tables.close();
  }

  @Override
  public DynamoDbAwardCounts counts() {
    return tables.awardCounts();
  }

  @Override
  public DynamoDbCatalog catalog() {
    return tables.catalog();
  }

  @Override
  public DynamoDbCredentialDirectory directory() {
    return tables.directory();
  }

  @Override
  public DynamoDbCredentialStore store() {
    return tables.credentials();
  }

  @Override
  public DynamoDbStatusLists lists() {
    return tables.lists();
  }

  @Override
  public DynamoDbStatusLists times() {
    return tables.lists();
  }

  @Test
  void aPutThatMeetsATransactionIsMadeAgain() {
    assertThat(catalog().put(Samples.issuer(DEMO, 1))).isTrue();
    var changed = Samples.issuer(DEMO, 2);
    tables.faults().next(3, "PutItem", Faults.Kind.CONFLICT);

    assertThat(catalog().put(changed)).isTrue();

    assertThat(catalog().issuer(DEMO)).contains(changed);
  }

  @Test
  void aCredentialIsListedWhenTheIndexFollows() {
    var credential = Samples.credential(new Position(LIST, 1));
    tables.faults().holdIndexes(true);
    assertThat(store().record(credential, null)).isEqualTo(new Recorded());
    assertThat(directory().list(DEMO, Filter.ALL, null, 10).credentials()).isEmpty();

    tables.faults().holdIndexes(false);

    assertThat(directory().list(DEMO, Filter.ALL, null, 10).credentials())
        .containsExactly(Listed.of(credential));
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

  @Test
  void anUpdateThatMeetsATransactionIsMadeAgain() {
    assertThat(lists().open(Samples.opened(LIST))).isTrue();
    tables.faults().next(3, "UpdateItem", Faults.Kind.CONFLICT);

    assertThat(lists().allocate(LIST, 5)).isZero();

    assertThat(lists().head(LIST).orElseThrow().allocated()).isEqualTo(5);
  }

  @Test
  void aTableThatIsQueriedTooOftenIsUnavailable() {
    tables.faults().next(100, "Query", Faults.Kind.THROTTLE);

    assertThatThrownBy(() -> lists().due(NOW, 1)).isInstanceOf(StoreUnavailableException.class);
  }

  /** The index may tell of a list what its head no longer says; the head decides. */
  @Test
  void whatIsDueFollowsTheHeadOfAListLater() {
    assertThat(lists().open(Samples.opened(LIST))).isTrue();
    var later = NOW.plusSeconds(60);
    tables.faults().holdIndexes(true);
    lists().published(LIST, new Publication(1, "print", NOW, 0, later));

    assertThat(lists().due(NOW, 10)).containsExactly(LIST);
    assertThat(lists().head(LIST).orElseThrow().dueAt().isAfter(NOW)).isTrue();

    tables.faults().holdIndexes(false);
    assertThat(lists().due(NOW, 10)).isEmpty();
    assertThat(lists().due(later, 10)).containsExactly(LIST);
  }
}
