package org.sceau.local.dynamodb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in an item a value is: an attribute, and members and elements below it. */
record Path(List<Step> steps) {

  /** One step down. */
  sealed interface Step {}

  /** Into a map. */
  record Member(String name) implements Step {}

  /** Into a list. */
  record Element(int index) implements Step {}

  Path {
    steps = List.copyOf(steps);
  }

  /** The name of the attribute, which is where every path begins. */
  String attribute() {
    return steps.getFirst() instanceof Member(var name) ? name : "";
  }

  boolean isAttribute() {
    return steps.size() == 1;
  }

  @Nullable Value in(Value.M item) {
    Value value = item;
    for (var step : steps) {
      value =
          switch (step) {
            case Member(var name) -> value instanceof Value.M(var values) ? values.get(name) : null;
            case Element(var index) ->
                value instanceof Value.L(var values) && index < values.size()
                    ? values.get(index)
                    : null;
          };
      if (value == null) {
        return null;
      }
    }
    return value;
  }

  /** Whether one of them is the other or leads to it. */
  boolean overlaps(Path other) {
    int shorter = Math.min(steps.size(), other.steps.size());
    return steps.subList(0, shorter).equals(other.steps.subList(0, shorter));
  }

  /** Whether one would have a map and the other a list at the same place. */
  boolean conflicts(Path other) {
    for (int i = 0; i < Math.min(steps.size(), other.steps.size()); i++) {
      var one = steps.get(i);
      var another = other.steps.get(i);
      if (!one.equals(another)) {
        return one.getClass() != another.getClass();
      }
    }
    return false;
  }

  @Override
  public String toString() {
    var text = new StringBuilder("[");
    for (var step : steps) {
      text.append(text.length() > 1 ? ", " : "")
          .append(
              switch (step) {
                case Member(var name) -> name;
                case Element(var index) -> "[" + index + "]";
              });
    }
    return text.append(']').toString();
  }
}
