package org.sceau.emulator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.emulator.SdkClients.assertRefused;
import static org.sceau.emulator.SdkClients.client;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.sceau.emulator.SdkClients;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The emulator and the SDK's client of it. */
final class Fixture implements AutoCloseable {

  /** Key {@code id}. */
  static final String CREDENTIALS = "Credentials";

  /** Key {@code list} and {@code entry}, index {@code byDue} on {@code purpose} and {@code due}. */
  static final String LISTS = "StatusLists";

  Instant now = Instant.parse("2026-03-02T08:00:00Z");
  final LocalDynamoDb local;
  final DynamoDbClient client;

  Fixture(@Nullable Path folder) {
    local = LocalDynamoDb.start(folder, () -> now);
    client = client(DynamoDbClient.builder(), local.endpoint());
  }

  static Fixture withTables(@Nullable Path folder) {
    var fixture = new Fixture(folder);
    fixture.createTable(
        """
        {"TableName":"Credentials","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}
        """);
    fixture.createTable(
        """
        {"TableName":"StatusLists","AttributeDefinitions":[
          {"AttributeName":"list","AttributeType":"S"},{"AttributeName":"entry","AttributeType":"N"},
          {"AttributeName":"purpose","AttributeType":"S"},{"AttributeName":"due","AttributeType":"N"}],
         "KeySchema":[{"AttributeName":"list","KeyType":"HASH"},{"AttributeName":"entry","KeyType":"RANGE"}],
         "GlobalSecondaryIndexes":[{"IndexName":"byDue",
          "KeySchema":[{"AttributeName":"purpose","KeyType":"HASH"},{"AttributeName":"due","KeyType":"RANGE"}],
          "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["note"]}}]}
        """);
    return fixture;
  }

  /** Makes a table as the body of CreateTable says. */
  void createTable(String body) {
    try {
      var answer = SdkClients.send(local.endpoint(), "DynamoDB_20120810.CreateTable", body);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static TransactWriteItem action(Consumer<TransactWriteItem.Builder> building) {
    return TransactWriteItem.builder().applyMutation(building).build();
  }

  /** The names that the placeholders of the expressions stand for: those without the hash. */
  static Map<String, String> names(String... expressions) {
    return Pattern.compile("#(\\w+)")
        .matcher(String.join(" ", expressions))
        .results()
        .collect(Collectors.toMap(MatchResult::group, found -> found.group(1), (one, _) -> one));
  }

  static Map<String, AttributeValue> id(String id) {
    return Map.of("id", fromS(id));
  }

  static Map<String, AttributeValue> entry(String list, long entry) {
    return Map.of("list", fromS(list), "entry", fromN(Long.toString(entry)));
  }

  static Map<String, AttributeValue> with(
      Map<String, AttributeValue> item, String name, AttributeValue value) {
    var more = new HashMap<>(item);
    more.put(name, value);
    return more;
  }

  void put(Map<String, AttributeValue> item) {
    client.putItem(put -> put.tableName(item.containsKey("id") ? CREDENTIALS : LISTS).item(item));
  }

  Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
    return client
        .getItem(get ->
            get.tableName(key.containsKey("id") ? CREDENTIALS : LISTS)
                .key(key)
                .consistentRead(true))
        .item();
  }

  static void assertInvalid(String message, ThrowingCallable call) {
    assertRefused("ValidationException", message, call);
  }

  @Override
  public void close() {
    client.close();
    local.close();
  }
}
