package org.sceau.local.dynamodb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of a key's attributes. */
record KeySchema(String hash, @Nullable String range) {

  List<String> names() {
    return range == null ? List.of(hash) : List.of(hash, range);
  }

  boolean has(String name) {
    return names().contains(name);
  }

  /** Where the item stands; {@code null} if it lacks a part of the key. */
  @Nullable Position of(Value.M item) {
    var hashValue = item.values().get(hash);
    var rangeValue = range == null ? null : item.values().get(range);
    return hashValue == null || (range != null && rangeValue == null)
        ? null
        : Position.of(hashValue, rangeValue);
  }

  /** The key's attributes of the item and no others. */
  Value.M only(Value.M item) {
    Map<String, Value> key = new LinkedHashMap<>();
    for (var name : names()) {
      var value = item.values().get(name);
      if (value != null) {
        key.put(name, value);
      }
    }
    return new Value.M(key);
  }
}
