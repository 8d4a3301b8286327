package org.sceau.local.dynamodb;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.local.wire.AwsException;

/** CreateTable, DescribeTable, ListTables and DeleteTable. */
final class TableOperations {

  private static final String ARN = "arn:aws:dynamodb:eu-west-3:000000000000:table/";

  private final Store store;

  TableOperations(Store store) {
    this.store = store;
  }

  Map<String, Function<JsonObject, JsonObject>> byName() {
    return Map.of(
        "CreateTable", this::create,
        "DescribeTable", this::describe,
        "ListTables", this::list,
        "DeleteTable", this::delete);
  }

  JsonObject create(JsonObject json) {
    var schema = Schema.of(json, store.now());
    return store.write(change -> {
      if (store.tables().containsKey(schema.name())) {
        throw AwsException.of("ResourceInUseException", "Table already exists: " + schema.name());
      }
      change.create(schema);
      return JsonObject.builder().put("TableDescription", description(new Table(schema))).build();
    });
  }

  /** Makes the table if it is not there; says whether what is there has the same keys. */
  boolean createIfAbsent(JsonObject json) {
    var schema = Schema.of(json, store.now());
    return store.write(change -> {
      var known = store.tables().get(schema.name());
      if (known == null) {
        change.create(schema);
        return true;
      }
      return known.schema().key().equals(schema.key())
          && known.schema().types().equals(schema.types())
          && known.schema().indexes().equals(schema.indexes());
    });
  }

  private JsonObject describe(JsonObject json) {
    var name = new Request(json).table();
    return store.read(() -> JsonObject.builder().put("Table", description(known(name))).build());
  }

  private JsonObject delete(JsonObject json) {
    var name = new Request(json).table();
    return store.write(change -> {
      var table = known(name);
      change.drop(name);
      return JsonObject.builder().put("TableDescription", description(table)).build();
    });
  }

  private Table known(String name) {
    var table = store.tables().get(name);
    if (table == null) {
      throw AwsException.of(
          "ResourceNotFoundException",
          "Requested resource not found: Table: " + name + " not found");
    }
    return table;
  }

  private JsonObject list(JsonObject json) {
    var request = new Request(json);
    var start = request.text("ExclusiveStartTableName").orElse("");
    int limit = request.number("Limit", 1).orElse(100);
    return store.read(() -> {
      var rest = List.copyOf(store.tables().tailMap(start, false).keySet());
      var names = rest.subList(0, Math.min(limit, rest.size()));
      return JsonObject.builder()
          .put("TableNames", JsonArray.ofStrings(names))
          .put("LastEvaluatedTableName", names.size() < rest.size() ? names.getLast() : null)
          .build();
    });
  }

  private static JsonObject description(Table table) {
    var schema = table.schema();
    List<JsonValue> indexes = new ArrayList<>();
    for (var index : Request.objects(schema.request(), "GlobalSecondaryIndexes")) {
      var name = index.string("IndexName").orElse("");
      indexes.add(
          JsonObject.builder()
              .put("IndexName", name)
              .put("KeySchema", index.get("KeySchema"))
              .put("Projection", index.get("Projection"))
              .put("IndexStatus", "ACTIVE")
              .put("ItemCount", table.index(name).size())
              .put("IndexArn", ARN + schema.name() + "/index/" + name)
              .build());
    }
    return JsonObject.builder()
        .put("TableName", schema.name())
        .put("TableStatus", "ACTIVE")
        .put("TableArn", ARN + schema.name())
        .put("CreationDateTime", seconds(schema.created()))
        .put("AttributeDefinitions", schema.request().get("AttributeDefinitions"))
        .put("KeySchema", schema.request().get("KeySchema"))
        .put("GlobalSecondaryIndexes", indexes.isEmpty() ? null : new JsonArray(indexes))
        .put("ItemCount", table.items().size())
        .put(
            "BillingModeSummary",
            JsonObject.builder()
                .put("BillingMode", schema.request().string("BillingMode").orElse("PROVISIONED"))
                .build())
        .build();
  }

  private static JsonNumber seconds(Instant time) {
    return new JsonNumber(BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString());
  }
}
