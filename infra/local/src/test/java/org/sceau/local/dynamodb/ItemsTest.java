package org.sceau.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.local.dynamodb.Fixture.CREDENTIALS;
import static org.sceau.local.dynamodb.Fixture.LISTS;
import static org.sceau.local.dynamodb.Fixture.assertInvalid;
import static org.sceau.local.dynamodb.Fixture.entry;
import static org.sceau.local.dynamodb.Fixture.id;
import static org.sceau.local.dynamodb.Fixture.with;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNul;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.local.wire.Faults;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

class ItemsTest {

  private final Fixture db = Fixture.withTables(null);

  @AfterEach
  void stop() {
    db.close();
  }

  @Test
  void anItemOfEveryTypeComesBack() {
    var bytes = SdkBytes.fromByteArray(new byte[] {0, 1, -1});
    var item =
        Map.of(
            "id", fromS("c1"),
            "n", fromN("12.50"),
            "b", fromB(bytes),
            "t", fromBool(true),
            "z", fromNul(true),
            "l", fromL(List.of(fromS(""), fromN("1"))),
            "m", fromM(Map.of("é", fromS("x"))),
            "ss", fromSs(List.of("a", "b")),
            "ns", fromNs(List.of("1", "2.0")),
            "bs", fromBs(List.of(bytes)));
    db.put(item);

    var got = db.get(id("c1"));

    assertThat(got).hasSameSizeAs(item).containsEntry("m", item.get("m"));
    assertThat(value(got, "n").n()).isEqualTo("12.5");
    assertThat(value(got, "ns").ns()).containsExactlyInAnyOrder("1", "2");
    assertThat(got.get("b")).isEqualTo(item.get("b"));
    assertThat(value(got, "z").nul()).isTrue();
  }

  @Test
  void aNumberKeyIsTheSameHoweverItIsWritten() {
    db.put(with(Map.of("list", fromS("a"), "entry", fromN("7.0")), "x", fromS("one")));

    assertThat(db.get(entry("a", 7))).containsEntry("x", fromS("one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e126", "1e-131", "x", "", "123456789012345678901234567890123456789"})
  void aNumberOutsideTheLimitsIsRefused(String number) {
    assertInvalid("", () -> db.put(with(id("a"), "n", fromN(number))));
  }

  @Test
  void keysAreHeldToTheSchema() {
    assertInvalid(
        "Missing the key id",
        () -> db.client.putItem(p -> p.tableName(CREDENTIALS).item(Map.of("x", fromS("1")))));
    assertInvalid("Type mismatch for key id", () -> db.put(Map.of("id", fromN("1"))));
    assertInvalid("empty string value. Key: id", () -> db.put(id("")));
    assertInvalid("does not match the schema", () -> db.get(with(id("a"), "other", fromS("b"))));
    assertInvalid(
        "Type mismatch for Index Key due", () -> db.put(with(entry("a", 1), "due", fromS("soon"))));
    assertInvalid("may not be empty", () -> db.put(with(id("a"), "s", fromSs(List.of()))));
    assertInvalid("duplicates", () -> db.put(with(id("a"), "s", fromSs(List.of("x", "x")))));
  }

  @Test
  void anItemOfMoreThan400KbIsRefused() {
    db.put(with(id("a"), "x", fromS("x".repeat(400 * 1024 - 4))));

    assertInvalid(
        "Item size has exceeded",
        () -> db.put(with(id("a"), "x", fromS("x".repeat(400 * 1024 - 3)))));
    assertInvalid(
        "Item size to update", () -> update("SET y = :y", Map.of(":y", fromS("yy")), _ -> {}));
  }

  @Test
  void aTableIsDescribedAndMadeOnce() {
    var table = db.client.describeTable(d -> d.tableName(LISTS)).table();
    assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
    assertThat(table.globalSecondaryIndexes()).hasSize(2);
    assertThat(db.client.listTables().tableNames()).containsExactly(CREDENTIALS, LISTS);
    assertThatThrownBy(() ->
            db.client.createTable(c ->
                c.tableName(CREDENTIALS)
                    .attributeDefinitions(Fixture.attribute("id", ScalarAttributeType.S))
                    .keySchema(Fixture.key("id", KeyType.HASH))))
        .isInstanceOf(ResourceInUseException.class);
    assertInvalid("at least 3 characters", () -> db.client.describeTable(d -> d.tableName("ab")));
    db.client.deleteTable(d -> d.tableName(LISTS));
    assertThatThrownBy(() -> db.get(entry("a", 1))).isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> db.client.describeTable(d -> d.tableName(LISTS)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aConditionThatIsNotMetChangesNothing() {
    db.put(with(id("a"), "x", fromS("first")));

    assertThatThrownBy(() ->
            db.client.putItem(p ->
                p.tableName(CREDENTIALS)
                    .item(with(id("a"), "x", fromS("second")))
                    .conditionExpression("attribute_not_exists(id)")
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD)))
        .isInstanceOfSatisfying(
            ConditionalCheckFailedException.class,
            e -> assertThat(e.item()).containsEntry("x", fromS("first")));
    assertThat(db.get(id("a"))).containsEntry("x", fromS("first"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          n = :two                                            | true
          n <> :two                                           | false
          absent <> :two                                      | true
          absent = :two                                       | false
          n < :two or n > :two                                | false
          n <= :two and n >= :two                             | true
          n between :one and :three                           | true
          not n between :one and :three                       | false
          n in (:one, :three)                                 | false
          n IN (:one, :two)                                   | true
          n < :s                                              | false
          attribute_exists(m.below[1])                        | true
          attribute_exists(m.below[2])                        | false
          attribute_not_exists(absent.deep)                   | true
          attribute_type(m, :m)                               | true
          begins_with(word, :cre)                             | true
          contains(word, :s)                                  | false
          contains(tags, :s)                                  | true
          contains(m.below, :two)                             | true
          size(word) > :three                                 | true
          size(tags) = :one                                   | false
          n = :one or n = :two and n = :two                   | true
          (n = :two or n = :one) and n = :one                 | false
          NOT n = :one AND NOT n = :three                     | true
          #w = :credential                                    | true
          m.below[0] = :credential                            | true
          """)
  void conditionsMeanWhatTheyDoInTheCloud(String condition, boolean met) {
    db.put(
        with(
            with(
                with(with(id("a"), "n", fromN("2")), "word", fromS("credential")),
                "tags",
                fromSs(List.of("s", "t"))),
            "m",
            fromM(Map.of("below", fromL(List.of(fromS("credential"), fromN("2")))))));
    var all =
        Map.of(
            ":one", fromN("1"),
            ":two", fromN("2.0"),
            ":three", fromN("3"),
            ":s", fromS("s"),
            ":m", fromS("M"),
            ":cre", fromS("cre"),
            ":credential", fromS("credential"));
    Consumer<UpdateItemRequest.Builder> conditional =
        u -> {
          u.conditionExpression(condition);
          if (condition.contains("#w")) {
            u.expressionAttributeNames(Map.of("#w", "word"));
          }
        };
    var used = new HashMap<String, AttributeValue>();
    all.forEach((name, value) -> {
      if (condition.matches(".*" + name + "\\b.*")) {
        used.put(name, value);
      }
    });
    used.put(":new", fromS("new"));

    if (met) {
      update("SET changed = :new", used, conditional);
    } else {
      assertThatThrownBy(() -> update("SET changed = :new", used, conditional))
          .isInstanceOf(ConditionalCheckFailedException.class);
    }
    assertThat(db.get(id("a")).containsKey("changed")).isEqualTo(met);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SET status = :v               | reserved keyword: status
          SET x = :v, x = :v            | overlap
          SET x.y = :v, x[0] = :v       | conflict
          SET x = :v SET y = :v         | can only be used once
          SET x :v                      | Syntax error
          SET x = :undefined            | not defined; attribute value: :undefined
          SET #undefined = :v           | not defined; attribute name: #undefined
          SET id = :v                   | part of the key
          SET x = absent, y = :v        | does not exist in the item
          SET x.y = :v                  | document path provided
          SET x = id + :v               | incorrect data type
          ADD id2 :v                    | incorrect data type
          SET x = foo(:v)               | not allowed in an update expression
          REMOVE x                      | unused in expressions: keys: {:v}
          PUT x = :v                    | Syntax error
          SET x = :v ?                  | Syntax error
          """)
  void aWrongUpdateIsRefusedWithTheReason(String expression, String reason) {
    db.put(id("a"));

    assertInvalid(reason, () -> update(expression, Map.of(":v", fromS("v")), _ -> {}));
  }

  @Test
  void anUpdateSetsRemovesAddsAndDeletes() {
    db.put(
        with(
            with(
                with(with(id("a"), "n", fromN("5")), "tags", fromSs(List.of("x", "y"))),
                "l",
                fromL(List.of(fromS("0"), fromS("1"), fromS("2")))),
            "m",
            fromM(Map.of("old", fromN("1")))));

    var answer =
        update(
            "SET m.#new = if_not_exists(m.#new, :one), m.rest = n - :one,"
                + " more = list_append(l, :list), l[9] = :s"
                + " REMOVE l[0], l[1] ADD n :one, fresh :one DELETE tags :x",
            Map.of(
                ":one", fromN("1"),
                ":list", fromL(List.of(fromS("3"))),
                ":s", fromS("end"),
                ":x", fromSs(List.of("x"))),
            u ->
                u.expressionAttributeNames(Map.of("#new", "new"))
                    .returnValues(ReturnValue.ALL_NEW));

    var item = answer.attributes();
    assertThat(item).isEqualTo(db.get(id("a")));
    assertThat(value(item, "n").n()).isEqualTo("6");
    assertThat(value(item, "fresh").n()).isEqualTo("1");
    assertThat(value(item, "tags").ss()).containsExactly("y");
    assertThat(value(item, "m").m())
        .isEqualTo(Map.of("old", fromN("1"), "new", fromN("1"), "rest", fromN("4")));
    assertThat(value(item, "more").l()).hasSize(4);
    assertThat(value(item, "l").l()).containsExactly(fromS("2"), fromS("end"));
  }

  @Test
  void theLastMemberOfASetTakesTheAttributeAway() {
    db.put(with(id("a"), "tags", fromSs(List.of("x"))));
    update("DELETE tags :x", Map.of(":x", fromSs(List.of("x"))), _ -> {});

    assertThat(db.get(id("a"))).isEqualTo(id("a"));
  }

  @Test
  void anUpdateOfNothingMakesTheItem() {
    var answer =
        update("ADD n :n", Map.of(":n", fromN("3")), u -> u.returnValues(ReturnValue.UPDATED_NEW));

    assertThat(answer.attributes()).isEqualTo(Map.of("n", fromN("3")));
    assertThat(db.get(id("a"))).isEqualTo(with(id("a"), "n", fromN("3")));
  }

  @Test
  void theOldItemComesBackWhereAsked() {
    db.put(with(id("a"), "n", fromN("3")));

    assertThat(
            update("SET n = :n", Map.of(":n", fromN("4")), u -> u.returnValues("UPDATED_OLD"))
                .attributes())
        .isEqualTo(Map.of("n", fromN("3")));
    assertThat(
            db.client
                .deleteItem(
                    d -> d.tableName(CREDENTIALS).key(id("a")).returnValues(ReturnValue.ALL_OLD))
                .attributes())
        .isEqualTo(with(id("a"), "n", fromN("4")));
    assertThat(db.get(id("a"))).isEmpty();
  }

  @Test
  void aProjectionKeepsTheStructure() {
    db.put(
        with(
            with(id("a"), "n", fromN("3")),
            "m",
            fromM(Map.of("x", fromL(List.of(fromS("0"), fromS("1"))), "y", fromS("no")))));

    assertThat(
            db.client
                .getItem(g ->
                    g.tableName(CREDENTIALS).key(id("a")).projectionExpression("m.x[1], absent"))
                .item())
        .isEqualTo(Map.of("m", fromM(Map.of("x", fromL(List.of(fromS("1")))))));
  }

  @Test
  void capacityIsCountedAsInTheCloud() {
    var item = with(id("a"), "x", fromS("x".repeat(4500)));
    assertThat(
            db.client
                .putItem(p ->
                    p.tableName(CREDENTIALS)
                        .item(item)
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity()
                .capacityUnits())
        .isEqualTo(5);
    assertThat(read(true)).isEqualTo(2);
    assertThat(read(false)).isEqualTo(1);
    assertThat(
            db.client
                .transactWriteItems(t ->
                    t.transactItems(
                            Fixture.action(i -> i.put(p -> p.tableName(CREDENTIALS).item(item))))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity()
                .getFirst()
                .capacityUnits())
        .isEqualTo(10);
    // The table and both of its indexes.
    assertThat(
            db.client
                .putItem(p ->
                    p.tableName(LISTS)
                        .item(with(with(entry("a", 1), "purpose", fromS("p")), "due", fromN("1")))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity()
                .capacityUnits())
        .isEqualTo(3);
  }

  @Test
  void whatAllCallsConsumeIsAddedUpWhetherOrNotTheyAsk() {
    db.put(with(id("a"), "x", fromS("x".repeat(1500))));
    var _ =
        db.client.transactWriteItems(t ->
            t.transactItems(
                Fixture.action(i -> i.put(p -> p.tableName(CREDENTIALS).item(id("b")))),
                Fixture.action(i -> i.put(p -> p.tableName(LISTS).item(entry("a", 1))))));
    assertThat(read(true)).isEqualTo(1);
    var unasked = db.client.getItem(g -> g.tableName(CREDENTIALS).key(id("a")));
    assertThat(unasked.consumedCapacity()).isNull();

    assertThat(db.local.consumed()).isEqualTo(new LocalDynamoDb.Units(1.5, 2 + 2 + 2));
  }

  @Test
  void faultsComeAsOftenAsAskedFor() {
    db.local.faults().next(1, "PutItem", Faults.Kind.FAIL_BEFORE);
    assertThatThrownBy(() -> db.put(id("a"))).isInstanceOf(InternalServerErrorException.class);
    assertThat(db.get(id("a"))).isEmpty();

    db.local.faults().next(1, "PutItem", Faults.Kind.SUCCEED_THEN_FAIL);
    assertThatThrownBy(() -> db.put(id("a"))).isInstanceOf(InternalServerErrorException.class);
    assertThat(db.get(id("a"))).isEqualTo(id("a"));
  }

  private static AttributeValue value(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name));
  }

  private double read(boolean consistent) {
    return db.client
        .getItem(g ->
            g.tableName(CREDENTIALS)
                .key(id("a"))
                .consistentRead(consistent)
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
        .consumedCapacity()
        .capacityUnits();
  }

  private UpdateItemResponse update(
      String expression,
      Map<String, AttributeValue> values,
      Consumer<UpdateItemRequest.Builder> more) {
    return db.client.updateItem(u ->
        more.accept(
            u.tableName(CREDENTIALS)
                .key(id("a"))
                .updateExpression(expression)
                .expressionAttributeValues(values)));
  }
}
