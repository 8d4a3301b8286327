package org.sceau.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.memory.Samples.DEMO;
import static org.sceau.memory.Samples.LIST;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sceau.issuing.CredentialDirectory;
import org.sceau.issuing.CredentialDirectory.Filter;
import org.sceau.issuing.CredentialDirectory.Listed;
import org.sceau.issuing.CredentialStore;
import org.sceau.issuing.CredentialStore.Recording.Recorded;
import org.sceau.local.Tables;
import org.sceau.memory.CredentialDirectoryContract;
import org.sceau.memory.Samples;
import org.sceau.status.Position;

class DynamoDbCredentialDirectoryContractTest extends CredentialDirectoryContract {

  private final Tables tables = Tables.make();

  @AfterEach
  void stop() {
    tables.close();
  }

  @Override
  protected CredentialDirectory directory() {
    return tables.directory();
  }

  @Override
  protected CredentialStore store() {
    return tables.credentials();
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
}
