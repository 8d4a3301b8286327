package org.sceau.emulator.dynamodb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.Faults;
import org.sceau.emulator.wire.JsonMembers;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;

/** Answers GetItem, BatchGetItem, PutItem and UpdateItem. */
final class ItemOperations {

  private static final int MAX_KEYS = 100;
  private static final int MAX_ANSWER = 16 * 1024 * 1024;

  private final Store store;
  private final Meter meter;
  private final Faults faults;

  ItemOperations(Store store, Meter meter, Faults faults) {
    this.store = store;
    this.meter = meter;
    this.faults = faults;
  }

  Map<String, Function<JsonObject, JsonObject>> byName() {
    return Map.of(
        "GetItem",
        this::get,
        "BatchGetItem",
        this::batchGet,
        "PutItem",
        json -> write(ItemWrite.Kind.PUT, json),
        "UpdateItem",
        json -> write(ItemWrite.Kind.UPDATE, json));
  }

  private JsonObject get(JsonObject json) {
    var request = new Request(json, "TableName", "Key", "ConsistentRead", "ProjectionExpression");
    var projection = request.projection();
    request.done();
    var key = request.requiredAttributes("Key");
    var item =
        store.read(() -> {
          var table = store.table(request.table());
          return Optional.ofNullable(table.get(table.schema().positionOfKey(key)));
        });
    meter.read(item.map(Attributes::size).orElse(0), request.flag("ConsistentRead", false));
    return JsonObject.builder()
        .put(
            "Item",
            item.map(found -> projection.map(found::only).orElse(found))
                .map(Attributes::toJson)
                .orElse(null))
        .build();
  }

  /** Reads keys of one table, which is all that the adapters ask for at a time. */
  private JsonObject batchGet(JsonObject json) {
    JsonMembers.check(json, "RequestItems");
    var items = json.object("RequestItems").orElse(JsonObject.EMPTY).members();
    if (items.size() != 1) {
      throw AwsException.unsupported("BatchGetItem of more or fewer tables than one");
    }
    var name = items.keySet().iterator().next();
    var asked = Request.object(items.values().iterator().next());
    boolean isConsistent =
        new Request(asked, "Keys", "ConsistentRead").flag("ConsistentRead", false);
    var keys = Request.objects(asked, "Keys");
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw AwsException.validation("BatchGetItem takes between 1 and %d keys".formatted(MAX_KEYS));
    }
    boolean isCutShort = faults.leavesKeysUnprocessed();
    return store.read(() -> {
      var table = store.table(name);
      List<JsonValue> found = new ArrayList<>();
      List<JsonValue> left = new ArrayList<>();
      Set<ItemPosition> seen = new HashSet<>();
      int bytes = 0;
      for (var key : keys) {
        var position = table.schema().positionOfKey(Attributes.of(key));
        boolean isFirst = seen.isEmpty();
        if (!seen.add(position)) {
          throw AwsException.validation("Provided list of item keys contains duplicates");
        }
        var item = table.get(position);
        bytes += Meter.size(item);
        if (bytes > MAX_ANSWER || (isCutShort && !isFirst)) {
          left.add(key);
          continue;
        }
        meter.read(Meter.size(item), isConsistent);
        if (item != null) {
          found.add(item.toJson());
        }
      }
      return JsonObject.builder()
          .put("Responses", new JsonObject(Map.of(name, new JsonArray(found))))
          .put(
              "UnprocessedKeys", left.isEmpty() ? JsonObject.EMPTY : unprocessed(name, asked, left))
          .build();
    });
  }

  private static JsonObject unprocessed(String table, JsonObject asked, List<JsonValue> keys) {
    return new JsonObject(Map.of(table, asked.with("Keys", new JsonArray(keys))));
  }

  private JsonObject write(ItemWrite.Kind kind, JsonObject json) {
    var write = new ItemWrite(kind, json);
    var wanted = json.string("ReturnValues").orElse("NONE");
    if (!wanted.equals("NONE") && !wanted.equals("UPDATED_NEW")) {
      throw AwsException.unsupported("ReturnValues " + wanted);
    }
    var done = store.write(change -> write.stage(store.table(write.table()), change));
    meter.written(done.units());
    return wanted.equals("NONE")
        ? JsonObject.EMPTY
        : JsonObject.builder()
            .put("Attributes", done.item().only(write.updated()).toJson())
            .build();
  }
}
