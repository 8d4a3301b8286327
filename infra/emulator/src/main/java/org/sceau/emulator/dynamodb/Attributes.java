package org.sceau.emulator.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sceau.emulator.wire.AwsException;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;

/** Holds the attributes of an item, or of its key, by their names. */
record Attributes(Map<String, Value> values) {

  static final Attributes NONE = new Attributes(Map.of());

  private static final int MAX_BYTES = 400 * 1024;

  Attributes {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static Attributes of(JsonObject json) {
    Map<String, Value> values = new LinkedHashMap<>();
    json.members().forEach((name, value) -> values.put(name, Value.of(value)));
    return new Attributes(values);
  }

  JsonObject toJson() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    values.forEach((name, value) -> members.put(name, value.toJson()));
    return new JsonObject(members);
  }

  @Nullable Value get(String name) {
    return values.get(name);
  }

  /** The attributes with these names and no others. */
  Attributes only(Collection<String> names) {
    Map<String, Value> kept = new LinkedHashMap<>(values);
    kept.keySet().retainAll(names);
    return new Attributes(kept);
  }

  /** How many bytes the attributes count for. */
  int size() {
    int size = 0;
    for (var attribute : values.entrySet()) {
      size +=
          attribute.getKey().getBytes(StandardCharsets.UTF_8).length + attribute.getValue().size();
    }
    return size;
  }

  void checkSize() {
    if (size() > MAX_BYTES) {
      throw AwsException.validation("Item size has exceeded the maximum allowed size");
    }
  }
}
