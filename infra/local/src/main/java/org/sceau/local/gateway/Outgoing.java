package org.sceau.local.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer as it goes onto the wire. */
record Outgoing(int status, List<Header> headers, byte[] body) {

  /** A header line; names may come more than once. */
  record Header(String name, String value) {}

  Outgoing {
    headers = List.copyOf(headers);
  }

  /** What an HTTP API says of its own accord. */
  static Outgoing message(int status, String message) {
    return new Outgoing(
        status,
        List.of(new Header("content-type", "application/json")),
        ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  static Outgoing internalServerError() {
    return message(500, "Internal Server Error");
  }

  Outgoing with(String name, String value) {
    var all = new ArrayList<>(headers);
    all.removeIf(header -> header.name().equalsIgnoreCase(name));
    all.add(new Header(name, value));
    return new Outgoing(status, all, body);
  }
}
