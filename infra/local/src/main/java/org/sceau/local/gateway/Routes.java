package org.sceau.local.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sceau.local.lambda.LambdaFunction;
import org.sceau.local.template.FunctionTemplate.Route;

/** The routes of the API; of two that match, the one with a literal where the other varies. */
final class Routes {

  private final List<Target> targets;

  /** Where a route leads. */
  record Target(Route route, LambdaFunction function) {

    private boolean isVariable(int segment) {
      return segments(route.path())[segment].startsWith("{");
    }
  }

  /** A route that matched, with the parts of the path that it names, decoded. */
  record Match(Target target, Map<String, String> pathParameters) {}

  Routes(List<Target> targets) {
    this.targets =
        targets.stream().sorted(Comparator.comparing(target -> shape(target.route()))).toList();
  }

  Optional<Match> find(String method, String rawPath) {
    for (var target : targets) {
      if (target.route().method().equals(method) || target.route().method().equals("ANY")) {
        var parameters = match(target, segments(rawPath));
        if (parameters.isPresent()) {
          return Optional.of(new Match(target, parameters.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Map<String, String>> match(Target target, String[] path) {
    var wanted = segments(target.route().path());
    if (wanted.length != path.length) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (target.isVariable(i) && !path[i].isEmpty()) {
        parameters.put(wanted[i].substring(1, wanted[i].length() - 1), decode(path[i]));
      } else if (!wanted[i].equals(path[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  /** Sorts literals before variables, segment by segment. */
  private static String shape(Route route) {
    var shape = new StringBuilder();
    for (var segment : segments(route.path())) {
      shape.append(segment.startsWith("{") ? '1' : '0');
    }
    return shape.toString();
  }

  private static String[] segments(String path) {
    return path.split("/", -1);
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return segment;
    }
  }
}
