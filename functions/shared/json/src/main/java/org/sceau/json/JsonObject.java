package org.sceau.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object whose members keep their order. */
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {

  public static final JsonObject EMPTY = new JsonObject(Map.of());

  public JsonObject {
    members = Members.copyOf(members);
  }

  public static Builder builder() {
    return new Builder();
  }

  public @Nullable JsonValue get(String name) {
    return members.get(name);
  }

  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** Returns the member if it is a string. */
  public Optional<String> string(String name) {
    return members.get(name) instanceof JsonString(var value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /** Returns the member if it is a number. */
  public Optional<JsonNumber> number(String name) {
    return members.get(name) instanceof JsonNumber number ? Optional.of(number) : Optional.empty();
  }

  /** Returns the member if it is an object. */
  public Optional<JsonObject> object(String name) {
    return members.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  /** Returns the member if it is an array. */
  public Optional<JsonArray> array(String name) {
    return members.get(name) instanceof JsonArray array ? Optional.of(array) : Optional.empty();
  }

  /** Returns the member as a list: an array's items, a single value, or nothing if it is absent. */
  public List<JsonValue> list(String name) {
    return switch (members.get(name)) {
      case null -> List.of();
      case JsonArray(var items) -> items;
      case JsonValue single -> List.of(single);
    };
  }

  public JsonObject with(String name, JsonValue value) {
    return new Builder(members).put(name, value).build();
  }

  public JsonObject without(String name) {
    return withoutAll(Set.of(name));
  }

  /** Returns the object without the members of these names. */
  public JsonObject withoutAll(Set<String> names) {
    for (var name : names) {
      if (has(name)) {
        return new JsonObject(Members.copyOf(members).where(kept -> !names.contains(kept)));
      }
    }
    return this;
  }

  /** Builds an object with members in the order of insertion; {@code null} values are left out. */
  public static final class Builder {

    private final Map<String, JsonValue> members;

    private Builder() {
      this(Map.of());
    }

    private Builder(Map<String, JsonValue> members) {
      this.members = new LinkedHashMap<>(members);
    }

    public Builder put(String name, @Nullable JsonValue value) {
      if (value != null) {
        members.put(name, value);
      }
      return this;
    }

    public Builder put(String name, @Nullable String value) {
      return value == null ? this : put(name, new JsonString(value));
    }

    public Builder put(String name, long value) {
      return put(name, JsonNumber.of(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, new JsonBoolean(value));
    }

    public JsonObject build() {
      return new JsonObject(members);
    }
  }
}
