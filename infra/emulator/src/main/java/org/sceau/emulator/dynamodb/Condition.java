package org.sceau.emulator.dynamodb;

import java.util.List;
import java.util.stream.Stream;

/** Represents a condition on an item. */
sealed interface Condition {

  record Comparison(String attribute, String operator, Value value) implements Condition {

    private boolean isTrueOf(Attributes item) {
      var found = item.get(attribute);
      if (operator.equals("=") || operator.equals("<>")) {
        // An attribute that is absent differs from every value.
        return value.equals(found) == operator.equals("=");
      }
      if (found == null || !found.type().equals(value.type())) {
        return false;
      }
      int order = found.compareTo(value);
      return switch (operator) {
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    }
  }

  record And(Condition left, Condition right) implements Condition {}

  record Or(Condition left, Condition right) implements Condition {}

  record Exists(String attribute) implements Condition {}

  record Absent(String attribute) implements Condition {}

  record BeginsWith(String attribute, String prefix) implements Condition {}

  /** Whether the item meets the condition; an item that does not exist has no attributes. */
  default boolean isMetBy(Attributes item) {
    return switch (this) {
      case And(var left, var right) -> left.isMetBy(item) && right.isMetBy(item);
      case Or(var left, var right) -> left.isMetBy(item) || right.isMetBy(item);
      case Exists(var attribute) -> item.get(attribute) != null;
      case Absent(var attribute) -> item.get(attribute) == null;
      case BeginsWith(var attribute, var prefix) ->
          item.get(attribute) instanceof Value.S(var text) && text.startsWith(prefix);
      case Comparison comparison -> comparison.isTrueOf(item);
    };
  }

  /** The attributes that the condition reads. */
  default List<String> attributes() {
    return switch (this) {
      case And(var left, var right) -> both(left, right);
      case Or(var left, var right) -> both(left, right);
      case Exists(var attribute) -> List.of(attribute);
      case Absent(var attribute) -> List.of(attribute);
      case BeginsWith(var attribute, _) -> List.of(attribute);
      case Comparison(var attribute, _, _) -> List.of(attribute);
    };
  }

  private static List<String> both(Condition left, Condition right) {
    return Stream.of(left, right).flatMap(side -> side.attributes().stream()).toList();
  }
}
