package org.sceau.local.dynamodb;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.local.wire.AwsException;

/**
 * A table as CreateTable describes it.
 *
 * @param types of the attributes that are parts of keys
 * @param request the description itself
 */
record Schema(
    String name,
    KeySchema key,
    Map<String, String> types,
    Map<String, Index> indexes,
    JsonObject request,
    Instant created) {

  /**
   * A global secondary index.
   *
   * @param included the attributes besides the keys; {@code null} for all
   */
  record Index(String name, KeySchema key, @Nullable Set<String> included) {

    Value.M project(Value.M item, KeySchema tableKey) {
      if (included == null) {
        return item;
      }
      Map<String, Value> kept = new LinkedHashMap<>();
      item.values()
          .forEach((name, value) -> {
            if (key.has(name) || tableKey.has(name) || included.contains(name)) {
              kept.put(name, value);
            }
          });
      return new Value.M(kept);
    }
  }

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");
  private static final int MAX_HASH_BYTES = 2048;
  private static final int MAX_RANGE_BYTES = 1024;

  static void checkName(String name) {
    if (name.length() < 3 || name.length() > 255) {
      throw AwsException.validation(
          "TableName must be at least 3 characters long and at most 255 characters long");
    }
    if (!NAME.matcher(name).matches()) {
      throw AwsException.validation(
          "1 validation error detected: Value '"
              + name
              + "' at 'tableName' failed to satisfy constraint: Member must satisfy regular"
              + " expression pattern: [a-zA-Z0-9_.-]+");
    }
  }

  static Schema of(JsonObject request, Instant created) {
    var name = request.string("TableName").orElse("");
    checkName(name);
    Map<String, String> types = new LinkedHashMap<>();
    for (var definition : request.list("AttributeDefinitions")) {
      types.put(
          member(definition, "AttributeName", "[^\\s].*"),
          member(definition, "AttributeType", "[SNB]"));
    }
    Set<String> used = new HashSet<>();
    var key = key(request, types, used);
    Map<String, Index> indexes = new LinkedHashMap<>();
    for (var index : request.list("GlobalSecondaryIndexes")) {
      var indexName = member(index, "IndexName", "[a-zA-Z0-9_.-]{3,255}");
      if (!(index instanceof JsonObject object)
          || indexes.put(
                  indexName, new Index(indexName, key(object, types, used), included(object)))
              != null) {
        throw AwsException.validation(
            "One or more parameter values were invalid: Duplicate index name: " + indexName);
      }
    }
    if (request.has("LocalSecondaryIndexes")) {
      throw AwsException.validation("This local double has no local secondary indexes");
    }
    if (!used.equals(types.keySet())) {
      throw AwsException.validation(
          "One or more parameter values were invalid: Number of attributes in KeySchema does not"
              + " exactly match number of attributes defined in AttributeDefinitions");
    }
    return new Schema(
        name,
        key,
        Collections.unmodifiableMap(types),
        Collections.unmodifiableMap(indexes),
        request,
        created);
  }

  private static KeySchema key(JsonObject owner, Map<String, String> types, Set<String> used) {
    var elements = owner.list("KeySchema");
    if (elements.isEmpty() || elements.size() > 2) {
      throw AwsException.validation(
          "1 validation error detected: Value at 'keySchema' failed to satisfy constraint: Member"
              + " must have length between 1 and 2");
    }
    var hash = element(elements.getFirst(), "HASH", types, used);
    var range = elements.size() == 1 ? null : element(elements.get(1), "RANGE", types, used);
    return new KeySchema(hash, range);
  }

  private static String element(
      JsonValue element, String type, Map<String, String> types, Set<String> used) {
    if (!member(element, "KeyType", "HASH|RANGE").equals(type)) {
      throw AwsException.validation(
          "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
    }
    var name = member(element, "AttributeName", ".+");
    if (!types.containsKey(name)) {
      throw AwsException.validation(
          "One or more parameter values were invalid: Some index key attributes are not defined in"
              + " AttributeDefinitions. Keys: ["
              + name
              + "]");
    }
    used.add(name);
    return name;
  }

  private static @Nullable Set<String> included(JsonObject index) {
    var projection = index.object("Projection").orElse(JsonObject.EMPTY);
    return switch (projection.string("ProjectionType").orElse("")) {
      case "ALL" -> null;
      case "KEYS_ONLY" -> Set.of();
      case "INCLUDE" -> {
        Set<String> names = new LinkedHashSet<>();
        for (var name : projection.list("NonKeyAttributes")) {
          if (name instanceof JsonString(var text)) {
            names.add(text);
          }
        }
        yield names;
      }
      default ->
          throw AwsException.validation(
              "One or more parameter values were invalid: Unknown ProjectionType");
    };
  }

  private static String member(JsonValue owner, String name, String pattern) {
    var value = owner instanceof JsonObject object ? object.string(name).orElse("") : "";
    if (!value.matches(pattern)) {
      throw AwsException.validation(
          "1 validation error detected: Value '"
              + value
              + "' at '"
              + name
              + "' failed to satisfy constraint: Member must satisfy regular expression pattern: "
              + pattern);
    }
    return value;
  }

  /** Where the item stands, once all its keys are as the table and its indexes want them. */
  Position checkedPosition(Value.M item) {
    for (var name : key.names()) {
      var value = item.values().get(name);
      if (value == null) {
        throw AwsException.validation(
            "One or more parameter values were invalid: Missing the key " + name + " in the item");
      }
      checkType(name, value, "key " + name, "");
      checkKeySize(name, value);
    }
    for (var index : indexes.values()) {
      for (var name : index.key().names()) {
        var value = item.values().get(name);
        if (value != null) {
          checkType(name, value, "Index Key " + name, " IndexName: " + index.name());
          checkKeySize(name, value);
        }
      }
    }
    return positionOf(item);
  }

  /** Where the item of this key stands; the key is to have its own attributes and no others. */
  Position checkedKey(Value.M given) {
    if (!given.values().keySet().equals(Set.copyOf(key.names()))
        || key.names().stream()
            .anyMatch(name -> !typeOf(name).equals(valueOf(given, name).type()))) {
      throw AwsException.validation("The provided key element does not match the schema");
    }
    key.names().forEach(name -> checkKeySize(name, valueOf(given, name)));
    return positionOf(given);
  }

  Position positionOf(Value.M item) {
    var position = key.of(item);
    if (position == null) {
      throw AwsException.validation("The provided key element does not match the schema");
    }
    return position;
  }

  private void checkType(String name, Value value, String where, String more) {
    if (!value.type().equals(typeOf(name))) {
      throw AwsException.validation(
          "One or more parameter values were invalid: Type mismatch for "
              + where
              + " expected: "
              + typeOf(name)
              + " actual: "
              + value.type()
              + more);
    }
  }

  private void checkKeySize(String name, Value value) {
    int size = Sizes.of(value);
    if (size == 0) {
      throw AwsException.validation(
          "One or more parameter values are not valid. The AttributeValue for a key attribute"
              + " cannot contain an empty "
              + (value instanceof Value.S ? "string" : "binary")
              + " value. Key: "
              + name);
    }
    if (size > (name.equals(key.range()) ? MAX_RANGE_BYTES : MAX_HASH_BYTES)) {
      throw AwsException.validation(
          "One or more parameter values were invalid: Size of the key "
              + name
              + " has exceeded the maximum size limit");
    }
  }

  String typeOf(String name) {
    return types.getOrDefault(name, "");
  }

  private static Value valueOf(Value.M item, String name) {
    return item.values().getOrDefault(name, new Value.Null());
  }
}
