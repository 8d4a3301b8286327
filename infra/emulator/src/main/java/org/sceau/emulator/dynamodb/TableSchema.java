package org.sceau.emulator.dynamodb;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.JsonMembers;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;

/**
 * Describes a table as CreateTable does.
 *
 * @param types of the attributes that are parts of keys
 * @param request the request of CreateTable
 */
record TableSchema(
    String name,
    KeySchema key,
    Map<String, String> types,
    Map<String, Index> indexes,
    JsonObject request) {

  /**
   * A global secondary index.
   *
   * @param kept the attributes of an item that the index has
   */
  record Index(String name, KeySchema key, Set<String> kept) {}

  static TableSchema of(JsonObject request) {
    var name =
        new Request(
                request,
                "TableName",
                "AttributeDefinitions",
                "KeySchema",
                "GlobalSecondaryIndexes",
                "BillingMode")
            .table();
    Map<String, String> types = new LinkedHashMap<>();
    for (var definition : Request.objects(request, "AttributeDefinitions")) {
      var type = JsonMembers.text(definition, "AttributeType");
      if (!type.equals("S") && !type.equals("N")) {
        throw AwsException.unsupported("a key attribute of type " + type);
      }
      types.put(JsonMembers.text(definition, "AttributeName"), type);
    }
    var key = key(request);
    Map<String, Index> indexes = new LinkedHashMap<>();
    Set<String> used = new HashSet<>(key.names());
    for (var described : Request.objects(request, "GlobalSecondaryIndexes")) {
      var index = index(described, key);
      indexes.put(index.name(), index);
      used.addAll(index.key().names());
    }
    if (!used.equals(types.keySet())) {
      throw AwsException.validation(
          "Number of attributes in KeySchema does not exactly match AttributeDefinitions");
    }
    return new TableSchema(
        name,
        key,
        Collections.unmodifiableMap(types),
        Collections.unmodifiableMap(indexes),
        request);
  }

  private static KeySchema key(JsonObject owner) {
    var elements = Request.objects(owner, "KeySchema");
    var kinds =
        elements.stream().map(e -> JsonMembers.text(e, "KeyType")).collect(Collectors.joining(" "));
    return switch (kinds) {
      case "HASH" -> new KeySchema(JsonMembers.text(elements.getFirst(), "AttributeName"), null);
      case "HASH RANGE" ->
          new KeySchema(
              JsonMembers.text(elements.getFirst(), "AttributeName"),
              JsonMembers.text(elements.get(1), "AttributeName"));
      default -> throw AwsException.validation("Invalid KeySchema: %s".formatted(kinds));
    };
  }

  private static Index index(JsonObject described, KeySchema tableKey) {
    var key = key(described);
    var projection = described.object("Projection").orElse(JsonObject.EMPTY);
    var type = JsonMembers.text(projection, "ProjectionType");
    if (!type.equals("KEYS_ONLY") && !type.equals("INCLUDE")) {
      throw AwsException.unsupported("an index with the projection " + type);
    }
    Set<String> kept = new HashSet<>(key.names());
    kept.addAll(tableKey.names());
    for (var name : projection.list("NonKeyAttributes")) {
      kept.add(name instanceof JsonString(var text) ? text : "");
    }
    return new Index(JsonMembers.text(described, "IndexName"), key, Set.copyOf(kept));
  }

  /** The position of the item, whose keys must be as the table and its indexes want them. */
  ItemPosition positionOf(Attributes item) {
    var position = key.of(item);
    if (position == null) {
      throw AwsException.validation("Missing the key %s in the item".formatted(key));
    }
    check(key, item);
    indexes.values().forEach(index -> check(index.key(), item));
    return position;
  }

  private void check(KeySchema checked, Attributes item) {
    for (var name : checked.names()) {
      var value = item.get(name);
      if (value != null) {
        checkType(name, value);
        checked.checkSize(name, value);
      }
    }
  }

  /** The position of the key, which must have the key's attributes and no others. */
  ItemPosition positionOfKey(Attributes given) {
    if (!given.values().keySet().equals(Set.copyOf(key.names()))) {
      throw AwsException.validation("The provided key element does not match the schema");
    }
    return positionOf(given);
  }

  void checkType(String name, Value value) {
    if (!value.type().equals(types.get(name))) {
      throw AwsException.validation(
          "Type mismatch for key %s expected: %s actual: %s"
              .formatted(name, types.get(name), value.type()));
    }
  }
}
