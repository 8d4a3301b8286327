package org.sceau.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.Samples.LIST;

import java.time.Instant;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.CredentialStore.Recording.Recorded;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.CredentialStatus.Active;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusLists;

/** Opens lists and records credentials for the contracts of {@link CredentialStore}. */
public interface RecordFixture {

  int CONTESTANTS = 50;

  /** Returns the same store throughout one test, empty at its start. */
  CredentialStore store();

  /** Returns the lists that the store changes. */
  StatusLists lists();

  default void open(Instant dueAt) {
    assertThat(
            lists()
                .open(
                    StatusListHead.opened(
                        LIST,
                        StatusListHead.DEFAULT_CAPACITY,
                        "0123456789abcdef0123456789abcdef",
                        dueAt)))
        .isTrue();
  }

  default StatusListHead head() {
    return lists().head(LIST).orElseThrow();
  }

  default IssuedCredential recorded(int index) {
    return recordedAs(at(index));
  }

  default IssuedCredential recordedAs(IssuedCredential credential) {
    var active = credential.with(new Active());
    assertThat(store().record(active, null)).isEqualTo(new Recorded());
    return active;
  }

  default IssuedCredential at(int index) {
    return Samples.credential(new Position(LIST, index));
  }
}
