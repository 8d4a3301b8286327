package org.sceau.dynamodb;

import static org.sceau.dynamodb.DynamoDb.names;
import static org.sceau.dynamodb.DynamoDb.number;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.AwardCounts;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * {@link AwardCounts} with one item an issuer and span, which DynamoDB deletes by itself: one write
 * unit an addition, and likewise one that is refused.
 */
public final class DynamoDbAwardCounts implements AwardCounts {

  private static final String SPAN = "span";
  private static final String AWARDED = "awarded";

  /** The attribute by which the table forgets; in seconds, as DynamoDB wants it. */
  private static final String EXPIRES_AT = "expiresAt";

  /** Beyond any difference between the clocks of two instances. */
  private static final Duration KEPT = Duration.ofHours(1);

  private final String table;
  private final ConditionalWrite writing;

  /**
   * @param random for the pauses between tries
   */
  public DynamoDbAwardCounts(DynamoDbClient client, String table, SecureRandom random) {
    this.table = table;
    this.writing = new ConditionalWrite(client, random);
  }

  @Override
  public boolean add(IssuerId issuer, Instant begin, Duration length, int credentials, int most) {
    if (credentials > most) {
      return false;
    }
    return writing
        .update(
            UpdateItemRequest.builder()
                .tableName(table)
                .key(new ItemReader().with(SPAN, issuer + "#" + begin).attributes())
                .updateExpression("SET #expiresAt = :expiresAt ADD #awarded :credentials")
                .conditionExpression("attribute_not_exists(#awarded) OR #awarded <= :others")
                .expressionAttributeNames(names(AWARDED, EXPIRES_AT))
                .expressionAttributeValues(
                    Map.of(
                        ":credentials",
                        number(credentials),
                        ":others",
                        number(most - credentials),
                        ":expiresAt",
                        number(begin.plus(length).plus(KEPT).getEpochSecond())))
                .build())
        .isPresent();
  }
}
