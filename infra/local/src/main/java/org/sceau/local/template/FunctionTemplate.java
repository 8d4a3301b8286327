package org.sceau.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function of the template.
 *
 * @param name its logical id
 * @param handler the class that Lambda calls
 * @param codeUri its zip, relative to the template
 * @param environment as written, references unresolved
 * @param schedules how often each of its schedules calls it
 */
public record FunctionTemplate(
    String name,
    String handler,
    String codeUri,
    Duration timeout,
    int memoryMegabytes,
    Map<String, String> environment,
    List<Route> routes,
    List<Duration> schedules) {

  public FunctionTemplate {
    environment = Map.copyOf(environment);
    routes = List.copyOf(routes);
    schedules = List.copyOf(schedules);
  }

  /**
   * A route of the HTTP API.
   *
   * @param path with the names of its variable parts in braces
   * @param authorizer the logical id of the function that is asked first
   */
  public record Route(String method, String path, Optional<String> authorizer) {

    /** As events name the route: {@code GET /c/{id}}. */
    public String key() {
      return method + " " + path;
    }
  }
}
