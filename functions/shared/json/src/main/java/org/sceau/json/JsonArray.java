package org.sceau.json;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** A JSON array. */
public record JsonArray(List<JsonValue> items) implements JsonValue {

  public JsonArray {
    items = List.copyOf(items);
  }

  public static JsonArray of(JsonValue... items) {
    return new JsonArray(Arrays.asList(items));
  }

  public static JsonArray ofStrings(Collection<String> items) {
    return new JsonArray(items.stream().<JsonValue>map(JsonString::new).toList());
  }

  public static JsonArray ofStrings(String... items) {
    return ofStrings(Arrays.asList(items));
  }
}
