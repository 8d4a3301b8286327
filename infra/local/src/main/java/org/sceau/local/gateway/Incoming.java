package org.sceau.local.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came off the wire.
 *
 * @param rawPath percent-encoded
 * @param rawQuery percent-encoded, empty if there is none
 * @param headers by lower-case name, each with its values in their order
 */
record Incoming(
    String method,
    String rawPath,
    String path,
    String rawQuery,
    String protocol,
    Map<String, List<String>> headers,
    byte[] body,
    Connection connection) {

  /** Over what it came. */
  record Connection(String scheme, int port, String sourceIp) {}

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName)).map(values -> String.join(",", values));
  }

  String host() {
    return header("host").orElse("localhost").split(":", 2)[0].toLowerCase(Locale.ROOT);
  }
}
