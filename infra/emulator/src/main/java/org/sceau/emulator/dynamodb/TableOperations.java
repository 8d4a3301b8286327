package org.sceau.emulator.dynamodb;

import java.util.Map;
import java.util.function.Function;
import org.sceau.emulator.wire.AwsException;
import org.sceau.json.JsonObject;

/** Answers CreateTable and DescribeTable. */
final class TableOperations {

  private final Store store;

  TableOperations(Store store) {
    this.store = store;
  }

  Map<String, Function<JsonObject, JsonObject>> byName() {
    return Map.of("CreateTable", this::create, "DescribeTable", this::describe);
  }

  private JsonObject create(JsonObject json) {
    var schema = TableSchema.of(json);
    return store.write(change -> {
      if (store.has(schema.name())) {
        throw AwsException.of("ResourceInUseException", "Table already exists: " + schema.name());
      }
      change.create(schema);
      return described("TableDescription", schema);
    });
  }

  private JsonObject describe(JsonObject json) {
    var name = new Request(json, "TableName").table();
    return store.read(() -> described("Table", store.table(name).schema()));
  }

  private static JsonObject described(String member, TableSchema schema) {
    return JsonObject.builder()
        .put(
            member,
            JsonObject.builder()
                .put("TableName", schema.name())
                .put("TableStatus", "ACTIVE")
                .put("KeySchema", schema.request().get("KeySchema"))
                .build())
        .build();
  }
}
