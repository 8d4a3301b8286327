package org.sceau.emulator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.emulator.dynamodb.Fixture.CREDENTIALS;
import static org.sceau.emulator.dynamodb.Fixture.LISTS;
import static org.sceau.emulator.dynamodb.Fixture.assertInvalid;
import static org.sceau.emulator.dynamodb.Fixture.assertUnsupported;
import static org.sceau.emulator.dynamodb.Fixture.entry;
import static org.sceau.emulator.dynamodb.Fixture.id;
import static org.sceau.emulator.dynamodb.Fixture.names;
import static org.sceau.emulator.dynamodb.Fixture.with;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.emulator.wire.Faults;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
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
  void anItemOfTextsNumbersAndBytesComesBack() {
    var item =
        Map.of(
            "id", fromS("c1"),
            "n", fromN("-1250"),
            "b", fromB(SdkBytes.fromByteArray(new byte[] {0, 1, -1})),
            "é", fromS(""));
    db.put(item);

    assertThat(db.get(id("c1"))).isEqualTo(item);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e3", "9223372036854775808", "x", ""})
  void aNumberThatIsNotAWholeOneIsRefused(String number) {
    assertUnsupported(
        "a number that is not a whole number", () -> db.put(with(id("a"), "n", fromN(number))));
  }

  @Test
  void aValueOfAnotherTypeIsRefused() {
    assertUnsupported("type BOOL", () -> db.put(with(id("a"), "x", fromBool(true))));
    assertUnsupported("type L", () -> db.put(with(id("a"), "x", fromL(List.of()))));
    assertUnsupported("type SS", () -> db.put(with(id("a"), "x", fromSs(List.of("s")))));
  }

  @Test
  void keysMustMatchTheSchema() {
    assertInvalid(
        "Missing the key",
        () -> db.client.putItem(p -> p.tableName(CREDENTIALS).item(Map.of("x", fromS("1")))));
    assertInvalid("Type mismatch for key id", () -> db.put(Map.of("id", fromN("1"))));
    assertInvalid("hashkey must be between 1 and 2048", () -> db.put(id("")));
    assertInvalid("does not match the schema", () -> db.get(with(id("a"), "other", fromS("b"))));
    assertInvalid(
        "Type mismatch for key due", () -> db.put(with(entry("a", 1), "due", fromS("soon"))));
  }

  @Test
  void aKeyOfAnIndexIsAsShortAsAKeyOfATable() {
    var tables = Map.of("hash", 2048, "range", 1024);
    db.client.createTable(create ->
        create
            .tableName("Indexed")
            .attributeDefinitions(
                Stream.of("id", "hash", "range")
                    .map(name -> Fixture.attribute(name, ScalarAttributeType.S))
                    .toList())
            .keySchema(Fixture.key("id", KeyType.HASH))
            .globalSecondaryIndexes(
                GlobalSecondaryIndex.builder()
                    .indexName("index")
                    .keySchema(
                        Fixture.key("hash", KeyType.HASH), Fixture.key("range", KeyType.RANGE))
                    .projection(p -> p.projectionType("KEYS_ONLY"))
                    .build()));
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

  @Test
  void aTableIsDescribedAndMadeOnce() {
    assertThat(db.client.describeTable(d -> d.tableName(LISTS)).table().tableStatus())
        .isEqualTo(TableStatus.ACTIVE);
    assertThatThrownBy(() -> create(_ -> {})).isInstanceOf(ResourceInUseException.class);
    assertThatThrownBy(() -> db.client.describeTable(d -> d.tableName("Unknown")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> db.client.getItem(g -> g.tableName("Unknown").key(Fixture.id("a"))))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aTableWithWhatNoTableOfTheTemplateHasIsRefused() {
    assertUnsupported(
        "the member StreamSpecification",
        () -> create(c -> c.streamSpecification(stream -> stream.streamEnabled(false))));
    assertUnsupported(
        "a key attribute of type B",
        () -> create(c -> c.attributeDefinitions(Fixture.attribute("id", ScalarAttributeType.B))));
    assertUnsupported(
        "an index with the projection ALL",
        () ->
            create(c ->
                c.globalSecondaryIndexes(
                    GlobalSecondaryIndex.builder()
                        .indexName("all")
                        .keySchema(Fixture.key("id", KeyType.HASH))
                        .projection(p -> p.projectionType("ALL"))
                        .build())));
    assertInvalid(
        "does not exactly match",
        () ->
            create(c ->
                c.attributeDefinitions(
                    Fixture.attribute("id", ScalarAttributeType.S),
                    Fixture.attribute("other", ScalarAttributeType.S))));
    assertInvalid(
        "Invalid KeySchema: RANGE",
        () -> create(c -> c.keySchema(Fixture.key("id", KeyType.RANGE))));
  }

  @Test
  void anOperationThatNoAdapterUsesIsRefused() {
    assertUnsupported(
        "the operation DynamoDB_20120810.DeleteItem",
        () -> db.client.deleteItem(d -> d.tableName(CREDENTIALS).key(id("a"))));
    assertUnsupported(
        "the member ReturnConsumedCapacity",
        () ->
            db.client.getItem(
                g -> g.tableName(CREDENTIALS).key(id("a")).returnConsumedCapacity("TOTAL")));
    assertUnsupported(
        "ReturnValues ALL_OLD",
        () -> update("SET #x = :x", Map.of(":x", fromS("x")), u -> u.returnValues("ALL_OLD")));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          #x BETWEEN :v AND :v      | BETWEEN in ConditionExpression
          #x IN (:v)                | IN in ConditionExpression
          NOT #x = :v               | NOT in ConditionExpression
          contains(#x, :v)          | contains in ConditionExpression
          attribute_type(#x, :v)    | attribute_type in ConditionExpression
          size(#x) > :v             | size in ConditionExpression
          attribute_exists(x)       | the name x without a #placeholder
          #x = #x                   | the operand #x, which is not a :value
          #x.below = :v             | . in ConditionExpression
          #x = :v ?                 | ? in ConditionExpression
          """)
  void aConditionThatNoAdapterUsesIsRefused(String condition, String feature) {
    assertUnsupported(
        feature,
        () ->
            db.client.putItem(p ->
                p.tableName(CREDENTIALS)
                    .item(id("a"))
                    .conditionExpression(condition)
                    .expressionAttributeNames(names("#x"))
                    .expressionAttributeValues(Map.of(":v", fromS("v")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ValidationException | SET #x = :v, #x = :v             | overlap
          ValidationException | SET #x = :v REMOVE #x            | overlap
          ValidationException | SET #x = :v SET #y = :v          | can only be used once
          ValidationException | SET #x :v                        | Syntax error
          ValidationException | SET #x =                         | ends too early
          ValidationException | SET #x = :undefined              | not defined; attribute value: :undefined
          ValidationException | SET #id = :v                     | part of the key
          ValidationException | REMOVE #x                        | unused in expressions: keys: {:v}
          NotImplemented      | DELETE #x :v                     | DELETE in UpdateExpression
          NotImplemented      | ADD #x :v                        | ADD of a value that is not a number
          NotImplemented      | SET #x = if_not_exists(#x, :v)   | the operand if_not_exists
          NotImplemented      | SET #x = :v + :v                 | + in UpdateExpression
          NotImplemented      | SET x = :v                       | without a #placeholder
          """)
  void aWrongUpdateIsRefusedWithTheReason(String code, String expression, String reason) {
    db.put(id("a"));
    ThrowingCallable updating = () -> update(expression, Map.of(":v", fromS("v")), _ -> {});

    if (code.equals("NotImplemented")) {
      assertUnsupported(reason, updating);
    } else {
      assertInvalid(reason, updating);
    }
  }

  @Test
  void aNameThatStandsForNothingIsRefused() {
    assertInvalid(
        "not defined; attribute name: #x",
        () ->
            db.client.getItem(
                g -> g.tableName(CREDENTIALS).key(id("a")).projectionExpression("#x")));
  }

  @Test
  void anUpdateSetsRemovesAndAdds() {
    db.put(with(with(with(id("a"), "n", fromN("5")), "old", fromS("x")), "kept", fromS("y")));

    var answer =
        update(
            "SET #s = :s, #t = :s REMOVE #old, #absent ADD #n :one, #fresh :one",
            Map.of(":one", fromN("1"), ":s", fromS("s")),
            u -> u.returnValues(ReturnValue.UPDATED_NEW));

    var changed = Map.of("s", fromS("s"), "t", fromS("s"), "n", fromN("6"), "fresh", fromN("1"));
    assertThat(answer.attributes()).isEqualTo(changed);
    var expected = new HashMap<>(changed);
    expected.putAll(with(id("a"), "kept", fromS("y")));
    assertThat(db.get(id("a"))).isEqualTo(expected);
    assertInvalid(
        "incorrect data type", () -> update("ADD #s :one", Map.of(":one", fromN("1")), _ -> {}));
  }

  @Test
  void aProjectionKeepsTheNamedAttributes() {
    db.put(with(with(id("a"), "n", fromN("3")), "m", fromN("4")));

    assertThat(
            db.client
                .getItem(g ->
                    g.tableName(CREDENTIALS)
                        .key(id("a"))
                        .projectionExpression("#n, #absent")
                        .expressionAttributeNames(names("#n #absent")))
                .item())
        .isEqualTo(Map.of("n", fromN("3")));
  }

  @Test
  void aBatchReadsManyKeys() {
    db.put(id("a"));
    db.put(id("b"));

    var got = batchGet("b", "a", "none");

    assertThat(got.responses()).isEqualTo(Map.of(CREDENTIALS, List.of(id("b"), id("a"))));
    assertThat(got.unprocessedKeys()).isEmpty();
    assertInvalid("duplicates", () -> batchGet("a", "a"));
    assertInvalid(
        "between 1 and 100",
        () -> batchGet(IntStream.range(0, 101).mapToObj(i -> "c" + i).toArray(String[]::new)));
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

  private void create(Consumer<CreateTableRequest.Builder> more) {
    db.client.createTable(c ->
        more.accept(
            c.tableName(CREDENTIALS)
                .attributeDefinitions(Fixture.attribute("id", ScalarAttributeType.S))
                .keySchema(Fixture.key("id", KeyType.HASH))));
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
