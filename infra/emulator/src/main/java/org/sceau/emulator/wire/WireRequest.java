package org.sceau.emulator.wire;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param path still percent-encoded, without the query
 * @param query decoded; a name without {@code =} has an empty value
 * @param headers names in lower case, of several values the first
 */
public record WireRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
