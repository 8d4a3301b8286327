package org.sceau.lambda;

import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request to a function.
 *
 * @param routeKey method and template of the route, as {@code GET /c/{id}}
 * @param pathParameters the parts of the path that the template names, decoded
 * @param query decoded; of equal names the first
 * @param headers by lower-case name
 * @param body empty if there is none
 */
public record HttpRequest(
    String routeKey,
    Map<String, String> pathParameters,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body,
    Caller caller) {

  public HttpRequest {
    pathParameters = Map.copyOf(pathParameters);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** Returns a path parameter of the route. */
  public String path(String name) {
    var value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalStateException("the route " + routeKey + " has no part " + name);
    }
    return value;
  }

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }
}
