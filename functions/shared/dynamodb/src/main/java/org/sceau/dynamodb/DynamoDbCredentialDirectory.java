package org.sceau.dynamodb;

import static org.sceau.dynamodb.CredentialItems.ISSUER;
import static org.sceau.dynamodb.CredentialItems.LISTING_INDEX;
import static org.sceau.dynamodb.CredentialItems.PLACE;
import static org.sceau.dynamodb.CredentialItems.key;
import static org.sceau.dynamodb.CredentialItems.listed;
import static org.sceau.dynamodb.DynamoDb.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.CredentialDirectory;
import org.sceau.records.credential.PageCursor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Reads the {@link CredentialDirectory} from an index that is eventually consistent with the table.
 */
public final class DynamoDbCredentialDirectory implements CredentialDirectory {

  /**
   * The number of items that one page may be read from. A rare filter yields pages with few
   * entries, not an answer that never comes.
   */
  private static final int MOST_READ = 5_000;

  private final DynamoDbTable table;

  public DynamoDbCredentialDirectory(DynamoDbClient client, String table) {
    this.table = new DynamoDbTable(client, table);
  }

  @Override
  public Page list(IssuerId issuer, Filter filter, @Nullable PageCursor after, int limit) {
    var found = new ArrayList<Listed>();
    var query = query(issuer, filter, limit);
    if (after != null) {
      query = query.toBuilder().exclusiveStartKey(startKey(issuer, after)).build();
    }
    int read = 0;
    while (true) {
      var asked = query;
      var part = DynamoDb.ask("list credentials", () -> table.client().query(asked));
      for (var attributes : part.items()) {
        if (found.size() == limit) {
          return new Page(found, found.getLast().place());
        }
        found.add(listed(new ItemReader(attributes)));
      }
      var last = part.lastEvaluatedKey();
      // The SDK has an empty map where the answer has no key.
      if (last.isEmpty()) {
        return new Page(found, null);
      }
      read += part.scannedCount();
      if (read >= MOST_READ) {
        return new Page(found, place(new ItemReader(last)));
      }
      query = query.toBuilder().exclusiveStartKey(last).build();
    }
  }

  private QueryRequest query(IssuerId issuer, Filter filter, int limit) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":issuer", text(issuer.value()));
    List<String> conditions = new ArrayList<>();
    var achievement = filter.achievement();
    if (achievement != null) {
      values.put(":achievement", text(achievement.value()));
      conditions.add("#achievement = :achievement");
    }
    var status = filter.status();
    if (status != null) {
      values.put(":status", text(status.word()));
      conditions.add("#status = :status");
    }
    var key = "#issuer = :issuer";
    var query = table.where(key, values).indexName(LISTING_INDEX).scanIndexForward(false);
    // DynamoDB counts before it filters: of what is filtered, a page is what 1 MB has.
    return conditions.isEmpty()
        ? query.limit(limit + 1).build()
        : query
            .filterExpression(String.join(" AND ", conditions))
            .expressionAttributeNames(DynamoDbTable.names(key + conditions))
            .build();
  }

  private static Map<String, AttributeValue> startKey(IssuerId issuer, PageCursor place) {
    return key(place.id()).with(ISSUER, issuer.value()).with(PLACE, place.text()).attributes();
  }

  private static PageCursor place(ItemReader item) {
    return PageCursor.ofText(item.text(PLACE))
        .orElseThrow(() -> new IllegalStateException("a malformed place in the index"));
  }
}
