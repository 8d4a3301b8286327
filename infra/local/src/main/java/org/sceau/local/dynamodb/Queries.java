package org.sceau.local.dynamodb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.local.wire.AwsException;

/** Query and Scan: pages of a table or of an index. */
final class Queries {

  private final Store store;

  Queries(Store store) {
    this.store = store;
  }

  Map<String, Function<JsonObject, JsonObject>> byName() {
    return Map.of("Query", this::query, "Scan", this::scan);
  }

  private JsonObject query(JsonObject json) {
    var request = new Request(json);
    var keys =
        request
            .condition("KeyConditionExpression")
            .orElseThrow(() ->
                AwsException.validation(
                    "Either the KeyConditions or KeyConditionExpression parameter must be"
                        + " specified in the request."));
    return new Reading(request).run(keys);
  }

  private JsonObject scan(JsonObject json) {
    return new Reading(new Request(json)).run(null);
  }

  /** One request being answered. */
  private final class Reading {

    private final Request request;
    private final String tableName;
    private final Optional<String> indexName;
    private final Optional<Condition> filter;
    private final Optional<List<Path>> projection;
    private final boolean consistent;
    private final boolean forward;
    private final int limit;
    private final String select;
    private final int segment;
    private final int segments;

    Reading(Request request) {
      this.request = request;
      this.tableName = request.table();
      this.indexName = request.text("IndexName");
      this.filter = request.condition("FilterExpression");
      this.projection = request.projection();
      this.consistent = request.flag("ConsistentRead", false);
      this.forward = request.flag("ScanIndexForward", true);
      this.limit = request.number("Limit", 1).orElse(Integer.MAX_VALUE);
      this.select = request.text("Select").orElse("");
      this.segment = request.number("Segment", 0).orElse(0);
      this.segments = request.number("TotalSegments", 1).orElse(1);
      request.done();
      if (segment >= segments) {
        throw AwsException.validation(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments:"
                + " Segment: "
                + segment
                + " is not less than TotalSegments: "
                + segments);
      }
    }

    JsonObject run(@Nullable Condition keys) {
      return store.read(() -> {
        var table = store.table(tableName);
        var schema = table.schema();
        var index = indexName.map(name -> index(schema, name));
        if (index.isPresent() && consistent) {
          throw AwsException.validation(
              "Consistent reads are not supported on global secondary indexes");
        }
        var key = index.map(Schema.Index::key).orElse(schema.key());
        var condition = keys == null ? null : KeyCondition.of(keys, schema, key);
        if (condition != null) {
          checkFilter(key);
        }
        if (select.equals("ALL_ATTRIBUTES")
            && index.isPresent()
            && index.get().included() != null) {
          throw AwsException.validation(
              "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not"
                  + " supported for global secondary index "
                  + index.get().name()
                  + " because its projection type is not ALL");
        }
        var source = index.map(i -> table.index(i.name())).orElse(table.items());
        return page(source, condition, schema, index, start(schema, index, key, condition));
      });
    }

    private void checkFilter(KeySchema key) {
      filter.ifPresent(condition -> {
        for (var name : attributes(condition)) {
          if (key.has(name)) {
            throw AwsException.validation(
                "Filter Expression can only contain non-primary key attributes: Primary key"
                    + " attribute: "
                    + name);
          }
        }
      });
    }

    private static Schema.Index index(Schema schema, String name) {
      var index = schema.indexes().get(name);
      if (index == null) {
        throw AwsException.validation("The table does not have the specified index: " + name);
      }
      return index;
    }

    /** The position of the key at which the page before ended. */
    private @Nullable Position start(
        Schema schema,
        Optional<Schema.Index> index,
        KeySchema key,
        @Nullable KeyCondition condition) {
      if (!request.json().has("ExclusiveStartKey")) {
        return null;
      }
      var given = request.item("ExclusiveStartKey");
      var inTable = schema.key().of(given);
      var position = key.of(given);
      Set<String> names = new HashSet<>(schema.key().names());
      names.addAll(key.names());
      boolean rightTypes =
          given.values().entrySet().stream()
              .allMatch(e -> schema.typeOf(e.getKey()).equals(e.getValue().type()));
      if (inTable == null
          || position == null
          || !rightTypes
          || !given.values().keySet().equals(names)
          || (condition != null && !condition.hash().equals(position.hash()))) {
        throw AwsException.validation("The provided starting key is invalid");
      }
      return index.isPresent()
          ? new Position(position.hash(), position.range(), inTable, 0)
          : position;
    }

    private JsonObject page(
        NavigableMap<Position, Value.M> source,
        @Nullable KeyCondition keys,
        Schema schema,
        Optional<Schema.Index> index,
        @Nullable Position start) {
      List<JsonValue> items = new ArrayList<>();
      int scanned = 0;
      int matched = 0;
      int bytes = 0;
      boolean begun = false;
      Value.M last = null;
      boolean more = false;
      var entries = entries(source, keys, start);
      while (entries.hasNext()) {
        var entry = entries.next();
        var item = entry.getValue();
        if (keys != null) {
          if (!keys.hash().equals(entry.getKey().hash())) {
            break;
          }
          if (!keys.includes(item)) {
            if (begun) {
              break;
            }
            continue;
          }
        } else if (entry.getKey().spread() % segments != segment) {
          continue;
        }
        begun = true;
        int size = Sizes.of(item);
        if (scanned == limit || (scanned > 0 && bytes + size > Sizes.MAX_PAGE)) {
          more = true;
          break;
        }
        scanned++;
        bytes += size;
        last = item;
        if (filter.isEmpty() || filter.get().isMetBy(item)) {
          matched++;
          if (!select.equals("COUNT")) {
            items.add(
                ValueJson.writeItem(
                    projection.map(paths -> Projection.of(paths, item)).orElse(item)));
          }
        }
      }
      // As in the cloud, a page that is full says that there may be more even if there is not.
      more |= scanned == limit;
      return JsonObject.builder()
          .put("Items", select.equals("COUNT") ? null : new JsonArray(items))
          .put("Count", matched)
          .put("ScannedCount", scanned)
          .put("LastEvaluatedKey", more && last != null ? lastKey(schema, index, last) : null)
          .put("ConsumedCapacity", request.capacity(tableName, Sizes.readUnits(bytes, consistent)))
          .build();
    }

    private Iterator<Map.Entry<Position, Value.M>> entries(
        NavigableMap<Position, Value.M> source,
        @Nullable KeyCondition keys,
        @Nullable Position start) {
      if (keys == null) {
        return (start == null ? source : source.tailMap(start, false)).entrySet().iterator();
      }
      if (forward) {
        var from = start == null ? Position.before(keys.hash(), keys.low()) : start;
        return source.tailMap(from, false).entrySet().iterator();
      }
      var from = start == null ? Position.after(keys.hash(), keys.high()) : start;
      return source.headMap(from, false).descendingMap().entrySet().iterator();
    }

    private static JsonObject lastKey(Schema schema, Optional<Schema.Index> index, Value.M item) {
      var json = ValueJson.writeItem(schema.key().only(item));
      if (index.isPresent()) {
        for (var member : ValueJson.writeItem(index.get().key().only(item)).members().entrySet()) {
          json = json.with(member.getKey(), member.getValue());
        }
      }
      return json;
    }
  }

  /** The attributes that a condition looks at. */
  private static Set<String> attributes(Condition condition) {
    Set<String> names = new HashSet<>();
    collect(condition, names);
    return names;
  }

  private static void collect(Condition condition, Set<String> names) {
    switch (condition) {
      case Condition.And(var left, var right) -> {
        collect(left, names);
        collect(right, names);
      }
      case Condition.Or(var left, var right) -> {
        collect(left, names);
        collect(right, names);
      }
      case Condition.Not(var inner) -> collect(inner, names);
      case Condition.Exists(var path) -> names.add(path.attribute());
      case Condition.Absent(var path) -> names.add(path.attribute());
      case Condition.HasType(var path, _) -> names.add(path.attribute());
      case Condition.Comparison(_, var left, var right) -> collect(List.of(left, right), names);
      case Condition.Between(var operand, var low, var high) ->
          collect(List.of(operand, low, high), names);
      case Condition.In(var operand, var choices) -> {
        collect(List.of(operand), names);
        collect(choices, names);
      }
      case Condition.BeginsWith(var operand, var prefix) ->
          collect(List.of(operand, prefix), names);
      case Condition.Contains(var operand, var part) -> collect(List.of(operand, part), names);
    }
  }

  private static void collect(List<Condition.Operand> operands, Set<String> names) {
    for (var operand : operands) {
      switch (operand) {
        case Condition.At(var path) -> names.add(path.attribute());
        case Condition.Size(var path) -> names.add(path.attribute());
        case Condition.Literal _ -> {}
      }
    }
  }
}
