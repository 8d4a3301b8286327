package org.sceau.dynamodb;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Makes the requests to one table. In their expressions {@code #name} stands for the attribute of
 * that name, since DynamoDB reserves hundreds of words; values that no expression uses are left
 * out.
 */
record DynamoDbTable(DynamoDbClient client, String name) {

  private static final Pattern PLACEHOLDER = Pattern.compile("[#:]\\w+");

  /** Reads one item with strong consistency. */
  Optional<ItemReader> get(ItemReader key) {
    var answer =
        DynamoDb.ask(
            "get from " + name,
            () ->
                client.getItem(
                    get -> get.tableName(name).key(key.attributes()).consistentRead(true)));
    return answer.hasItem() ? Optional.of(new ItemReader(answer.item())) : Optional.empty();
  }

  /** Reads the items of all pages, each page when its items are asked for. */
  <T> T query(QueryRequest query, Function<Stream<ItemReader>, T> reading) {
    return DynamoDb.ask(
        "query of " + name,
        () -> reading.apply(client.queryPaginator(query).items().stream().map(ItemReader::new)));
  }

  QueryRequest.Builder where(String condition, Map<String, AttributeValue> values) {
    return QueryRequest.builder()
        .tableName(name)
        .keyConditionExpression(condition)
        .expressionAttributeNames(names(condition))
        .expressionAttributeValues(values);
  }

  UpdateItemRequest update(
      ItemReader key, String update, String condition, Map<String, AttributeValue> values) {
    var expressions = update + " " + condition;
    return UpdateItemRequest.builder()
        .tableName(name)
        .key(key.attributes())
        .updateExpression(update)
        .conditionExpression(condition)
        .expressionAttributeNames(names(expressions))
        .expressionAttributeValues(used(values, expressions))
        .build();
  }

  /** Returns the update as a part of a transaction. */
  static TransactWriteItem transactional(UpdateItemRequest update) {
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName(update.tableName())
                .key(update.key())
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .expressionAttributeNames(update.expressionAttributeNames())
                .expressionAttributeValues(update.expressionAttributeValues())
                .build())
        .build();
  }

  /** Puts an item, as a part of a transaction, if none has its key. */
  TransactWriteItem putNew(ItemReader item, String keyName) {
    return put(item, "attribute_not_exists(#" + keyName + ")", Map.of());
  }

  /** Puts an item, as a part of a transaction. */
  TransactWriteItem put(
      ItemReader item, @Nullable String condition, Map<String, AttributeValue> values) {
    var put = Put.builder().tableName(name).item(item.attributes());
    if (condition != null) {
      put.conditionExpression(condition).expressionAttributeNames(names(condition));
    }
    if (!values.isEmpty()) {
      put.expressionAttributeValues(values);
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }

  /** Returns the names for which the placeholders of the expressions stand. */
  static Map<String, String> names(String expressions) {
    return placeholders(expressions).stream()
        .filter(placeholder -> placeholder.startsWith("#"))
        .collect(Collectors.toMap(placeholder -> placeholder, name -> name.substring(1)));
  }

  private static Map<String, AttributeValue> used(
      Map<String, AttributeValue> values, String expressions) {
    var used = new HashMap<>(values);
    used.keySet().retainAll(placeholders(expressions));
    return used;
  }

  private static List<String> placeholders(String expressions) {
    return PLACEHOLDER.matcher(expressions).results().map(MatchResult::group).distinct().toList();
  }
}
