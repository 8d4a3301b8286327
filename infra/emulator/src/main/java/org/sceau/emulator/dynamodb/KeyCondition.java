package org.sceau.emulator.dynamodb;

import org.jspecify.annotations.Nullable;
import org.sceau.emulator.wire.AwsException;

/**
 * Selects the partition that a query reads, and range keys of it.
 *
 * @param low the least range key that may be selected; {@code null} for none
 */
record KeyCondition(Value hash, @Nullable Condition range, @Nullable Value low) {

  static KeyCondition of(Condition condition, TableSchema schema, KeySchema key) {
    if (condition instanceof Condition.And(var left, var right)) {
      return range(hash(left, schema, key), right, schema, key);
    }
    return new KeyCondition(hash(condition, schema, key), null, null);
  }

  boolean includes(Attributes item) {
    return range == null || range.isMetBy(item);
  }

  private static Value hash(Condition condition, TableSchema schema, KeySchema key) {
    if (condition instanceof Condition.Comparison(var name, var operator, var value)
        && name.equals(key.hash())
        && operator.equals("=")) {
      schema.checkType(name, value);
      return value;
    }
    throw AwsException.validation(
        "Query condition missed key schema element: %s".formatted(key.hash()));
  }

  private static KeyCondition range(
      Value hash, Condition condition, TableSchema schema, KeySchema key) {
    if (!condition.attributes().stream().allMatch(name -> name.equals(key.range()))) {
      throw AwsException.validation(
          "Query condition missed key schema element: %s".formatted(key.range()));
    }
    return switch (condition) {
      case Condition.BeginsWith(_, var prefix) ->
          new KeyCondition(hash, condition, new Value.S(prefix));
      case Condition.Comparison(var name, var operator, var value) when operator.equals("<=") -> {
        schema.checkType(name, value);
        yield new KeyCondition(hash, condition, null);
      }
      default ->
          throw AwsException.unsupported(
              "a condition on a range key other than begins_with and <=");
    };
  }
}
