package org.sceau.local.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parts of an item that a projection expression asks for, in the structure they are in. */
final class Projection {

  private final Map<String, Projection> members = new LinkedHashMap<>();
  private final Map<Integer, Projection> elements = new TreeMap<>();

  private Projection() {}

  static Value.M of(List<Path> paths, Value.M item) {
    var root = new Projection();
    for (var path : paths) {
      var node = root;
      for (var step : path.steps()) {
        node =
            switch (step) {
              case Path.Member(var name) ->
                  node.members.computeIfAbsent(name, _ -> new Projection());
              case Path.Element(var index) ->
                  node.elements.computeIfAbsent(index, _ -> new Projection());
            };
      }
    }
    return root.from(item) instanceof Value.M found ? found : new Value.M(Map.of());
  }

  private @Nullable Value from(@Nullable Value value) {
    if (value == null || (members.isEmpty() && elements.isEmpty())) {
      return value;
    }
    if (value instanceof Value.M(var values) && !members.isEmpty()) {
      Map<String, Value> found = new LinkedHashMap<>();
      members.forEach((name, node) -> {
        var part = node.from(values.get(name));
        if (part != null) {
          found.put(name, part);
        }
      });
      return found.isEmpty() ? null : new Value.M(found);
    }
    if (value instanceof Value.L(var values) && !elements.isEmpty()) {
      List<Value> found = new ArrayList<>();
      elements.forEach((index, node) -> {
        var part = index < values.size() ? node.from(values.get(index)) : null;
        if (part != null) {
          found.add(part);
        }
      });
      return found.isEmpty() ? null : new Value.L(found);
    }
    return null;
  }
}
