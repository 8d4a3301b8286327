package org.sceau.local.dynamodb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;

/** Mutations that happen together: one record of the journal. */
final class Change {

  /** One thing that changes. */
  sealed interface Mutation {}

  record Create(Schema schema) implements Mutation {}

  record Drop(String table) implements Mutation {}

  record Put(String table, Value.M item) implements Mutation {}

  record Delete(String table, Value.M key) implements Mutation {}

  record Remember(Store.Token token) implements Mutation {}

  private static final JsonLimits LIMITS =
      new JsonLimits(Integer.MAX_VALUE, 128, Integer.MAX_VALUE, 4 * 1024 * 1024, 32);

  private final List<Mutation> mutations = new ArrayList<>();

  List<Mutation> mutations() {
    return mutations;
  }

  int size() {
    return mutations.size();
  }

  void create(Schema schema) {
    mutations.add(new Create(schema));
  }

  void drop(String table) {
    mutations.add(new Drop(table));
  }

  void put(Table table, Value.M item) {
    mutations.add(new Put(table.schema().name(), item));
  }

  void delete(Table table, Value.M key) {
    mutations.add(new Delete(table.schema().name(), table.schema().key().only(key)));
  }

  void remember(Store.Token token) {
    mutations.add(new Remember(token));
  }

  byte[] write() {
    return JsonWriter.writeBytes(
        new JsonArray(mutations.stream().<JsonValue>map(Change::write).toList()));
  }

  private static JsonObject write(Mutation mutation) {
    var json = JsonObject.builder();
    switch (mutation) {
      case Create(var schema) ->
          json.put("create", schema.request()).put("at", schema.created().toString());
      case Drop(var table) -> json.put("drop", table);
      case Put(var table, var item) -> json.put("t", table).put("put", ValueJson.writeItem(item));
      case Delete(var table, var key) ->
          json.put("t", table).put("delete", ValueJson.writeItem(key));
      case Remember(var token) ->
          json.put("token", token.name())
              .put("request", token.request())
              .put("at", token.time().toString());
    }
    return json.build();
  }

  /**
   * Reads what {@link #write()} wrote.
   *
   * @throws RuntimeException if it is anything else
   */
  static Change read(byte[] content) {
    var change = new Change();
    if (!(JsonReader.read(content, LIMITS) instanceof JsonReading.Read(JsonArray(var items)))) {
      throw new IllegalArgumentException("something that is no list of changes");
    }
    for (var item : items) {
      change.mutations.add(mutation((JsonObject) item));
    }
    return change;
  }

  private static Mutation mutation(JsonObject json) {
    if (json.has("put")) {
      return new Put(text(json, "t"), ValueJson.readItem(json.object("put").orElseThrow()));
    }
    if (json.has("delete")) {
      return new Delete(text(json, "t"), ValueJson.readItem(json.object("delete").orElseThrow()));
    }
    if (json.has("token")) {
      return new Remember(new Store.Token(text(json, "token"), text(json, "request"), time(json)));
    }
    if (json.has("drop")) {
      return new Drop(text(json, "drop"));
    }
    return new Create(Schema.of(json.object("create").orElseThrow(), time(json)));
  }

  private static String text(JsonObject json, String name) {
    return json.string(name).orElseThrow();
  }

  private static Instant time(JsonObject json) {
    return Instant.parse(text(json, "at"));
  }
}
