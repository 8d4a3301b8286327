package org.sceau.emulator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.emulator.dynamodb.Fixture.CREDENTIALS;
import static org.sceau.emulator.dynamodb.Fixture.assertInvalid;
import static org.sceau.emulator.dynamodb.Fixture.entry;
import static org.sceau.emulator.dynamodb.Fixture.id;
import static org.sceau.emulator.dynamodb.Fixture.names;
import static org.sceau.emulator.dynamodb.Fixture.with;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.emulator.wire.Faults;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

class ItemsTest {

  private final Fixture db = Fixture.withTables(null);

  @AfterEach
  void stop() {
    db.close();
  }

  @Test
  void aKeyOfAnIndexIsAsShortAsAKeyOfATable() {
    var tables = Map.of("hash", 2048, "range", 1024);
    db.createTable(
        """
        {"TableName":"Indexed","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},
          {"AttributeName":"hash","AttributeType":"S"},{"AttributeName":"range","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
         "GlobalSecondaryIndexes":[{"IndexName":"index",
          "KeySchema":[{"AttributeName":"hash","KeyType":"HASH"},{"AttributeName":"range","KeyType":"RANGE"}],
          "Projection":{"ProjectionType":"KEYS_ONLY"}}]}
        """);
    tables.forEach((name, most) -> {
      db.client.putItem(
          p -> p.tableName("Indexed").item(with(id("a"), name, fromS("x".repeat(most)))));
      assertInvalid(
          name + "key must be between 1 and " + most,
          () ->
              db.client.putItem(p ->
                  p.tableName("Indexed").item(with(id("a"), name, fromS("x".repeat(most + 1))))));
      assertInvalid(
          name + "key must be between 1 and " + most,
          () ->
              db.client.updateItem(u ->
                  u.tableName("Indexed")
                      .key(id("a"))
                      .updateExpression("SET #n = :v")
                      .expressionAttributeNames(Map.of("#n", name))
                      .expressionAttributeValues(Map.of(":v", fromS("é".repeat(most / 2 + 1))))));
    });
  }

  @Test
  void anItemOfMoreThan400KbIsRefused() {
    db.put(with(id("a"), "x", fromS("x".repeat(400 * 1024 - 4))));

    assertInvalid(
        "Item size has exceeded",
        () -> db.put(with(id("a"), "x", fromS("x".repeat(400 * 1024 - 3)))));
    assertInvalid(
        "Item size has exceeded", () -> update("SET #y = :y", Map.of(":y", fromS("yy")), _ -> {}));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          #n = :two                                             | true
          #n <> :two                                            | false
          #absent <> :two                                       | true
          #absent = :two                                        | false
          #n < :two OR #n > :two                                | false
          #n <= :two AND #n >= :two                             | true
          #n > :one AND #n < :three                             | true
          #n >= :three OR #n <= :one                            | false
          #n < :s                                               | false
          #absent < :two                                        | false
          attribute_exists(#n)                                  | true
          attribute_exists(#absent)                             | false
          attribute_not_exists(#absent)                         | true
          begins_with(#word, :cre)                              | true
          begins_with(#word, :s)                                | false
          #n = :one OR #n = :two AND #n = :two                  | true
          (#n = :two OR #n = :one) AND #n = :one                | false
          #word = :credential                                   | true
          #word > :cre                                          | true
          """)
  void aConditionHasTheMeaningThatDynamoDbGivesIt(String condition, boolean isMet) {
    db.put(with(with(id("a"), "n", fromN("2")), "word", fromS("credential")));
    var all =
        Map.of(
            ":one", fromN("1"),
            ":two", fromN("2"),
            ":three", fromN("3"),
            ":s", fromS("s"),
            ":cre", fromS("cre"),
            ":credential", fromS("credential"));
    var used = new HashMap<>(all);
    used.keySet().removeIf(name -> !condition.matches(".*" + name + "\\b.*"));
    used.put(":new", fromS("new"));
    Runnable updating =
        () -> update("SET #changed = :new", used, u -> u.conditionExpression(condition));

    if (isMet) {
      updating.run();
    } else {
      assertThatThrownBy(updating::run).isInstanceOf(ConditionalCheckFailedException.class);
    }
    assertThat(db.get(id("a")).containsKey("changed")).isEqualTo(isMet);
  }

  @Test
  void aBatchThatIsTooLargeLeavesKeysUnprocessed() {
    var names = IntStream.range(0, 45).mapToObj(i -> "c" + i).toArray(String[]::new);
    for (var name : names) {
      db.put(with(id(name), "x", fromS("x".repeat(399 * 1024))));
    }

    var got = batchGet(names);

    assertThat(got.responses().get(CREDENTIALS)).hasSize(41);
    assertThat(got.unprocessedKeys().get(CREDENTIALS))
        .satisfies(left -> assertThat(left.keys()).hasSize(4));
  }

  @Test
  void keysAreLeftUnprocessedOnDemand() {
    db.put(id("a"));
    db.put(id("b"));
    db.local.faults().leaveKeysUnprocessed(1);

    var got = batchGet("a", "b");

    assertThat(got.responses()).isEqualTo(Map.of(CREDENTIALS, List.of(id("a"))));
    assertThat(got.unprocessedKeys().get(CREDENTIALS))
        .satisfies(left -> {
          assertThat(left.keys()).containsExactly(id("b"));
          assertThat(left.consistentRead()).isTrue();
        });
    assertThat(batchGet("a", "b").unprocessedKeys()).isEmpty();
  }

  @Test
  void consumedUnitsAreAddedUpAsInTheCloud() {
    var item = with(id("a"), "x", fromS("x".repeat(4500)));
    db.put(item);
    assertThat(db.local.consumed()).isEqualTo(new LocalDynamoDb.Units(0, 5));
    db.get(id("a"));
    db.client.getItem(g -> g.tableName(CREDENTIALS).key(id("a")));
    assertThat(db.local.consumed()).isEqualTo(new LocalDynamoDb.Units(2 + 1, 5));
    db.client.transactWriteItems(
        t -> t.transactItems(Fixture.action(i -> i.put(p -> p.tableName(CREDENTIALS).item(item)))));
    assertThat(db.local.consumed()).isEqualTo(new LocalDynamoDb.Units(3, 5 + 10));
    // The table and its index, and then the table alone, since nothing in the index changes.
    var indexed = with(with(entry("a", 1), "purpose", fromS("p")), "due", fromN("1"));
    db.put(indexed);
    db.put(with(indexed, "other", fromS("x")));
    assertThat(db.local.consumed()).isEqualTo(new LocalDynamoDb.Units(3, 15 + 2 + 1));
    // The index loses one entry and gets another.
    db.put(with(indexed, "due", fromN("2")));
    assertThat(db.local.consumed()).isEqualTo(new LocalDynamoDb.Units(3, 18 + 3));
  }

  @Test
  void faultsComeAsOftenAsAskedFor() {
    var faults = db.local.faults();
    faults.next(1, "PutItem", Faults.Kind.FAIL_BEFORE);
    assertThatThrownBy(() -> db.put(id("a"))).isInstanceOf(InternalServerErrorException.class);
    faults.next(1, "PutItem", Faults.Kind.THROTTLE);
    assertThatThrownBy(() -> db.put(id("a")))
        .isInstanceOfSatisfying(
            DynamoDbException.class, e -> assertThat(e.isThrottlingException()).isTrue());
    faults.next(1, "PutItem", Faults.Kind.CONFLICT);
    assertThatThrownBy(() -> db.put(id("a"))).isInstanceOf(TransactionConflictException.class);
    assertThat(db.get(id("a"))).isEmpty();

    faults.next(1, "PutItem", Faults.Kind.SUCCEED_THEN_FAIL);
    assertThatThrownBy(() -> db.put(id("a"))).isInstanceOf(InternalServerErrorException.class);
    assertThat(db.get(id("a"))).isEqualTo(id("a"));
  }

  private BatchGetItemResponse batchGet(String... ids) {
    var keys =
        KeysAndAttributes.builder()
            .keys(Arrays.stream(ids).map(Fixture::id).toList())
            .consistentRead(true)
            .build();
    return db.client.batchGetItem(b -> b.requestItems(Map.of(CREDENTIALS, keys)));
  }

  private UpdateItemResponse update(
      String expression,
      Map<String, AttributeValue> values,
      Consumer<UpdateItemRequest.Builder> more) {
    return db.client.updateItem(u -> {
      more.accept(
          u.tableName(CREDENTIALS)
              .key(id("a"))
              .updateExpression(expression)
              .expressionAttributeValues(values));
      var condition = u.build().conditionExpression();
      u.expressionAttributeNames(names(expression, condition == null ? "" : condition));
    });
  }
}
