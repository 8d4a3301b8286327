package org.sceau.local.dynamodb;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.local.wire.AwsException;

/** A request, or a part of one that has its own expressions, and what its members mean. */
final class Request {

  /** Members from before there were expressions; better refused than overlooked. */
  private static final Set<String> LEGACY =
      Set.of(
          "Expected",
          "AttributeUpdates",
          "AttributesToGet",
          "KeyConditions",
          "QueryFilter",
          "ScanFilter",
          "ConditionalOperator");

  private final JsonObject json;
  private @Nullable Placeholders placeholders;

  Request(JsonObject json) {
    this.json = json;
    for (var name : LEGACY) {
      if (json.has(name)) {
        throw AwsException.validation("This local double takes expressions, not " + name);
      }
    }
  }

  JsonObject json() {
    return json;
  }

  String table() {
    var name =
        text("TableName")
            .orElseThrow(() ->
                AwsException.validation(
                    "1 validation error detected: Value null at 'tableName' failed to satisfy"
                        + " constraint: Member must not be null"));
    return tableName(name);
  }

  /** A table may be named by its ARN. */
  static String tableName(String nameOrArn) {
    var name =
        nameOrArn.startsWith("arn:")
            ? nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1)
            : nameOrArn;
    Schema.checkName(name);
    return name;
  }

  Optional<String> text(String name) {
    return json.string(name);
  }

  boolean flag(String name, boolean otherwise) {
    return json.get(name) instanceof JsonBoolean(var truth) ? truth : otherwise;
  }

  /** A number of at least the least; empty if there is none. */
  Optional<Integer> number(String name, int least) {
    return json.number(name)
        .map(number -> {
          int value = number.decimal().intValue();
          if (value < least) {
            throw AwsException.validation(
                "1 validation error detected: Value '"
                    + value
                    + "' at '"
                    + name
                    + "' failed to satisfy constraint: Member must have value greater than or"
                    + " equal to "
                    + least);
          }
          return value;
        });
  }

  Value.M item(String name) {
    return ValueJson.readItem(
        json.object(name)
            .orElseThrow(() ->
                AwsException.validation(
                    "1 validation error detected: Value null at '"
                        + name
                        + "' failed to satisfy constraint: Member must not be null")));
  }

  Placeholders placeholders() {
    var read = placeholders;
    if (read == null) {
      read = new Placeholders(json);
      placeholders = read;
    }
    return read;
  }

  Optional<Condition> condition(String name) {
    return text(name).map(text -> Parser.condition(name, text, placeholders()));
  }

  Optional<List<Path>> projection() {
    return text("ProjectionExpression").map(text -> Parser.projection(text, placeholders()));
  }

  Update update() {
    return text("UpdateExpression")
        .map(text -> Parser.update(text, placeholders()))
        .orElse(Update.NOTHING);
  }

  /** To be called when all expressions of the request are read. */
  void done() {
    placeholders().checkAllUsed();
  }

  boolean wantsCapacity() {
    return !text("ReturnConsumedCapacity").orElse("NONE").equals("NONE");
  }

  /** The member of an answer that tells what was consumed, if the request asked. */
  @Nullable JsonObject capacity(String table, double units) {
    return wantsCapacity() ? capacityOf(table, units) : null;
  }

  static JsonObject capacityOf(String table, double units) {
    return JsonObject.builder()
        .put("TableName", table)
        .put("CapacityUnits", new JsonNumber(Double.toString(units)))
        .build();
  }

  static List<JsonObject> objects(JsonObject json, String name) {
    return json.array(name).orElse(JsonArray.of()).items().stream().map(Request::object).toList();
  }

  static JsonObject object(JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw AwsException.of("SerializationException", "An object is missing");
  }
}
