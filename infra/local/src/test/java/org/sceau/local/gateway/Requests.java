package org.sceau.local.gateway;

import java.util.List;
import java.util.Map;

/** Makes requests as the gateway reads them. */
final class Requests {

  private Requests() {}

  static Incoming get(
      String rawPath, String path, String query, Map<String, List<String>> headers) {
    return request("GET", rawPath, path, query, headers, new byte[0]);
  }

  static Incoming request(
      String method,
      String rawPath,
      String path,
      String query,
      Map<String, List<String>> headers,
      byte[] body) {
    return new Incoming(
        method,
        rawPath,
        path,
        query,
        "HTTP/1.1",
        headers,
        body,
        new Incoming.Connection("http", 8080, "127.0.0.1"));
  }
}
