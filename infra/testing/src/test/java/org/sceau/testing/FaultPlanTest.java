package org.sceau.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.testing.Samples.LIST;

import org.junit.jupiter.api.Test;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.status.Position;

class FaultPlanTest {

  private final MemoryRecords records = new MemoryRecords();

  @Test
  void aCallThatFailsBeforeIsNotApplied() {
    var credential = Samples.credential(new Position(LIST, 1));
    records.faults().failNext(1, FaultPlan.Moment.BEFORE);

    assertThatThrownBy(() -> records.record(credential, null))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(records.find(credential.id())).isEmpty();
  }

  @Test
  void aCallThatFailsAfterIsAppliedAndCanBeRepeated() {
    var credential = Samples.credential(new Position(LIST, 1));
    records.faults().failNext(1, FaultPlan.Moment.AFTER);

    assertThatThrownBy(() -> records.record(credential, null))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(records.find(credential.id())).contains(credential);
    assertThat(records.record(credential, null))
        .isEqualTo(new CredentialStore.Recording.Recorded());
  }

  @Test
  void someCallsPassThenSomeFailThenAllPass() {
    records.open(Samples.opened(LIST));
    records.faults().failAfter(2, 1, FaultPlan.Moment.BEFORE);

    assertThat(records.allocate(LIST, 1)).isZero();
    assertThat(records.allocate(LIST, 1)).isEqualTo(1);
    assertThatThrownBy(() -> records.allocate(LIST, 1))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(records.allocate(LIST, 1)).isEqualTo(2);
    assertThat(records.faults().calls()).isEqualTo(5);
  }
}
