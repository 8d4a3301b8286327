package org.sceau.local.dynamodb;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition of an expression, and whether an item meets it. */
sealed interface Condition {

  /** Something that has a value, or has none in this item. */
  sealed interface Operand {
    @Nullable Value in(Value.M item);
  }

  record At(Path path) implements Operand {
    @Override
    public @Nullable Value in(Value.M item) {
      return path.in(item);
    }
  }

  record Literal(Value value) implements Operand {
    @Override
    public Value in(Value.M item) {
      return value;
    }
  }

  record Size(Path path) implements Operand {
    @Override
    public @Nullable Value in(Value.M item) {
      return switch (path.in(item)) {
        case null -> null;
        case Value.S(var text) -> number(text.codePointCount(0, text.length()));
        case Value.B(var bytes) -> number(bytes.value().length);
        case Value.L(var values) -> number(values.size());
        case Value.M(var values) -> number(values.size());
        case Value.Ss(var values) -> number(values.size());
        case Value.Ns(var values) -> number(values.size());
        case Value.Bs(var values) -> number(values.size());
        case Value.N _, Value.Bool _, Value.Null _ -> null;
      };
    }

    private static Value number(int size) {
      return new Value.N(BigDecimal.valueOf(size));
    }
  }

  record Comparison(String operator, Operand left, Operand right) implements Condition {}

  record Between(Operand operand, Operand low, Operand high) implements Condition {}

  record In(Operand operand, List<Operand> choices) implements Condition {}

  record And(Condition left, Condition right) implements Condition {}

  record Or(Condition left, Condition right) implements Condition {}

  record Not(Condition condition) implements Condition {}

  record Exists(Path path) implements Condition {}

  record Absent(Path path) implements Condition {}

  record HasType(Path path, String type) implements Condition {}

  record BeginsWith(Operand operand, Operand prefix) implements Condition {}

  record Contains(Operand operand, Operand part) implements Condition {}

  /** Whether the item meets the condition; an item that is not there is an empty one. */
  default boolean isMetBy(Value.M item) {
    return switch (this) {
      case Comparison(var operator, var left, var right) ->
          compare(operator, left.in(item), right.in(item));
      case Between(var operand, var low, var high) ->
          compare(">=", operand.in(item), low.in(item))
              && compare("<=", operand.in(item), high.in(item));
      case In(var operand, var choices) ->
          choices.stream().anyMatch(choice -> compare("=", operand.in(item), choice.in(item)));
      case And(var left, var right) -> left.isMetBy(item) && right.isMetBy(item);
      case Or(var left, var right) -> left.isMetBy(item) || right.isMetBy(item);
      case Not(var condition) -> !condition.isMetBy(item);
      case Exists(var path) -> path.in(item) != null;
      case Absent(var path) -> path.in(item) == null;
      case HasType(var path, var type) -> {
        var value = path.in(item);
        yield value != null && value.type().equals(type);
      }
      case BeginsWith(var operand, var prefix) -> beginsWith(operand.in(item), prefix.in(item));
      case Contains(var operand, var part) -> contains(operand.in(item), part.in(item));
    };
  }

  private static boolean compare(String operator, @Nullable Value left, @Nullable Value right) {
    if (left == null || right == null) {
      // An attribute that is not there differs from everything.
      return operator.equals("<>");
    }
    if (operator.equals("=") || operator.equals("<>")) {
      return left.equals(right) == operator.equals("=");
    }
    if (!left.isScalar() || !left.type().equals(right.type())) {
      return false;
    }
    int order = Value.compare(left, right);
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  static boolean beginsWith(@Nullable Value value, @Nullable Value prefix) {
    if (value instanceof Value.S(var text) && prefix instanceof Value.S(var start)) {
      return text.startsWith(start);
    }
    return value instanceof Value.B(Bytes(var bytes))
        && prefix instanceof Value.B(Bytes(var start))
        && start.length <= bytes.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private static boolean contains(@Nullable Value value, @Nullable Value part) {
    if (part == null) {
      return false;
    }
    return switch (value) {
      case null -> false;
      case Value.S(var text) -> part instanceof Value.S(var piece) && text.contains(piece);
      case Value.B(Bytes(var bytes)) ->
          part instanceof Value.B(Bytes(var piece)) && indexOf(bytes, piece);
      case Value.L(var values) -> values.contains(part);
      case Value.Ss(var values) -> part instanceof Value.S(var text) && values.contains(text);
      case Value.Ns(var values) -> part instanceof Value.N(var number) && values.contains(number);
      case Value.Bs(var values) -> part instanceof Value.B(var bytes) && values.contains(bytes);
      case Value.M _, Value.N _, Value.Bool _, Value.Null _ -> false;
    };
  }

  private static boolean indexOf(byte[] bytes, byte[] piece) {
    for (int at = 0; at + piece.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + piece.length, piece, 0, piece.length)) {
        return true;
      }
    }
    return false;
  }
}
