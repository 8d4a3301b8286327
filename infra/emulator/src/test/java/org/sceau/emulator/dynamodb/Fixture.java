package org.sceau.emulator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

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
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
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
    client =
        DynamoDbClient.builder()
            .endpointOverride(local.endpoint())
            .region(Region.EU_WEST_3)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
  }

  static Fixture withTables(@Nullable Path folder) {
    var fixture = new Fixture(folder);
    fixture.client.createTable(create ->
        create
            .tableName(CREDENTIALS)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(attribute("id", ScalarAttributeType.S))
            .keySchema(key("id", KeyType.HASH)));
    fixture.client.createTable(create ->
        create
            .tableName(LISTS)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                attribute("list", ScalarAttributeType.S),
                attribute("entry", ScalarAttributeType.N),
                attribute("purpose", ScalarAttributeType.S),
                attribute("due", ScalarAttributeType.N))
            .keySchema(key("list", KeyType.HASH), key("entry", KeyType.RANGE))
            .globalSecondaryIndexes(
                GlobalSecondaryIndex.builder()
                    .indexName("byDue")
                    .keySchema(key("purpose", KeyType.HASH), key("due", KeyType.RANGE))
                    .projection(projection ->
                        projection.projectionType(ProjectionType.INCLUDE).nonKeyAttributes("note"))
                    .build()));
    return fixture;
  }

  static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
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

  static void assertUnsupported(String feature, ThrowingCallable call) {
    assertRefused("NotImplemented", feature, call);
  }

  private static void assertRefused(String code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).contains(message);
            });
  }

  @Override
  public void close() {
    client.close();
    local.close();
  }
}
