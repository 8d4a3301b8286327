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

  /** Makes a call; a failure that may be temporary becomes a {@link StoreUnavailableException}. */
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

  /** Reads one item with strong consistency. */
  static Optional<ItemReader> get(DynamoDbClient client, String table, ItemReader key) {
    var answer =
        ask(
            "get from " + table,
            () ->
                client.getItem(
                    get -> get.tableName(table).key(key.attributes()).consistentRead(true)));
    return answer.hasItem() ? Optional.of(new ItemReader(answer.item())) : Optional.empty();
  }

  /** Returns attribute name placeholders, since DynamoDB reserves hundreds of words. */
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
