package org.sceau.emulator.dynamodb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.Faults;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;

/** Answers Query and Scan: pages of a table or of an index. */
final class Queries {

  private static final int MAX_PAGE = 1024 * 1024;

  private final Store store;
  private final Meter meter;
  private final Faults faults;

  Queries(Store store, Meter meter, Faults faults) {
    this.store = store;
    this.meter = meter;
    this.faults = faults;
  }

  Map<String, Function<JsonObject, JsonObject>> byName() {
    return Map.of("Query", this::query, "Scan", this::scan);
  }

  private JsonObject scan(JsonObject json) {
    var request = new Request(json, "TableName", "ConsistentRead", "Limit", "ExclusiveStartKey");
    return store.read(() -> {
      var table = store.table(request.table());
      var key = table.schema().key();
      var start = request.attributes("ExclusiveStartKey").map(table.schema()::positionOfKey);
      var items = start.isPresent() ? table.items().tailMap(start.get(), false) : table.items();
      return page(items, request, key.names(), null, Optional.empty(), Optional.empty());
    });
  }

  private JsonObject query(JsonObject json) {
    var request =
        new Request(
            json,
            "TableName",
            "IndexName",
            "KeyConditionExpression",
            "FilterExpression",
            "ProjectionExpression",
            "ConsistentRead",
            "ScanIndexForward",
            "Limit",
            "ExclusiveStartKey");
    var condition =
        request
            .condition("KeyConditionExpression")
            .orElseThrow(() -> AwsException.validation("KeyConditionExpression is missing"));
    var filter = request.condition("FilterExpression");
    var projection = request.projection();
    request.done();
    return store.read(() -> {
      var table = store.table(request.table());
      var index = json.string("IndexName").map(name -> index(table.schema(), name));
      if (index.isPresent() && request.flag("ConsistentRead", false)) {
        throw AwsException.validation(
            "Consistent reads are not supported on global secondary indexes");
      }
      var key = index.map(TableSchema.Index::key).orElse(table.schema().key());
      var keys = KeyCondition.of(condition, table.schema(), key);
      if (filter.isPresent() && filter.get().attributes().stream().anyMatch(key::has)) {
        throw AwsException.validation(
            "Filter Expression can only contain non-primary key attributes");
      }
      Set<String> names = new HashSet<>(table.schema().key().names());
      names.addAll(key.names());
      var items =
          index
              .map(found -> table.index(found.name(), faults.areIndexesHeld()))
              .orElse(table.items());
      var start =
          request
              .attributes("ExclusiveStartKey")
              .map(given -> start(given, table.schema(), key, names, index.isPresent(), keys));
      var range = range(items, keys, start, request.flag("ScanIndexForward", true));
      return page(range, request, names, keys, filter, projection);
    });
  }

  private static TableSchema.Index index(TableSchema schema, String name) {
    var index = schema.indexes().get(name);
    if (index == null) {
      throw AwsException.validation(
          "The table does not have the specified index: %s".formatted(name));
    }
    return index;
  }

  /** The position of the key at which the page before ended. */
  private static ItemPosition start(
      Attributes given,
      TableSchema schema,
      KeySchema key,
      Set<String> names,
      boolean isOfIndex,
      KeyCondition keys) {
    var position = key.of(given);
    if (position == null
        || !given.values().keySet().equals(names)
        || !position.hash().equals(keys.hash())) {
      throw AwsException.validation("The provided starting key is invalid");
    }
    var inTable = schema.positionOf(given);
    return isOfIndex ? position.inIndex(inTable) : inTable;
  }

  private static NavigableMap<ItemPosition, Attributes> range(
      NavigableMap<ItemPosition, Attributes> items,
      KeyCondition keys,
      Optional<ItemPosition> start,
      boolean isForward) {
    var end = ItemPosition.end(keys.hash());
    if (isForward) {
      var from = start.orElseGet(() -> ItemPosition.start(keys.hash(), keys.low()));
      return items.subMap(from, start.isEmpty(), end, false);
    }
    return items
        .subMap(ItemPosition.start(keys.hash(), null), false, start.orElse(end), false)
        .descendingMap();
  }

  private JsonObject page(
      NavigableMap<ItemPosition, Attributes> range,
      Request request,
      Collection<String> keyNames,
      @Nullable KeyCondition keys,
      Optional<Condition> filter,
      Optional<Set<String>> projection) {
    int limit = request.limit();
    List<JsonValue> found = new ArrayList<>();
    int scanned = 0;
    int bytes = 0;
    Attributes last = null;
    boolean isCut = false;
    for (var item : range.values()) {
      if (keys != null && !keys.includes(item)) {
        continue;
      }
      // As in the cloud, a full page tells that there may be more even if there is not.
      if (scanned > 0 && bytes + item.size() > MAX_PAGE) {
        isCut = true;
        break;
      }
      scanned++;
      bytes += item.size();
      last = item;
      if (filter.isEmpty() || filter.get().isMetBy(item)) {
        found.add(projection.map(item::only).orElse(item).toJson());
      }
      if (scanned == limit) {
        isCut = true;
        break;
      }
    }
    meter.read(bytes, request.flag("ConsistentRead", false));
    return JsonObject.builder()
        .put("Items", new JsonArray(found))
        .put("Count", found.size())
        .put("ScannedCount", scanned)
        .put("LastEvaluatedKey", isCut && last != null ? last.only(keyNames).toJson() : null)
        .build();
  }
}
