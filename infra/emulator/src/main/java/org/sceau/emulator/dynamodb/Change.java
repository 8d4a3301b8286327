package org.sceau.emulator.dynamodb;

import java.util.ArrayList;
import java.util.List;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;

/** Collects mutations that happen together: one record of the journal. */
final class Change {

  /** One thing that changes. */
  sealed interface Mutation {}

  record Create(TableSchema schema) implements Mutation {}

  record Put(String table, Attributes item) implements Mutation {}

  private static final JsonLimits LIMITS =
      new JsonLimits(Integer.MAX_VALUE, 16, Integer.MAX_VALUE, 4 * 1024 * 1024, 32);

  private final List<Mutation> mutations = new ArrayList<>();

  List<Mutation> mutations() {
    return mutations;
  }

  void create(TableSchema schema) {
    mutations.add(new Create(schema));
  }

  void put(Table table, Attributes item) {
    mutations.add(new Put(table.schema().name(), item));
  }

  byte[] write() {
    return JsonWriter.writeBytes(
        new JsonArray(
            mutations.stream()
                .<JsonValue>map(mutation ->
                    switch (mutation) {
                      case Create(var schema) ->
                          JsonObject.builder().put("create", schema.request()).build();
                      case Put(var table, var item) ->
                          JsonObject.builder()
                              .put("table", table)
                              .put("put", item.toJson())
                              .build();
                    })
                .toList()));
  }

  /**
   * Reads what {@link #write()} wrote.
   *
   * @throws RuntimeException if it is anything else
   */
  static Change read(byte[] record) {
    if (!(JsonReader.read(record, LIMITS) instanceof JsonReading.Read(JsonArray(var items)))) {
      throw new IllegalArgumentException("not a list of changes");
    }
    var change = new Change();
    for (var item : items) {
      var json = Request.object(item);
      change.mutations.add(
          json.has("create")
              ? new Create(TableSchema.of(json.object("create").orElseThrow()))
              : new Put(
                  json.string("table").orElseThrow(),
                  Attributes.of(json.object("put").orElseThrow())));
    }
    return change;
  }
}
