package org.sceau.local.dynamodb;

import java.util.List;
import java.util.stream.Stream;

/** An update expression: what to set, remove, add and delete. */
record Update(
    List<Setting> settings,
    List<Path> removals,
    List<Operation> additions,
    List<Operation> deletions) {

  /** The right side of a SET. */
  sealed interface Term {}

  record Plain(Condition.Operand operand) implements Term {}

  record IfNotExists(Path path, Term otherwise) implements Term {}

  record ListAppend(Term first, Term second) implements Term {}

  record Sum(Term left, Term right) implements Term {}

  record Difference(Term left, Term right) implements Term {}

  /** {@code SET path = term}. */
  record Setting(Path path, Term term) {}

  /** {@code ADD path value} or {@code DELETE path value}. */
  record Operation(Path path, Value value) {}

  static final Update NOTHING = new Update(List.of(), List.of(), List.of(), List.of());

  Update {
    settings = List.copyOf(settings);
    removals = List.copyOf(removals);
    additions = List.copyOf(additions);
    deletions = List.copyOf(deletions);
  }

  /** All places that change. */
  List<Path> paths() {
    return Stream.of(
            settings.stream().map(Setting::path),
            removals.stream(),
            additions.stream().map(Operation::path),
            deletions.stream().map(Operation::path))
        .flatMap(paths -> paths)
        .toList();
  }
}
