package org.sceau.local.dynamodb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.local.wire.AwsException;

/** BatchGetItem and BatchWriteItem. */
final class Batches {

  private static final int MAX_READS = 100;
  private static final int MAX_WRITES = 25;
  private static final int MAX_ANSWER = 16 * 1024 * 1024;

  private final Store store;

  Batches(Store store) {
    this.store = store;
  }

  Map<String, Function<JsonObject, JsonObject>> byName() {
    return Map.of("BatchGetItem", this::get, "BatchWriteItem", this::write);
  }

  private JsonObject get(JsonObject json) {
    var requests = requests(json);
    long keys =
        requests.values().stream()
            .mapToLong(r -> Request.objects(Request.object(r), "Keys").size())
            .sum();
    checkCount(keys, MAX_READS);
    return store.read(() -> {
      Map<String, JsonValue> responses = new LinkedHashMap<>();
      Map<String, JsonValue> unprocessed = new LinkedHashMap<>();
      Map<String, Double> units = new TreeMap<>();
      int bytes = 0;
      for (var entry : requests.entrySet()) {
        var request = new Request(Request.object(entry.getValue()));
        var projection = request.projection();
        request.done();
        boolean consistent = request.flag("ConsistentRead", false);
        var name = Request.tableName(entry.getKey());
        var table = store.table(name);
        List<JsonValue> found = new ArrayList<>();
        List<JsonValue> left = new ArrayList<>();
        Set<Position> seen = new HashSet<>();
        for (var key : Request.objects(request.json(), "Keys")) {
          var position = table.schema().checkedKey(ValueJson.readItem(key));
          checkNew(seen.add(position));
          var item = table.get(position);
          int size = item == null ? 0 : Sizes.of(item);
          if (bytes + size > MAX_ANSWER) {
            left.add(key);
            continue;
          }
          bytes += size;
          units.merge(name, Sizes.readUnits(size, consistent), Double::sum);
          if (item != null) {
            found.add(
                ValueJson.writeItem(
                    projection.map(paths -> Projection.of(paths, item)).orElse(item)));
          }
        }
        responses.put(entry.getKey(), new JsonArray(found));
        if (!left.isEmpty()) {
          unprocessed.put(entry.getKey(), request.json().with("Keys", new JsonArray(left)));
        }
      }
      return JsonObject.builder()
          .put("Responses", new JsonObject(responses))
          .put("UnprocessedKeys", new JsonObject(unprocessed))
          .put("ConsumedCapacity", capacity(json, units))
          .build();
    });
  }

  private JsonObject write(JsonObject json) {
    var requests = requests(json);
    Map<String, List<JsonObject>> byTable = new LinkedHashMap<>();
    requests
        .keySet()
        .forEach(table ->
            byTable.put(
                Request.tableName(table),
                Request.objects(json.object("RequestItems").orElse(JsonObject.EMPTY), table)));
    checkCount(byTable.values().stream().mapToLong(List::size).sum(), MAX_WRITES);
    return store.write(change -> {
      Map<String, Double> units = new TreeMap<>();
      byTable.forEach((name, writes) -> {
        var table = store.table(name);
        Set<Position> seen = new HashSet<>();
        for (var write : writes) {
          var writing = writing(name, write);
          checkNew(seen.add(writing.position(table)));
          units.merge(name, writing.stage(table, change).units(), Double::sum);
        }
      });
      return JsonObject.builder()
          .put("UnprocessedItems", JsonObject.EMPTY)
          .put("ConsumedCapacity", capacity(json, units))
          .build();
    });
  }

  private static Writing writing(String table, JsonObject write) {
    var put = write.object("PutRequest");
    var delete = write.object("DeleteRequest");
    if (put.isPresent() == delete.isPresent()) {
      throw AwsException.validation(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of"
              + " PutRequest and DeleteRequest");
    }
    return put.map(p -> new Writing(Writing.Kind.PUT, p.with("TableName", name(table))))
        .orElseGet(() ->
            new Writing(Writing.Kind.DELETE, delete.orElseThrow().with("TableName", name(table))));
  }

  private static JsonValue name(String table) {
    return new JsonString(table);
  }

  private static Map<String, JsonValue> requests(JsonObject json) {
    return json.object("RequestItems").orElse(JsonObject.EMPTY).members();
  }

  private static void checkCount(long count, int most) {
    if (count < 1 || count > most) {
      throw AwsException.validation(
          "1 validation error detected: Value at 'requestItems' failed to satisfy constraint:"
              + " Member must have between 1 and "
              + most
              + " requests");
    }
  }

  private static void checkNew(boolean added) {
    if (!added) {
      throw AwsException.validation("Provided list of item keys contains duplicates");
    }
  }

  static @Nullable JsonArray capacity(JsonObject json, Map<String, Double> units) {
    return new Request(json).wantsCapacity()
        ? new JsonArray(
            units.entrySet().stream()
                .<JsonValue>map(e -> Request.capacityOf(e.getKey(), e.getValue()))
                .toList())
        : null;
  }
}
