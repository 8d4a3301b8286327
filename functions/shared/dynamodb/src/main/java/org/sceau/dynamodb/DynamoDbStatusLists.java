package org.sceau.dynamodb;

import static org.sceau.dynamodb.DynamoDb.names;
import static org.sceau.dynamodb.DynamoDb.number;
import static org.sceau.dynamodb.DynamoDb.text;
import static org.sceau.dynamodb.StatusListItems.ALLOCATED;
import static org.sceau.dynamodb.StatusListItems.CHANGE;
import static org.sceau.dynamodb.StatusListItems.CLAIMED_BY;
import static org.sceau.dynamodb.StatusListItems.DUE_AT;
import static org.sceau.dynamodb.StatusListItems.DUE_INDEX;
import static org.sceau.dynamodb.StatusListItems.ENTRY;
import static org.sceau.dynamodb.StatusListItems.FINGERPRINT;
import static org.sceau.dynamodb.StatusListItems.LIST;
import static org.sceau.dynamodb.StatusListItems.NUMBER;
import static org.sceau.dynamodb.StatusListItems.PUBLISHED;
import static org.sceau.dynamodb.StatusListItems.PUBLISHED_AT;
import static org.sceau.dynamodb.StatusListItems.QUEUE;
import static org.sceau.dynamodb.StatusListItems.QUEUE_OF_DUE;
import static org.sceau.dynamodb.StatusListItems.SEQUENCE;
import static org.sceau.dynamodb.StatusListItems.SET;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Implements {@link StatusLists} in one table, with {@code dueAt} in whole milliseconds. */
public final class DynamoDbStatusLists implements StatusLists, PublishedTimes {

  private static final int TOKEN_BYTES = 16;

  private final DynamoDbClient client;
  private final String table;
  private final SecureRandom random;
  private final ConditionalWrite writing;

  public DynamoDbStatusLists(DynamoDbClient client, String table) {
    this(client, table, new SecureRandom());
  }

  /**
   * @param random for the pauses between tries, and for the tokens that identify this instance's
   *     claims
   */
  public DynamoDbStatusLists(DynamoDbClient client, String table, SecureRandom random) {
    this.client = client;
    this.table = table;
    this.random = random;
    this.writing = new ConditionalWrite(client, random);
  }

  @Override
  public OptionalInt newest(IssuerId issuer, StatusPurpose purpose) {
    return DynamoDb.get(client, table, StatusListItems.newestKey(issuer, purpose))
        .map(item -> OptionalInt.of(Math.toIntExact(item.number(NUMBER))))
        .orElse(OptionalInt.empty());
  }

  @Override
  public boolean open(StatusListHead head) {
    var list = head.list();
    var first = list.number() == 1;
    var newest = StatusListItems.newestKey(list.issuer(), list.purpose());
    var putHead =
        Put.builder()
            .tableName(table)
            .item(StatusListItems.of(head).attributes())
            .conditionExpression("attribute_not_exists(#list)")
            .expressionAttributeNames(names(LIST))
            .build();
    var putNewest =
        Put.builder().tableName(table).item(newest.with(NUMBER, list.number()).attributes());
    if (first) {
      putNewest
          .conditionExpression("attribute_not_exists(#list)")
          .expressionAttributeNames(names(LIST));
    } else {
      putNewest
          .conditionExpression("#number = :before")
          .expressionAttributeNames(names(NUMBER))
          .expressionAttributeValues(Map.of(":before", number(list.number() - 1L)));
    }
    var refused =
        writing.transact(
            TransactWriteItem.builder().put(putHead).build(),
            TransactWriteItem.builder().put(putNewest.build()).build());
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
                client.getItem(get ->
                    get.tableName(table)
                        .key(StatusListItems.headKey(list).attributes())
                        .projectionExpression("#publishedAt")
                        .expressionAttributeNames(names(PUBLISHED_AT))));
    return answer.hasItem() && answer.item().containsKey(PUBLISHED_AT)
        ? Optional.of(Instant.ofEpochMilli(new ItemReader(answer.item()).number(PUBLISHED_AT)))
        : Optional.empty();
  }

  @Override
  public long allocate(StatusListId list, int count) {
    var updated =
        writing
            .update(
                UpdateItemRequest.builder()
                    .tableName(table)
                    .key(StatusListItems.headKey(list).attributes())
                    .updateExpression("ADD #allocated :count")
                    .conditionExpression("attribute_exists(#list)")
                    .expressionAttributeNames(names(ALLOCATED, LIST))
                    .expressionAttributeValues(Map.of(":count", number(count)))
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
    return writing
        .update(
            UpdateItemRequest.builder()
                .tableName(table)
                .key(StatusListItems.headKey(list).attributes())
                .updateExpression(update)
                .conditionExpression(condition)
                .expressionAttributeNames(names(DUE_AT, CHANGE))
                .expressionAttributeValues(
                    Map.of(":at", number(at.toEpochMilli()), ":one", number(1)))
                .build())
        .isPresent();
  }

  /** Reads the index, which follows the table a moment later. */
  @Override
  public List<StatusListId> due(Instant now, int limit) {
    List<StatusListId> due = new ArrayList<>();
    var query =
        QueryRequest.builder()
            .tableName(table)
            .indexName(DUE_INDEX)
            .keyConditionExpression("#queue = :due AND #dueAt <= :now")
            .expressionAttributeNames(names(QUEUE, DUE_AT))
            .expressionAttributeValues(
                Map.of(":due", text(QUEUE_OF_DUE), ":now", number(now.toEpochMilli())))
            .limit(limit)
            .build();
    while (due.size() < limit) {
      var asked = query;
      var page = DynamoDb.ask("query what is due", () -> client.query(asked));
      for (var attributes : page.items()) {
        if (due.size() < limit) {
          due.add(StatusListItems.list(new ItemReader(attributes)));
        }
      }
      if (isLast(page.lastEvaluatedKey())) {
        break;
      }
      query = query.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
    }
    return due;
  }

  /** Reads the index, which follows the table a moment later. */
  @Override
  public Optional<Instant> earliestDue() {
    var page =
        DynamoDb.ask(
            "query the earliest due",
            () ->
                client.query(query ->
                    query
                        .tableName(table)
                        .indexName(DUE_INDEX)
                        .keyConditionExpression("#queue = :due")
                        .expressionAttributeNames(names(QUEUE))
                        .expressionAttributeValues(Map.of(":due", text(QUEUE_OF_DUE)))
                        .limit(1)));
    return page.items().stream()
        .map(attributes -> Instant.ofEpochMilli(new ItemReader(attributes).number(DUE_AT)))
        .findFirst();
  }

  @Override
  public BitSet bits(StatusListId list) {
    var bits = new BitSet();
    var query =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("#list = :list AND begins_with(#entry, :set)")
            .projectionExpression("#entry")
            .expressionAttributeNames(names(LIST, ENTRY))
            .expressionAttributeValues(Map.of(":list", text(list.toString()), ":set", text(SET)))
            .build();
    while (true) {
      var asked = query;
      var page = DynamoDb.ask("query bits", () -> client.query(asked));
      for (var attributes : page.items()) {
        bits.set(StatusListItems.indexOfSet(new ItemReader(attributes)));
      }
      if (isLast(page.lastEvaluatedKey())) {
        return bits;
      }
      query = query.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
    }
  }

  @Override
  public boolean claim(StatusListId list, long sequence) {
    var token = token();
    var claimed =
        writing.update(
            UpdateItemRequest.builder()
                .tableName(table)
                .key(StatusListItems.headKey(list).attributes())
                .updateExpression("SET #sequence = :next, #claimedBy = :token")
                .conditionExpression("#sequence = :sequence")
                .expressionAttributeNames(names(SEQUENCE, CLAIMED_BY))
                .expressionAttributeValues(
                    Map.of(
                        ":sequence", number(sequence),
                        ":next", number(sequence + 1),
                        ":token", text(token)))
                .build());
    // Refused, perhaps because an earlier try of this very call was applied and its answer lost.
    return claimed.isPresent()
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
        note(
                list,
                "SET #published = :published, #fingerprint = :fingerprint, #publishedAt = :at,"
                    + " #dueAt = :next",
                "#change = :change AND #published < :published",
                values)
            || note(
                list,
                "SET #dueAt = :next",
                "#change = :change AND #published >= :published",
                values)
            || note(
                list,
                "SET #published = :published, #fingerprint = :fingerprint, #publishedAt = :at",
                "#change <> :change AND #published < :published",
                values);
    if (!noted && headItem(list).isEmpty()) {
      throw neverOpened(list);
    }
  }

  private boolean note(
      StatusListId list, String update, String condition, Map<String, AttributeValue> values) {
    var names = names(PUBLISHED, FINGERPRINT, PUBLISHED_AT, CHANGE, DUE_AT);
    var used = new HashMap<>(values);
    var words = Arrays.asList((update + " " + condition).split("[ ,]+"));
    names.keySet().retainAll(words);
    used.keySet().retainAll(words);
    return writing
        .update(
            UpdateItemRequest.builder()
                .tableName(table)
                .key(StatusListItems.headKey(list).attributes())
                .updateExpression(update)
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(used)
                .build())
        .isPresent();
  }

  private Optional<ItemReader> headItem(StatusListId list) {
    return DynamoDb.get(client, table, StatusListItems.headKey(list));
  }

  private String token() {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Tells whether a page is the last: the SDK has an empty map if the response has no key. */
  private static boolean isLast(Map<String, AttributeValue> lastKey) {
    return lastKey.isEmpty();
  }

  private static IllegalStateException neverOpened(StatusListId list) {
    return new IllegalStateException("never opened: " + list);
  }
}
