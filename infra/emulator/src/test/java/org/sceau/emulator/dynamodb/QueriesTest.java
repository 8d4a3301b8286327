package org.sceau.emulator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.emulator.dynamodb.Fixture.LISTS;
import static org.sceau.emulator.dynamodb.Fixture.entry;
import static org.sceau.emulator.dynamodb.Fixture.names;
import static org.sceau.emulator.dynamodb.Fixture.with;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

class QueriesTest {

  private final Fixture db = Fixture.withTables(null);

  @BeforeEach
  void fill() {
    for (int i = 1; i <= 12; i++) {
      var item = with(with(entry("one", i), "note", fromS("note " + i)), "other", fromS("x"));
      if (i % 3 == 0) {
        item = with(with(item, "purpose", fromS("revocation")), "due", fromN("" + (100 - i)));
      }
      db.put(item);
    }
    db.put(entry("two", 5));
    db.put(entry("a", 1));
  }

  @AfterEach
  void stop() {
    db.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pagesFollowOneAnotherInBothDirections(boolean isForward) {
    var pages =
        db.client.queryPaginator(q ->
            q.tableName(LISTS)
                .keyConditionExpression("#list = :list")
                .expressionAttributeNames(names("#list"))
                .expressionAttributeValues(Map.of(":list", fromS("one")))
                .scanIndexForward(isForward)
                .limit(5));

    assertThat(pages.items()).hasSize(12).doesNotHaveDuplicates();
    assertThat(pages).hasSize(3);
  }

  @Test
  void anIndexStaysBehindItsTableOnDemand() {
    db.local.faults().holdIndexes(true);
    removeDue(9);
    db.put(with(with(entry("one", 2), "purpose", fromS("revocation")), "due", fromN("1")));

    assertThat(entries(byPurpose(_ -> {}))).isEqualTo("12 9 6 3");
    assertThat(db.get(entry("one", 9))).doesNotContainKey("due");

    db.local.faults().holdIndexes(false);
    assertThat(entries(byPurpose(_ -> {}))).isEqualTo("2 12 6 3");
  }

  @Test
  void beginsWithSelectsTheKeysWithThePrefix() {
    db.createTable(
        """
        {"TableName":"Catalog","AttributeDefinitions":[
          {"AttributeName":"owner","AttributeType":"S"},{"AttributeName":"item","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"owner","KeyType":"HASH"},{"AttributeName":"item","KeyType":"RANGE"}]}
        """);
    for (var item : List.of("a", "key#", "key#1", "key#😀", "key#｡", "keys", "z")) {
      db.client.putItem(
          p -> p.tableName("Catalog").item(Map.of("owner", fromS("demo"), "item", fromS(item))));
    }
    for (var isForward : List.of(true, false)) {
      // In the order of their UTF-8 bytes.
      var expected = List.of("key#", "key#1", "key#｡", "key#😀");
      assertThat(
              query(
                      "#owner = :o AND begins_with(#item, :p)",
                      Map.of(":o", fromS("demo"), ":p", fromS("key#")),
                      q -> q.tableName("Catalog").scanIndexForward(isForward))
                  .items())
          .extracting(i -> Objects.requireNonNull(i.get("item")).s())
          .isEqualTo(isForward ? expected : expected.reversed());
    }
  }

  @Test
  void aScanReturnsAllInPages() {
    assertThat(db.client.scanPaginator(s -> s.tableName(LISTS).limit(4)).items())
        .hasSize(14)
        .doesNotHaveDuplicates();
  }

  @Test
  void aPageEndsAtOneMegabyte() {
    for (int i = 0; i < 4; i++) {
      db.put(with(entry("big", i), "x", fromS("x".repeat(300 * 1024))));
    }
    var page = query("#list = :list", Map.of(":list", fromS("big")), _ -> {});

    assertThat(page.count()).isEqualTo(3);
    assertThat(page.lastEvaluatedKey()).isEqualTo(entry("big", 2));
  }

  private void removeDue(int entry) {
    db.client.updateItem(u ->
        u.tableName(LISTS)
            .key(entry("one", entry))
            .updateExpression("REMOVE #due")
            .expressionAttributeNames(names("#due")));
  }

  private QueryResponse query(
      String keys, Map<String, AttributeValue> values, Consumer<QueryRequest.Builder> more) {
    return db.client.query(q -> {
      more.accept(
          q.tableName(LISTS).keyConditionExpression(keys).expressionAttributeValues(values));
      var filter = q.build().filterExpression();
      q.expressionAttributeNames(names(keys, filter == null ? "" : filter));
    });
  }

  private QueryResponse byPurpose(Consumer<QueryRequest.Builder> more) {
    return query(
        "#purpose = :p", Map.of(":p", fromS("revocation")), q -> more.accept(q.indexName("byDue")));
  }

  private static String entries(QueryResponse response) {
    return String.join(
        " ",
        response.items().stream()
            .map(item -> Objects.requireNonNull(item.get("entry")).n())
            .toList());
  }
}
