package org.sceau.dynamodb;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sceau.aws.AwsClients;
import org.sceau.aws.AwsErrors;
import org.sceau.records.StoreUnavailableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Calls DynamoDB for the adapters of this package. */
public final class DynamoDb {

  private DynamoDb() {}

  /** Returns a client for the region, credentials and endpoint of the environment. */
  public static DynamoDbClient client() {
    return AwsClients.configured(DynamoDbClient.builder()).build();
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
