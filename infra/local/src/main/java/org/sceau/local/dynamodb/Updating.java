package org.sceau.local.dynamodb;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.local.wire.AwsException;

/** Applies an {@link Update}: every right side sees the item as it was before. */
final class Updating {

  private final Value.M before;
  private Value after;

  private Updating(Value.M before) {
    this.before = before;
    this.after = before;
  }

  static Value.M apply(Update update, Value.M item) {
    var updating = new Updating(item);
    for (var setting : update.settings()) {
      updating.set(setting.path(), updating.value(setting.term()));
    }
    for (var addition : update.additions()) {
      updating.add(addition.path(), addition.value());
    }
    for (var deletion : update.deletions()) {
      updating.delete(deletion.path(), deletion.value());
    }
    // From the back, so that an index means what it meant before the first removal.
    update.removals().stream()
        .sorted(Comparator.comparingInt(Updating::lastIndex).reversed())
        .forEach(path -> updating.after = updating.replaced(updating.after, path, 0, null));
    return (Value.M) updating.after;
  }

  private static int lastIndex(Path path) {
    return path.steps().getLast() instanceof Path.Element(var index) ? index : 0;
  }

  private Value value(Update.Term term) {
    return switch (term) {
      case Update.Plain(var operand) -> {
        var value = operand.in(before);
        if (value == null) {
          throw AwsException.validation(
              "The provided expression refers to an attribute that does not exist in the item");
        }
        yield value;
      }
      case Update.IfNotExists(var path, var otherwise) -> {
        var value = path.in(before);
        yield value == null ? value(otherwise) : value;
      }
      case Update.ListAppend(var first, var second) -> {
        if (value(first) instanceof Value.L(var head)
            && value(second) instanceof Value.L(var tail)) {
          List<Value> all = new ArrayList<>(head);
          all.addAll(tail);
          yield new Value.L(all);
        }
        throw wrongType();
      }
      case Update.Sum(var left, var right) -> sum(value(left), value(right), false);
      case Update.Difference(var left, var right) -> sum(value(left), value(right), true);
    };
  }

  private static Value sum(Value left, Value right, boolean minus) {
    if (left instanceof Value.N(var one) && right instanceof Value.N(var other)) {
      // Room for carries; the value itself refuses what has more than 38 digits.
      return new Value.N(one.add(minus ? other.negate() : other, new MathContext(300)));
    }
    throw wrongType();
  }

  private static AwsException wrongType() {
    return AwsException.validation(
        "An operand in the update expression has an incorrect data type");
  }

  private void set(Path path, Value value) {
    after = replaced(after, path, 0, value);
  }

  private void add(Path path, Value value) {
    var now = path.in(before);
    if (now == null
        && (value instanceof Value.N
            || value instanceof Value.Ss
            || value instanceof Value.Ns
            || value instanceof Value.Bs)) {
      set(path, value);
      return;
    }
    set(
        path,
        switch (now) {
          case Value.N(var number) when value instanceof Value.N(var more) ->
              sum(new Value.N(number), new Value.N(more), false);
          case Value.Ss(var set) when value instanceof Value.Ss(var more) ->
              new Value.Ss(union(set, more));
          case Value.Ns(var set) when value instanceof Value.Ns(var more) ->
              new Value.Ns(union(set, more));
          case Value.Bs(var set) when value instanceof Value.Bs(var more) ->
              new Value.Bs(union(set, more));
          case null, default -> throw wrongType();
        });
  }

  private void delete(Path path, Value value) {
    var now = path.in(before);
    if (now == null) {
      return;
    }
    after =
        replaced(
            after,
            path,
            0,
            switch (now) {
              case Value.Ss(var set) when value instanceof Value.Ss(var less) -> {
                var rest = without(set, less);
                yield rest.isEmpty() ? null : new Value.Ss(rest);
              }
              case Value.Ns(var set) when value instanceof Value.Ns(var less) -> {
                Set<BigDecimal> rest = without(set, less);
                yield rest.isEmpty() ? null : new Value.Ns(rest);
              }
              case Value.Bs(var set) when value instanceof Value.Bs(var less) -> {
                var rest = without(set, less);
                yield rest.isEmpty() ? null : new Value.Bs(rest);
              }
              default -> throw wrongType();
            });
  }

  private static <T> Set<T> union(Set<T> one, Set<T> other) {
    Set<T> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return all;
  }

  private static <T> Set<T> without(Set<T> set, Set<T> less) {
    Set<T> rest = new LinkedHashSet<>(set);
    rest.removeAll(new HashSet<>(less));
    return rest;
  }

  /** The container with another value at the path; {@code null} takes what is there away. */
  private Value replaced(@Nullable Value container, Path path, int depth, @Nullable Value value) {
    boolean last = depth == path.steps().size() - 1;
    return switch (path.steps().get(depth)) {
      case Path.Member(var name) when container instanceof Value.M(var values) -> {
        var changed = new LinkedHashMap<>(values);
        var inner = last ? value : replaced(values.get(name), path, depth + 1, value);
        if (inner == null) {
          changed.remove(name);
        } else {
          changed.put(name, inner);
        }
        yield new Value.M(changed);
      }
      case Path.Element(var index) when container instanceof Value.L(var values) -> {
        List<Value> changed = new ArrayList<>(values);
        boolean there = index < values.size();
        var inner =
            last ? value : replaced(there ? values.get(index) : null, path, depth + 1, value);
        if (inner == null) {
          if (there) {
            changed.remove(index);
          }
        } else if (there) {
          changed.set(index, inner);
        } else {
          changed.add(inner);
        }
        yield new Value.L(changed);
      }
      default ->
          throw AwsException.validation(
              "The document path provided in the update expression is invalid for update");
    };
  }
}
