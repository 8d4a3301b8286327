package org.sceau.emulator.dynamodb;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.JsonMembers;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;

/** Reads a request, or a part of one that has its own expressions. */
final class Request {

  private final JsonObject json;
  private final Expression expression;

  /**
   * Refuses a request with a member that its operation does not support.
   *
   * @param supported the members besides those of placeholders
   */
  Request(JsonObject json, String... supported) {
    JsonMembers.check(
        json.without("ExpressionAttributeNames").without("ExpressionAttributeValues"), supported);
    this.json = json;
    this.expression = new Expression(json);
  }

  String table() {
    return JsonMembers.text(json, "TableName");
  }

  boolean flag(String name, boolean otherwise) {
    return json.get(name) instanceof JsonBoolean(var truth) ? truth : otherwise;
  }

  /** The {@code Limit}; without one there is none. */
  int limit() {
    int limit = json.number("Limit").map(n -> n.decimal().intValue()).orElse(Integer.MAX_VALUE);
    if (limit < 1) {
      throw AwsException.validation("Limit must have value greater than or equal to 1");
    }
    return limit;
  }

  Optional<Attributes> attributes(String name) {
    return json.object(name).map(Attributes::of);
  }

  Attributes requiredAttributes(String name) {
    return attributes(name)
        .orElseThrow(() -> AwsException.validation("Value null at '%s'".formatted(name)));
  }

  Optional<Condition> condition(String name) {
    return json.string(name).map(text -> expression.condition(name, text));
  }

  Optional<Set<String>> projection() {
    return json.string("ProjectionExpression").map(expression::projection);
  }

  Update update() {
    return expression.update(JsonMembers.text(json, "UpdateExpression"));
  }

  /** Must be called when all expressions of the request are read. */
  void done() {
    expression.checkAllUsed();
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
