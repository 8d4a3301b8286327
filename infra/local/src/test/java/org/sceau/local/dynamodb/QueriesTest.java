package org.sceau.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.local.dynamodb.Fixture.CREDENTIALS;
import static org.sceau.local.dynamodb.Fixture.LISTS;
import static org.sceau.local.dynamodb.Fixture.assertInvalid;
import static org.sceau.local.dynamodb.Fixture.entry;
import static org.sceau.local.dynamodb.Fixture.id;
import static org.sceau.local.dynamodb.Fixture.with;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class QueriesTest {

  private final Fixture db = Fixture.withTables(null);

  @BeforeEach
  void fill() {
    for (int i = 1; i <= 12; i++) {
      var item = with(entry("one", i), "note", fromS("note " + i));
      if (i % 3 == 0) {
        item = with(with(item, "purpose", fromS("revocation")), "due", fromN("" + (100 - i)));
      }
      db.put(item);
    }
    db.put(entry("two", 5));
  }

  @AfterEach
  void stop() {
    db.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          =  :a              | 4
          <  :a              | 1 2 3
          <= :a              | 1 2 3 4
          >  :b              | 11 12
          >= :b              | 10 11 12
          BETWEEN :a AND :b  | 4 5 6 7 8 9 10
          """)
  void rangeKeysAreChosenAndOrderedAsNumbers(String condition, String expected) {
    var values = new HashMap<>(Map.of(":list", fromS("one")));
    if (condition.contains(":a")) {
      values.put(":a", fromN("4"));
    }
    if (condition.contains(":b")) {
      values.put(":b", fromN("10"));
    }
    Consumer<QueryRequest.Builder> keys =
        q ->
            q.keyConditionExpression("#list = :list AND entry " + condition)
                .expressionAttributeNames(Map.of("#list", "list"))
                .expressionAttributeValues(values);

    assertThat(entries(query(keys))).isEqualTo(expected);
    assertThat(entries(query(keys.andThen(q -> q.scanIndexForward(false)))))
        .isEqualTo(String.join(" ", Arrays.asList(expected.split(" ", -1)).reversed()));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void pagesFollowOneAnotherInBothDirections(boolean forward) {
    var pages =
        db.client.queryPaginator(q ->
            q.tableName(LISTS)
                .keyConditionExpression("#list = :list")
                .expressionAttributeNames(Map.of("#list", "list"))
                .expressionAttributeValues(Map.of(":list", fromS("one")))
                .scanIndexForward(forward)
                .limit(5));

    assertThat(pages.items()).hasSize(12).doesNotHaveDuplicates();
    assertThat(pages).hasSize(3);
  }

  @Test
  void anIndexHoldsOnlyTheItemsThatHaveItsKeys() {
    var due =
        query(q ->
            q.indexName("byDue")
                .keyConditionExpression("purpose = :p AND due <= :now")
                .expressionAttributeValues(Map.of(":p", fromS("revocation"), ":now", fromN("94"))));
    assertThat(entries(due)).isEqualTo("12 9 6");
    assertThat(due.items().getFirst()).containsKey("note");

    db.client.updateItem(
        u -> u.tableName(LISTS).key(entry("one", 9)).updateExpression("REMOVE due"));
    assertThat(entries(byPurpose("byDue", _ -> {}))).isEqualTo("12 6 3");
    assertThat(byPurpose("keysByDue", _ -> {}).items().getFirst().keySet())
        .containsExactlyInAnyOrder("list", "entry", "purpose", "due", "note");
    assertThat(
            db.client
                .queryPaginator(q ->
                    q.tableName(LISTS)
                        .indexName("byDue")
                        .keyConditionExpression("purpose = :p")
                        .expressionAttributeValues(Map.of(":p", fromS("revocation")))
                        .limit(1))
                .items())
        .hasSize(3);
  }

  @Test
  void aFilterComesAfterTheLimit() {
    var page =
        byPurpose(
            "byDue",
            q ->
                q.limit(3)
                    .filterExpression("note = :note")
                    .expressionAttributeValues(
                        Map.of(":p", fromS("revocation"), ":note", fromS("note 6"))));

    assertThat(page.count()).isEqualTo(1);
    assertThat(page.scannedCount()).isEqualTo(3);
    assertThat(page.lastEvaluatedKey()).containsOnlyKeys("list", "entry", "purpose", "due");
    assertThat(byPurpose("byDue", q -> q.select(Select.COUNT)).count()).isEqualTo(4);
  }

  @Test
  void beginsWithFindsTheKeysWithThePrefix() {
    db.client.createTable(c ->
        c.tableName("Catalog")
            .attributeDefinitions(
                Fixture.attribute("owner", ScalarAttributeType.S),
                Fixture.attribute("item", ScalarAttributeType.S))
            .keySchema(Fixture.key("owner", KeyType.HASH), Fixture.key("item", KeyType.RANGE)));
    for (var item : List.of("a", "key#1", "key#2", "keys", "z")) {
      db.client.putItem(
          p -> p.tableName("Catalog").item(Map.of("owner", fromS("demo"), "item", fromS(item))));
    }
    for (var forward : List.of(true, false)) {
      assertThat(
              db.client
                  .query(q ->
                      q.tableName("Catalog")
                          .keyConditionExpression("#o = :o and begins_with(#i, :p)")
                          .expressionAttributeNames(Map.of("#o", "owner", "#i", "item"))
                          .expressionAttributeValues(
                              Map.of(":o", fromS("demo"), ":p", fromS("key#")))
                          .scanIndexForward(forward))
                  .items())
          .extracting(i -> text(i, "item"))
          .isEqualTo(forward ? List.of("key#1", "key#2") : List.of("key#2", "key#1"));
    }
  }

  @Test
  void wrongQueriesAreRefusedWithTheReason() {
    var values = Map.of(":v", fromS("one"));
    assertInvalid(
        "missed key schema element: list",
        () -> query(q -> q.keyConditionExpression("note = :v").expressionAttributeValues(values)));
    assertInvalid(
        "type does not match schema type",
        () -> byPurpose("byDue", q -> q.expressionAttributeValues(Map.of(":p", fromN("1")))));
    assertInvalid(
        "Consistent reads are not supported",
        () -> byPurpose("byDue", q -> q.consistentRead(true)));
    assertInvalid("does not have the specified index", () -> byPurpose("none", _ -> {}));
    assertInvalid(
        "non-primary key attributes",
        () -> byPurpose("byDue", q -> q.filterExpression("attribute_exists(due)")));
    assertInvalid(
        "starting key is invalid",
        () -> byPurpose("byDue", q -> q.exclusiveStartKey(entry("one", 1))));
  }

  @Test
  void aScanFindsAllInPages() {
    assertThat(db.client.scanPaginator(s -> s.tableName(LISTS).limit(4)).items()).hasSize(13);
    assertThat(
            IntStream.range(0, 4)
                .map(segment ->
                    db.client
                        .scan(s -> s.tableName(LISTS).segment(segment).totalSegments(4))
                        .count())
                .sum())
        .isEqualTo(13);
  }

  @Test
  void aPageEndsAtOneMegabyte() {
    for (int i = 0; i < 4; i++) {
      db.put(with(entry("big", i), "x", fromS("x".repeat(300 * 1024))));
    }
    var page =
        query(q ->
            q.keyConditionExpression("#list = :list")
                .expressionAttributeNames(Map.of("#list", "list"))
                .expressionAttributeValues(Map.of(":list", fromS("big"))));

    assertThat(page.count()).isEqualTo(3);
    assertThat(page.lastEvaluatedKey()).isEqualTo(entry("big", 2));
  }

  @Test
  void batchesWriteAndRead() {
    db.client.batchWriteItem(b ->
        b.requestItems(
            Map.of(
                CREDENTIALS,
                List.of(putting(id("a")), putting(id("b"))),
                LISTS,
                List.of(
                    WriteRequest.builder().deleteRequest(d -> d.key(entry("two", 5))).build()))));

    var got =
        db.client.batchGetItem(b ->
            b.requestItems(
                Map.of(
                    CREDENTIALS, keys(id("a"), id("b"), id("none")),
                    LISTS, keys(entry("two", 5), entry("one", 1)))));

    assertThat(got.responses().get(CREDENTIALS)).containsExactly(id("a"), id("b"));
    assertThat(got.responses().get(LISTS)).hasSize(1);
    assertThat(got.hasUnprocessedKeys()).isTrue();
    assertThat(got.unprocessedKeys()).isEmpty();
    assertInvalid(
        "duplicates",
        () ->
            db.client.batchGetItem(
                b -> b.requestItems(Map.of(CREDENTIALS, keys(id("a"), id("a"))))));
    assertInvalid(
        "between 1 and 25",
        () ->
            db.client.batchWriteItem(b ->
                b.requestItems(
                    Map.of(
                        CREDENTIALS,
                        IntStream.range(0, 26).mapToObj(i -> putting(id("x" + i))).toList()))));
  }

  private static WriteRequest putting(Map<String, AttributeValue> item) {
    return WriteRequest.builder().putRequest(p -> p.item(item)).build();
  }

  private static KeysAndAttributes keys(
      Map<String, AttributeValue> one, Map<String, AttributeValue> other) {
    return KeysAndAttributes.builder().keys(List.of(one, other)).build();
  }

  private static KeysAndAttributes keys(
      Map<String, AttributeValue> one,
      Map<String, AttributeValue> other,
      Map<String, AttributeValue> third) {
    return KeysAndAttributes.builder().keys(List.of(one, other, third)).build();
  }

  private QueryResponse query(Consumer<QueryRequest.Builder> building) {
    return db.client.query(q -> building.accept(q.tableName(LISTS)));
  }

  private QueryResponse byPurpose(String index, Consumer<QueryRequest.Builder> more) {
    return query(q ->
        more.accept(
            q.indexName(index)
                .keyConditionExpression("purpose = :p")
                .expressionAttributeValues(Map.of(":p", fromS("revocation")))));
  }

  private static String entries(QueryResponse response) {
    return String.join(
        " ",
        response.items().stream()
            .map(item -> Objects.requireNonNull(item.get("entry")).n())
            .toList());
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name)).s();
  }
}
