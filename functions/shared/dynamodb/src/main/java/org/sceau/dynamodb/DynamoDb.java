package org.sceau.dynamodb;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sceau.aws.AwsErrors;
import org.sceau.records.StoreUnavailableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How the adapters of this package speak with DynamoDB. */
public final class DynamoDb {

  /**
   * Socket timeouts end a read that the call's own timeout cannot interrupt: a call lasts 5 s at
   * the very most, and so leaves a function of 10 s the time to answer.
   */
  private static final Duration CALL = Duration.ofSeconds(4);

  private static final Duration SOCKET = Duration.ofSeconds(1);
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 3;

  private DynamoDb() {}

  /**
   * A client with the region, credentials and endpoint of the environment, as the SDK finds them,
   * that gives up before the function does.
   */
  public static DynamoDbClient client() {
    return DynamoDbClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SOCKET))
        .overrideConfiguration(settings ->
            settings.apiCallTimeout(CALL).retryStrategy(retries -> retries.maxAttempts(ATTEMPTS)))
        .build();
  }

  /** Calls, and tells what may pass by itself from what will not. */
  static <T> T ask(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      if (AwsErrors.isTemporary(e)) {
        throw new StoreUnavailableException(AwsErrors.describe("DynamoDB: " + what, e), e);
      }
      throw e;
    }
  }

  /** One item, as of now rather than as of a moment ago. */
  static Optional<ItemReader> get(DynamoDbClient client, String table, ItemReader key) {
    var answer =
        ask(
            "get from " + table,
            () ->
                client.getItem(
                    get -> get.tableName(table).key(key.attributes()).consistentRead(true)));
    return answer.hasItem() ? Optional.of(new ItemReader(answer.item())) : Optional.empty();
  }

  /** Names for expressions, since DynamoDB reserves hundreds of words. */
  static Map<String, String> names(String first, String... more) {
    var names = new HashMap<String, String>();
    names.put("#" + first, first);
    for (var name : more) {
      names.put("#" + name, name);
    }
    return names;
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
