package org.sceau.local.dynamodb;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.local.wire.AwsException;

/** Values as the protocol writes them: {@code {"S":"text"}}. */
final class ValueJson {

  private static final int MAX_DEPTH = 32;

  private ValueJson() {}

  static Value.M readItem(JsonObject json) {
    return map(json, 0);
  }

  static Value read(JsonValue json) {
    return read(json, 0);
  }

  private static Value read(JsonValue json, int depth) {
    if (depth > MAX_DEPTH) {
      throw AwsException.validation("Nesting Levels have exceeded supported limits");
    }
    if (!(json instanceof JsonObject(var members)) || members.size() != 1) {
      throw AwsException.validation(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of"
              + " the supported datatypes");
    }
    var member = members.entrySet().iterator().next();
    var content = member.getValue();
    return switch (member.getKey()) {
      case "S" -> new Value.S(text(content));
      case "N" -> new Value.N(Numbers.parse(text(content)));
      case "B" -> new Value.B(bytes(text(content)));
      case "BOOL" -> {
        if (content instanceof JsonBoolean(var truth)) {
          yield new Value.Bool(truth);
        }
        throw serialization();
      }
      case "NULL" -> {
        if (new JsonBoolean(true).equals(content)) {
          yield new Value.Null();
        }
        throw AwsException.validation(
            "One or more parameter values were invalid: Null attribute value types must have the"
                + " value of true");
      }
      case "L" -> {
        List<Value> values = new ArrayList<>();
        for (var item : items(content)) {
          values.add(read(item, depth + 1));
        }
        yield new Value.L(values);
      }
      case "M" -> {
        if (content instanceof JsonObject object) {
          yield map(object, depth + 1);
        }
        throw serialization();
      }
      case "SS" -> new Value.Ss(set("string", content, text -> text));
      case "NS" -> new Value.Ns(set("number", content, Numbers::parse));
      case "BS" -> new Value.Bs(set("binary", content, ValueJson::bytes));
      default ->
          throw AwsException.validation(
              "Supplied AttributeValue is empty, must contain exactly one of the supported"
                  + " datatypes");
    };
  }

  private static Value.M map(JsonObject json, int depth) {
    Map<String, Value> values = new LinkedHashMap<>();
    json.members().forEach((name, value) -> values.put(name, read(value, depth)));
    return new Value.M(values);
  }

  private static <T> Set<T> set(String kind, JsonValue content, Function<String, T> reading) {
    var items = items(content);
    Set<T> values = new LinkedHashSet<>();
    for (var item : items) {
      values.add(reading.apply(text(item)));
    }
    if (values.isEmpty()) {
      throw AwsException.validation(
          "One or more parameter values were invalid: An " + kind + " set  may not be empty");
    }
    if (values.size() < items.size()) {
      throw AwsException.validation(
          "One or more parameter values were invalid: Input collection contains duplicates");
    }
    return values;
  }

  private static Bytes bytes(String base64) {
    try {
      return Bytes.fromBase64(base64);
    } catch (IllegalArgumentException _) {
      throw serialization();
    }
  }

  private static List<JsonValue> items(JsonValue json) {
    if (json instanceof JsonArray(var items)) {
      return items;
    }
    throw serialization();
  }

  private static String text(JsonValue json) {
    if (json instanceof JsonString(var text)) {
      return text;
    }
    throw serialization();
  }

  private static AwsException serialization() {
    return AwsException.of("SerializationException", "An AttributeValue has the wrong JSON type");
  }

  static JsonObject writeItem(Value.M item) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    item.values().forEach((name, value) -> members.put(name, write(value)));
    return new JsonObject(members);
  }

  static JsonObject write(Value value) {
    JsonValue content =
        switch (value) {
          case Value.S(var text) -> new JsonString(text);
          case Value.N(var number) -> new JsonString(number.toPlainString());
          case Value.B(var bytes) -> new JsonString(bytes.base64());
          case Value.Bool(var truth) -> new JsonBoolean(truth);
          case Value.Null() -> new JsonBoolean(true);
          case Value.L(var values) ->
              new JsonArray(values.stream().<JsonValue>map(ValueJson::write).toList());
          case Value.M map -> writeItem(map);
          case Value.Ss(var values) -> JsonArray.ofStrings(values);
          case Value.Ns(var values) ->
              JsonArray.ofStrings(values.stream().map(BigDecimal::toPlainString).toList());
          case Value.Bs(var values) ->
              JsonArray.ofStrings(values.stream().map(Bytes::base64).toList());
        };
    return new JsonObject(Map.of(value.type(), content));
  }
}
