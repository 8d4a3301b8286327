package org.sceau.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.AwardRecord;
import org.sceau.records.credential.CredentialId;

/** What the contract cannot bring about: a table that is too busy. */
class DynamoDbCredentialStoreTest {

  private static final IssuerId DEMO = new IssuerId("demo");
  private static final AwardRecord FIRST = award("a".repeat(64));
  private static final AwardRecord SECOND = award("b".repeat(64));
  private static final Set<String> BOTH = Set.of(FIRST.awardKey(), SECOND.awardKey());

  private ScriptedDynamoDb dynamoDb;

  @BeforeEach
  void start() throws IOException {
    dynamoDb = new ScriptedDynamoDb();
  }

  @AfterEach
  void stop() {
    dynamoDb.close();
  }

  @Test
  void awardsThatABusyTableLeavesOutAreAskedForAgain() {
    dynamoDb.answers(
        """
        {"Responses": {"credentials": [%s]},
         "UnprocessedKeys": {"credentials": {"Keys": [{"id": {"S": "%s"}}], "ConsistentRead": true}}}
        """
            .formatted(item(FIRST), id(SECOND)));
    dynamoDb.answers(
        "{\"Responses\": {\"credentials\": [%s]}, \"UnprocessedKeys\": {}}"
            .formatted(item(SECOND)));

    assertThat(store(Duration.ofSeconds(3)).awards(DEMO, BOTH))
        .isEqualTo(Map.of(FIRST.awardKey(), FIRST, SECOND.awardKey(), SECOND));

    assertThat(dynamoDb.operations()).containsExactly("BatchGetItem", "BatchGetItem");
    assertThat(dynamoDb.requests().getLast())
        .contains(id(SECOND), "\"ConsistentRead\":true")
        .doesNotContain(id(FIRST));
  }

  @Test
  void aTableThatStaysBusyIsUnavailableAndNoAwardCountsAsNeverMade() {
    dynamoDb.answers(
        """
        {"Responses": {"credentials": []},
         "UnprocessedKeys": {"credentials": {"Keys": [{"id": {"S": "%s"}}], "ConsistentRead": true}}}
        """
            .formatted(id(FIRST)));
    var store = store(Duration.ofMillis(100));

    assertThatThrownBy(() -> store.awards(DEMO, BOTH))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(dynamoDb.operations()).hasSizeGreaterThan(1);
  }

  private DynamoDbCredentialStore store(Duration longest) {
    var client = dynamoDb.client();
    return new DynamoDbCredentialStore(
        client, "credentials", "lists", new ConditionalWrite(client, longest));
  }

  private static AwardRecord award(String key) {
    return new AwardRecord(DEMO, key, "c".repeat(64), CredentialId.random(new SecureRandom()));
  }

  private static String id(AwardRecord award) {
    return CredentialItems.awardId(award.issuer(), award.awardKey());
  }

  private static String item(AwardRecord award) {
    return """
    {"id": {"S": "%s"}, "issuer": {"S": "demo"}, "awardKey": {"S": "%s"},
     "requestSha256": {"S": "%s"}, "credential": {"S": "%s"}}
    """
        .formatted(id(award), award.awardKey(), award.requestSha256(), award.credential());
  }
}
