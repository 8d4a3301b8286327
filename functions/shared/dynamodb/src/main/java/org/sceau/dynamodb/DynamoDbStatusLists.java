package org.sceau.dynamodb;

import static org.sceau.dynamodb.DynamoDb.number;
import static org.sceau.dynamodb.DynamoDb.text;
import static org.sceau.dynamodb.StatusListItems.ALLOCATED;
import static org.sceau.dynamodb.StatusListItems.CLAIMED_BY;
import static org.sceau.dynamodb.StatusListItems.DUE_AT;
import static org.sceau.dynamodb.StatusListItems.DUE_INDEX;
import static org.sceau.dynamodb.StatusListItems.LIST;
import static org.sceau.dynamodb.StatusListItems.NUMBER;
import static org.sceau.dynamodb.StatusListItems.PUBLISHED_AT;
import static org.sceau.dynamodb.StatusListItems.QUEUE_OF_DUE;
import static org.sceau.dynamodb.StatusListItems.SET;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.Publication;
import org.sceau.records.status.PublishedTimes;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusLists;
import org.sceau.records.status.StatusPurpose;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Implements {@link StatusLists} in one table, with {@code dueAt} in whole milliseconds. */
public final class DynamoDbStatusLists implements StatusLists, PublishedTimes {

  private static final int TOKEN_BYTES = 16;

  private final DynamoDbTable table;
  private final ConditionalWrite writing;

  /** Makes the tokens that identify the claims of this instance. */
  private final SecureRandom random = new SecureRandom();

  public DynamoDbStatusLists(DynamoDbClient client, String table) {
    this.table = new DynamoDbTable(client, table);
    this.writing = new ConditionalWrite(client);
  }

  @Override
  public OptionalInt newest(IssuerId issuer, StatusPurpose purpose) {
    return table
        .get(StatusListItems.newestKey(issuer, purpose))
        .map(item -> OptionalInt.of(Math.toIntExact(item.number(NUMBER))))
        .orElse(OptionalInt.empty());
  }

  @Override
  public boolean open(StatusListHead head) {
    var list = head.list();
    var newest =
        StatusListItems.newestKey(list.issuer(), list.purpose()).with(NUMBER, list.number());
    var refused =
        writing.transact(
            table.putNew(StatusListItems.of(head), LIST),
            list.number() == 1
                ? table.putNew(newest, LIST)
                : table.put(
                    newest, "#number = :before", Map.of(":before", number(list.number() - 1L))));
    // Refused, perhaps because this very head had been written and the answer lost. The order of
    // its positions is random, so nobody else's head has the same.
    return refused.isEmpty()
        || head(list)
            .filter(kept -> kept.permutationKey().equals(head.permutationKey()))
            .filter(kept -> kept.capacity() == head.capacity())
            .isPresent();
  }

  @Override
  public Optional<StatusListHead> head(StatusListId list) {
    return headItem(list).map(StatusListItems::head);
  }

  /** Projects this one attribute, so that a role which may read no other attribute can ask. */
  @Override
  public Optional<Instant> publishedAt(StatusListId list) {
    var answer =
        DynamoDb.ask(
            "get the time of a publication",
            () ->
                table
                    .client()
                    .getItem(get ->
                        get.tableName(table.name())
                            .key(StatusListItems.headKey(list).attributes())
                            .projectionExpression("#publishedAt")
                            .expressionAttributeNames(DynamoDbTable.names("#publishedAt"))));
    return answer.hasItem() && answer.item().containsKey(PUBLISHED_AT)
        ? Optional.of(Instant.ofEpochMilli(new ItemReader(answer.item()).number(PUBLISHED_AT)))
        : Optional.empty();
  }

  @Override
  public long allocate(StatusListId list, int count) {
    var updated =
        writing
            .update(
                table
                    .update(
                        StatusListItems.headKey(list),
                        "ADD #allocated :count",
                        "attribute_exists(#list)",
                        Map.of(":count", number(count)))
                    .toBuilder()
                    .returnValues(ReturnValue.UPDATED_NEW)
                    .build())
            .orElseThrow(() -> neverOpened(list));
    return new ItemReader(updated.attributes()).number(ALLOCATED) - count;
  }

  /** A list that is due earlier stays so; DynamoDB has no minimum, so either is its own write. */
  @Override
  public void makeDue(StatusListId list, Instant at) {
    long start = writing.start();
    do {
      if (makeDue(list, at, "SET #dueAt = :at ADD #change :one", "#dueAt > :at")
          || makeDue(list, at, "ADD #change :one", "#dueAt <= :at")) {
        return;
      }
      if (headItem(list).isEmpty()) {
        throw neverOpened(list);
      }
      // It was published between the two.
    } while (!writing.isLate(start));
    throw new StoreUnavailableException(
        "DynamoDB: the head of " + list + " changes all the time",
        new IllegalStateException("tried again and again"));
  }

  private boolean makeDue(StatusListId list, Instant at, String update, String condition) {
    return updateHead(
        list, update, condition, Map.of(":at", number(at.toEpochMilli()), ":one", number(1)));
  }

  /** Reads the index, which follows the table a moment later. */
  @Override
  public List<StatusListId> due(Instant now, int limit) {
    var query =
        table
            .where(
                "#queue = :due AND #dueAt <= :now",
                Map.of(":due", text(QUEUE_OF_DUE), ":now", number(now.toEpochMilli())))
            .indexName(DUE_INDEX)
            .limit(limit)
            .build();
    return table.query(query, items -> items.limit(limit).map(StatusListItems::list).toList());
  }

  /** Reads the index, which follows the table a moment later. */
  @Override
  public Optional<Instant> earliestDue() {
    var query =
        table
            .where("#queue = :due", Map.of(":due", text(QUEUE_OF_DUE)))
            .indexName(DUE_INDEX)
            .limit(1)
            .build();
    return table
        .query(query, Stream::findFirst)
        .map(item -> Instant.ofEpochMilli(item.number(DUE_AT)));
  }

  @Override
  public BitSet bits(StatusListId list) {
    var query =
        table
            .where(
                "#list = :list AND begins_with(#entry, :set)",
                Map.of(":list", text(list.toString()), ":set", text(SET)))
            .projectionExpression("#entry")
            .consistentRead(true)
            .build();
    return table.query(
        query,
        items ->
            items
                .mapToInt(StatusListItems::indexOfSet)
                .collect(BitSet::new, BitSet::set, BitSet::or));
  }

  @Override
  public boolean claim(StatusListId list, long sequence) {
    var token = token();
    boolean claimed =
        updateHead(
            list,
            "SET #sequence = :next, #claimedBy = :token",
            "#sequence = :sequence",
            Map.of(
                ":sequence", number(sequence),
                ":next", number(sequence + 1),
                ":token", text(token)));
    // Refused, perhaps because an earlier try of this very call was applied and its answer lost.
    return claimed
        || headItem(list).flatMap(head -> head.find(CLAIMED_BY)).filter(token::equals).isPresent();
  }

  /**
   * Tries three writes, of which one applies. Both {@code change} and {@code published} only ever
   * rise, so a condition on them that failed once cannot come to hold between the tries.
   */
  @Override
  public void published(StatusListId list, Publication publication) {
    var values =
        Map.of(
            ":published", number(publication.sequence()),
            ":fingerprint", text(publication.fingerprint()),
            ":at", number(publication.at().toEpochMilli()),
            ":change", number(publication.change()),
            ":next", number(publication.next().toEpochMilli()));
    boolean noted =
        updateHead(
                list,
                "SET #published = :published, #fingerprint = :fingerprint, #publishedAt = :at,"
                    + " #dueAt = :next",
                "#change = :change AND #published < :published",
                values)
            || updateHead(
                list,
                "SET #dueAt = :next",
                "#change = :change AND #published >= :published",
                values)
            || updateHead(
                list,
                "SET #published = :published, #fingerprint = :fingerprint, #publishedAt = :at",
                "#change <> :change AND #published < :published",
                values);
    if (!noted && headItem(list).isEmpty()) {
      throw neverOpened(list);
    }
  }

  private boolean updateHead(
      StatusListId list, String update, String condition, Map<String, AttributeValue> values) {
    return writing
        .update(table.update(StatusListItems.headKey(list), update, condition, values))
        .isPresent();
  }

  private Optional<ItemReader> headItem(StatusListId list) {
    return table.get(StatusListItems.headKey(list));
  }

  private String token() {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static IllegalStateException neverOpened(StatusListId list) {
    return new IllegalStateException("never opened: " + list);
  }
}
