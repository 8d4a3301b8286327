package org.sceau.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.testing.Samples.LIST;
import static org.sceau.testing.Samples.NOW;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sceau.emulator.wire.Faults;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.status.Publication;
import org.sceau.records.status.PublishedTimes;
import org.sceau.records.status.StatusLists;
import org.sceau.testing.Samples;
import org.sceau.testing.StatusListsContract;

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
