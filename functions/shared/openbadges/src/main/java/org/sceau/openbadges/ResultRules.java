package org.sceau.openbadges;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;

/** Checks results against their {@code ResultDescription} (Open Badges 3.0). */
public record ResultRules(JsonObject description) {

  /** Tells whether one of the rubric's levels has the id. */
  public boolean hasLevel(String id) {
    return description.list("rubricCriterionLevel").stream()
        .anyMatch(
            item -> item instanceof JsonObject level && level.string("id").equals(Optional.of(id)));
  }

  /** Returns what to change in a value that is not allowed; empty if it is allowed. */
  public Optional<String> whyNot(String value) {
    List<String> allowed =
        description.list("allowedValue").stream()
            .map(item -> item instanceof JsonString(var text) ? text : "")
            .toList();
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      return Optional.of("Give one of the allowed values: " + String.join(", ", allowed) + ".");
    }
    var number = number(value);
    var least = description.string("valueMin").flatMap(ResultRules::number);
    var most = description.string("valueMax").flatMap(ResultRules::number);
    if (number.isPresent()
        && (least.filter(min -> number.get().compareTo(min) < 0).isPresent()
            || most.filter(max -> number.get().compareTo(max) > 0).isPresent())) {
      return Optional.of("Give a value from valueMin to valueMax of the result description.");
    }
    return Optional.empty();
  }

  /** Reads a number; empty for marks such as A+ or "Pass". */
  private static Optional<BigDecimal> number(String text) {
    return text.matches("[+-]?[0-9]{1,20}([.][0-9]{1,20})?")
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }
}
