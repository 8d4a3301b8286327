package org.sceau.dynamodb;

import static org.sceau.dynamodb.DynamoDb.number;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.AwardCounts;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Implements {@link AwardCounts} with one item for each issuer and span, which DynamoDB expires. An
 * addition costs one write unit, and a refused one too.
 */
public final class DynamoDbAwardCounts implements AwardCounts {

  private static final String SPAN = "span";

  /** How long counts are kept: longer than any difference between the clocks of two instances. */
  private static final Duration KEPT = Duration.ofHours(1);

  private final DynamoDbTable table;
  private final ConditionalWrite writing;

  public DynamoDbAwardCounts(DynamoDbClient client, String table) {
    this.table = new DynamoDbTable(client, table);
    this.writing = new ConditionalWrite(client);
  }

  /** Writes the table's TTL attribute {@code expiresAt} in seconds, as DynamoDB requires. */
  @Override
  public boolean add(IssuerId issuer, Instant begin, Duration length, int credentials, int most) {
    if (credentials > most) {
      return false;
    }
    return writing
        .update(
            table.update(
                new ItemReader().with(SPAN, issuer + "#" + begin),
                "SET #expiresAt = :expiresAt ADD #awarded :credentials",
                "attribute_not_exists(#awarded) OR #awarded <= :others",
                Map.of(
                    ":credentials",
                    number(credentials),
                    ":others",
                    number(most - credentials),
                    ":expiresAt",
                    number(begin.plus(length).plus(KEPT).getEpochSecond()))))
        .isPresent();
  }
}
