package org.sceau.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusPurpose;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

class ConditionalWriteTest {

  private static final StatusListId LIST =
      new StatusListId(new IssuerId("demo"), StatusPurpose.REVOCATION, 1);
  private static final StatusListHead HEAD =
      StatusListHead.opened(
          LIST, 131_072, "0123456789abcdef0123456789abcdef", Instant.ofEpochMilli(1));

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
  void aTransactionThatMeetsAnotherIsTriedAgain() {
    dynamoDb.cancels("None", "TransactionConflict").cancels("TransactionConflict", "None");
    dynamoDb.answers("{}");

    assertThat(writing().transact(put(), put())).isEmpty();

    assertThat(dynamoDb.operations()).hasSize(3).containsOnly("TransactWriteItems");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ThrottlingError", "ProvisionedThroughputExceeded"})
  void aTransactionThatIsTooFastIsTriedAgain(String code) {
    dynamoDb.cancels(code, "None").answers("{}");

    assertThat(writing().transact(put(), put())).isEmpty();
  }

  @Test
  void anUpdateThatMeetsATransactionIsTriedAgain() {
    dynamoDb.fails(400, "TransactionConflictException");
    dynamoDb.answers("{\"Attributes\":{\"allocated\":{\"N\":\"12\"}}}");

    assertThat(lists().allocate(LIST, 2)).isEqualTo(10);

    assertThat(dynamoDb.operations()).containsExactly("UpdateItem", "UpdateItem");
  }

  @Test
  void triesEndBeforeTheFunctionDoes() {
    dynamoDb.cancels("TransactionConflict");
    var writing = new ConditionalWrite(dynamoDb.client(), Duration.ofMillis(100));

    assertThatThrownBy(() -> writing.transact(put())).isInstanceOf(StoreUnavailableException.class);

    assertThat(dynamoDb.operations()).hasSizeGreaterThan(1);
  }

  @Test
  void placesOfFailedConditionsAreTold() {
    dynamoDb.cancels("None", "ConditionalCheckFailed", "TransactionConflict");

    assertThat(writing().transact(put(), put(), put())).isEqualTo(List.of(1));

    assertThat(dynamoDb.operations()).hasSize(1);
  }

  @Test
  void aTransactionThatIsWrongInItselfIsAFailureOfOurs() {
    dynamoDb.cancels("ValidationError", "None");

    assertThatThrownBy(() -> writing().transact(put(), put()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ValidationError");
  }

  @ParameterizedTest
  @CsvSource({
    "400, ProvisionedThroughputExceededException",
    "400, RequestLimitExceeded",
    "400, ThrottlingException",
    "500, InternalServerError",
    "503, ServiceUnavailable",
  })
  void whatMayPassIsToldApart(int status, String type) {
    dynamoDb.fails(status, type);

    assertThatThrownBy(() -> lists().head(LIST)).isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> lists().allocate(LIST, 1))
        .isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> writing().transact(put()))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400, AccessDeniedException",
    "400, ResourceNotFoundException",
    "400, ValidationException",
  })
  void whatDoesNotPassIsNotToldToPass(int status, String type) {
    dynamoDb.fails(status, type);

    assertThatThrownBy(() -> lists().head(LIST)).isInstanceOf(DynamoDbException.class);
    assertThatThrownBy(() -> lists().allocate(LIST, 1)).isInstanceOf(DynamoDbException.class);
  }

  @Test
  void aServerThatIsNotThereMayBeThereSoon() {
    dynamoDb.stopsListening();

    assertThatThrownBy(() -> lists().bits(LIST)).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void everyPageOfBitsIsReadAndConsistently() {
    dynamoDb.answers(
        """
        {"Items":[{"entry":{"S":"set#000000007"}}],
         "LastEvaluatedKey":{"list":{"S":"demo-revocation-1"},"entry":{"S":"set#000000007"}}}
        """);
    dynamoDb.answers("{\"Items\":[{\"entry\":{\"S\":\"set#000131071\"}}]}");

    assertThat(lists().bits(LIST).stream()).containsExactly(7, 131_071);

    assertThat(dynamoDb.requests())
        .hasSize(2)
        .allMatch(request -> request.contains("\"ConsistentRead\":true"));
    assertThat(dynamoDb.requests().getLast()).contains("ExclusiveStartKey");
  }

  @Test
  void everyReadOfAnItemIsConsistent() {
    dynamoDb.answers("{}");

    assertThat(lists().head(LIST)).isEmpty();

    assertThat(dynamoDb.requests().getLast()).contains("\"ConsistentRead\":true");
  }

  @Test
  void aHeadThatAnotherWroteIsNotTakenForOnesOwn() {
    dynamoDb.cancels("ConditionalCheckFailed", "None");
    dynamoDb.answers(
        """
        {"Item":{"list":{"S":"demo-revocation-1"},"entry":{"S":"head"},"capacity":{"N":"131072"},
         "permutationKey":{"S":"ffffffffffffffffffffffffffffffff"},"allocated":{"N":"0"},
         "change":{"N":"0"},"sequence":{"N":"0"},"published":{"N":"0"},"dueAt":{"N":"1"}}}
        """);

    assertThat(lists().open(HEAD)).isFalse();
  }

  private ConditionalWrite writing() {
    return new ConditionalWrite(dynamoDb.client());
  }

  private DynamoDbStatusLists lists() {
    return new DynamoDbStatusLists(dynamoDb.client(), "lists");
  }

  private static TransactWriteItem put() {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName("lists")
                .item(new ItemReader().with("id", "1").attributes())
                .build())
        .build();
  }
}
