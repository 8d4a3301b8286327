package org.sceau.local.dynamodb;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.local.wire.AwsException;

/** What {@code #names} and {@code :values} stand for in one request, and which were used. */
final class Placeholders {

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();

  Placeholders(JsonObject request) {
    request
        .object("ExpressionAttributeNames")
        .ifPresent(given -> {
          checkGiven("ExpressionAttributeNames", given);
          given
              .members()
              .forEach((key, name) -> {
                checkKey("ExpressionAttributeNames", key, "#");
                names.put(key, name instanceof JsonString(var text) ? text : "");
              });
        });
    request
        .object("ExpressionAttributeValues")
        .ifPresent(given -> {
          checkGiven("ExpressionAttributeValues", given);
          given
              .members()
              .forEach((key, value) -> {
                checkKey("ExpressionAttributeValues", key, ":");
                values.put(key, ValueJson.read(value));
              });
        });
  }

  private static void checkGiven(String member, JsonObject given) {
    if (given.members().isEmpty()) {
      throw AwsException.validation(member + " must not be empty");
    }
  }

  private static void checkKey(String member, String key, String start) {
    if (!key.matches(start + "[a-zA-Z0-9_]+")) {
      throw AwsException.validation(
          member + " contains invalid key: Syntax error; key: \"" + key + "\"");
    }
  }

  String name(String kindOfExpression, String placeholder) {
    var name = names.get(placeholder);
    if (name == null) {
      throw AwsException.validation(
          "Invalid "
              + kindOfExpression
              + ": An expression attribute name used in the document path is not defined;"
              + " attribute name: "
              + placeholder);
    }
    used.add(placeholder);
    return name;
  }

  Value value(String kindOfExpression, String placeholder) {
    var value = values.get(placeholder);
    if (value == null) {
      throw AwsException.validation(
          "Invalid "
              + kindOfExpression
              + ": An expression attribute value used in expression is not defined; attribute"
              + " value: "
              + placeholder);
    }
    used.add(placeholder);
    return value;
  }

  /** To be called when all expressions are read: what none of them used is a mistake. */
  void checkAllUsed() {
    checkUsed("ExpressionAttributeNames", names.keySet());
    checkUsed("ExpressionAttributeValues", values.keySet());
  }

  private void checkUsed(String member, Set<String> given) {
    var unused = new TreeSet<>(given);
    unused.removeAll(used);
    if (!unused.isEmpty()) {
      throw AwsException.validation(
          "Value provided in "
              + member
              + " unused in expressions: keys: {"
              + String.join(", ", unused)
              + "}");
    }
  }
}
