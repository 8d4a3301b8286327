package org.sceau.emulator.dynamodb;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.sceau.emulator.wire.AwsException;

/** Represents an update expression: attributes to set, to remove and to add numbers to. */
record Update(Map<String, Value> set, Set<String> removed, Map<String, Value> added) {

  Update {
    set = Map.copyOf(set);
    removed = Set.copyOf(removed);
    added = Map.copyOf(added);
  }

  /** The attributes that change. */
  Set<String> attributes() {
    Set<String> names = new LinkedHashSet<>(removed);
    names.addAll(set.keySet());
    names.addAll(added.keySet());
    return names;
  }

  Attributes applyTo(Attributes item) {
    Map<String, Value> changed = new LinkedHashMap<>(item.values());
    changed.putAll(set);
    changed.keySet().removeAll(removed);
    added.forEach((name, value) -> changed.merge(name, value, Update::sum));
    return new Attributes(changed);
  }

  private static Value sum(Value left, Value right) {
    if (left instanceof Value.N(var one) && right instanceof Value.N(var other)) {
      return new Value.N(Math.addExact(one, other));
    }
    throw AwsException.validation("An operand in the update expression has an incorrect data type");
  }
}
