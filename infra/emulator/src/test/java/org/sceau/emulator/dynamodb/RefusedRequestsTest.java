package org.sceau.emulator.dynamodb;

import static org.sceau.emulator.SdkClients.assertRefused;
import static org.sceau.emulator.dynamodb.Fixture.id;
import static org.sceau.emulator.dynamodb.Fixture.with;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Requests that DynamoDB refuses, and requests that no adapter makes. */
class RefusedRequestsTest {

  private final Fixture db = Fixture.withTables(null);

  @AfterEach
  void stop() {
    db.close();
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "refused-requests.csv",
      delimiter = '|',
      quoteCharacter = '`',
      maxCharsPerColumn = 16_000)
  void aRequestIsRefusedWithTheReason(String operation, String code, String reason, String body)
      throws Exception {
    db.put(with(id("a"), "s", fromS("s")));

    assertRefused(db.local.endpoint(), "DynamoDB_20120810." + operation, body, code, reason);
  }
}
