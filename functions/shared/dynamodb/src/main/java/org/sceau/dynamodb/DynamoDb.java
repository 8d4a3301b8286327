package org.sceau.dynamodb;

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

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
