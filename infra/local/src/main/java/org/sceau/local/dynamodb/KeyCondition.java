package org.sceau.local.dynamodb;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sceau.local.wire.AwsException;

/**
 * The partition that a query reads, and which range keys of it: these are always neighbours.
 *
 * @param low the least range key that may be meant; {@code null} for none
 * @param high the greatest
 */
record KeyCondition(
    Value hash, @Nullable Condition range, @Nullable Value low, @Nullable Value high) {

  static KeyCondition of(Condition condition, Schema schema, KeySchema key) {
    List<Condition> parts = new ArrayList<>();
    flatten(condition, parts);
    Value hash = null;
    Condition range = null;
    for (var part : parts) {
      var name = attribute(part);
      if (name.equals(key.hash()) && hash == null) {
        if (part instanceof Condition.Comparison(var operator, _, Condition.Literal(var value))
            && operator.equals("=")) {
          hash = value;
        } else {
          throw AwsException.validation("Query key condition not supported");
        }
      } else if (name.equals(key.range()) && range == null) {
        range = part;
      } else if (key.has(name)) {
        throw AwsException.validation(
            "KeyConditionExpressions must only contain one condition per key");
      } else {
        throw missing(hash == null ? key.hash() : String.valueOf(key.range()));
      }
    }
    if (hash == null) {
      throw missing(key.hash());
    }
    checkType(schema, key.hash(), hash);
    return of(schema, key, hash, range);
  }

  private static KeyCondition of(
      Schema schema, KeySchema key, Value hash, @Nullable Condition range) {
    Value low = null;
    Value high = null;
    switch (range) {
      case null -> {}
      case Condition.Comparison(var operator, _, Condition.Literal(var value)) -> {
        if (operator.equals("<>")) {
          throw AwsException.validation("Invalid operator used in KeyConditionExpression: <>");
        }
        low = operator.startsWith("<") ? null : value;
        high = operator.startsWith(">") ? null : value;
      }
      case Condition.Between(_, Condition.Literal(var from), Condition.Literal(var to)) -> {
        low = from;
        high = to;
      }
      case Condition.BeginsWith(_, Condition.Literal(var prefix)) -> low = prefix;
      default -> throw AwsException.validation("Query key condition not supported");
    }
    for (var bound : new Value[] {low, high}) {
      if (bound != null && key.range() != null) {
        checkType(schema, key.range(), bound);
      }
    }
    return new KeyCondition(hash, range, low, high);
  }

  boolean includes(Value.M item) {
    return range == null || range.isMetBy(item);
  }

  private static void flatten(Condition condition, List<Condition> parts) {
    if (condition instanceof Condition.And(var left, var right)) {
      flatten(left, parts);
      flatten(right, parts);
    } else {
      parts.add(condition);
    }
  }

  private static String attribute(Condition condition) {
    var operand =
        switch (condition) {
          case Condition.Comparison comparison -> comparison.left();
          case Condition.Between between -> between.operand();
          case Condition.BeginsWith begins -> begins.operand();
          default ->
              throw AwsException.validation("Invalid operator used in KeyConditionExpression");
        };
    if (operand instanceof Condition.At(var path) && path.isAttribute()) {
      return path.attribute();
    }
    throw AwsException.validation(
        "Invalid KeyConditionExpression: A key condition names a key attribute on its left side");
  }

  private static void checkType(Schema schema, String name, Value value) {
    if (!schema.typeOf(name).equals(value.type())) {
      throw AwsException.validation(
          "One or more parameter values were invalid: Condition parameter type does not match"
              + " schema type");
    }
    if (Sizes.of(value) == 0) {
      throw AwsException.validation(
          "One or more parameter values are not valid. The AttributeValue for a key attribute"
              + " cannot contain an empty string value. Key: "
              + name);
    }
  }

  private static AwsException missing(String name) {
    return AwsException.validation("Query condition missed key schema element: " + name);
  }
}
