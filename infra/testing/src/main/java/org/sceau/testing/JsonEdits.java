package org.sceau.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/** Reads the JSON of tests and changes it at JSON Pointers (RFC 6901). */
public final class JsonEdits {

  private JsonEdits() {}

  /** Reads an object. */
  public static JsonObject json(String text) {
    return (JsonObject) value(text);
  }

  /** Reads a value of any type. */
  public static JsonValue value(String text) {
    return switch (JsonReader.read(text.getBytes(UTF_8), JsonLimits.FOREIGN)) {
      case JsonReading.Read(var value) -> value;
      case JsonReading.Refused(var reason, _) -> throw new AssertionError(reason + ": " + text);
    };
  }

  /** Returns the value that the pointer leads to. */
  public static JsonValue at(JsonValue document, String pointer) {
    var value = document;
    for (var step : steps(pointer)) {
      value = child(value, step);
    }
    return value;
  }

  /** Returns the document with a value added or replaced. */
  public static JsonObject set(JsonObject document, String pointer, JsonValue value) {
    return (JsonObject) changed(document, steps(pointer), value);
  }

  public static JsonObject set(JsonObject document, String pointer, String value) {
    return set(document, pointer, new JsonString(value));
  }

  public static JsonObject set(JsonObject document, String pointer, long value) {
    return set(document, pointer, JsonNumber.of(value));
  }

  /** Returns the document without the member or item. */
  public static JsonObject remove(JsonObject document, String pointer) {
    return (JsonObject) changed(document, steps(pointer), null);
  }

  /**
   * Applies a JSON Patch (RFC 6902) of the operations {@code add}, {@code replace} and {@code
   * remove}; {@code add} within an array is for its end only.
   */
  public static JsonObject patch(JsonObject document, String patch) {
    var patched = document;
    for (var item : ((JsonArray) value(patch)).items()) {
      var operation = (JsonObject) item;
      var path = operation.string("path").orElseThrow();
      patched =
          operation.string("op").orElseThrow().equals("remove")
              ? remove(patched, path)
              : set(patched, path, at(operation, "/value"));
    }
    return patched;
  }

  private static JsonValue changed(
      JsonValue parent, List<String> steps, @Nullable JsonValue value) {
    var step = steps.getFirst();
    var child =
        steps.size() == 1
            ? value
            : changed(child(parent, step), steps.subList(1, steps.size()), value);
    if (parent instanceof JsonObject object) {
      return child == null ? object.without(step) : object.with(step, child);
    }
    var items = new ArrayList<>(((JsonArray) parent).items());
    int index = Integer.parseInt(step);
    if (index < items.size()) {
      items.remove(index);
    }
    if (child != null) {
      items.add(index, child);
    }
    return new JsonArray(items);
  }

  private static JsonValue child(JsonValue parent, String step) {
    return parent instanceof JsonArray(var items)
        ? items.get(Integer.parseInt(step))
        : Objects.requireNonNull(((JsonObject) parent).get(step), step);
  }

  private static List<String> steps(String pointer) {
    return List.of(pointer.split("/", -1)).stream()
        .skip(1)
        .map(step -> step.replace("~1", "/").replace("~0", "~"))
        .toList();
  }
}
