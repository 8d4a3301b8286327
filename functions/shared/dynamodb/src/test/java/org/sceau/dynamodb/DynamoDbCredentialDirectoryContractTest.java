package org.sceau.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.Samples.DEMO;
import static org.sceau.testing.Samples.LIST;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sceau.records.credential.CredentialDirectory;
import org.sceau.records.credential.CredentialDirectory.Filter;
import org.sceau.records.credential.CredentialDirectory.Listed;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.CredentialStore.Recording.Recorded;
import org.sceau.records.status.Position;
import org.sceau.testing.CredentialDirectoryContract;
import org.sceau.testing.Samples;

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
