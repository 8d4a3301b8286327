package org.sceau.local.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.local.gateway.Outgoing.Header;

/** What functions answer, in payload format 2.0. */
final class HttpApiAnswer {

  /** What Lambda gives back of a function at most. */
  static final int MAX_PAYLOAD = 6 * 1024 * 1024;

  private static final JsonLimits LIMITS =
      new JsonLimits(MAX_PAYLOAD, 100, 1_000_000, MAX_PAYLOAD, 1_000);

  /** The gateway's own business. */
  private static final Set<String> CONNECTION_HEADERS =
      Set.of("connection", "content-length", "keep-alive", "transfer-encoding", "upgrade");

  private HttpApiAnswer() {}

  /** The answer, or 500 if it has not the form of one. */
  static Outgoing read(byte[] payload) {
    return json(payload)
        .map(value ->
            value instanceof JsonObject answer && answer.has("statusCode")
                ? structured(answer).orElseGet(Outgoing::internalServerError)
                : bare(payload, value))
        .orElseGet(Outgoing::internalServerError);
  }

  static Optional<JsonValue> json(byte[] payload) {
    return JsonReader.read(payload, LIMITS) instanceof JsonReading.Read(var value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /** Without a status code all of it is the body. */
  private static Outgoing bare(byte[] payload, JsonValue value) {
    return new Outgoing(
        200,
        List.of(new Header("content-type", "application/json")),
        value instanceof JsonString(var text) ? text.getBytes(StandardCharsets.UTF_8) : payload);
  }

  private static Optional<Outgoing> structured(JsonObject answer) {
    if (!(answer.get("statusCode") instanceof JsonNumber(var status))
        || !status.matches("[1-5][0-9][0-9]")) {
      return Optional.empty();
    }
    List<Header> headers = new ArrayList<>();
    for (var header : answer.object("headers").orElse(JsonObject.EMPTY).members().entrySet()) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      if (!CONNECTION_HEADERS.contains(name)) {
        switch (header.getValue()) {
          case JsonString(var value) -> headers.add(new Header(name, value));
          case JsonNumber(var value) -> headers.add(new Header(name, value));
          case JsonBoolean(var value) -> headers.add(new Header(name, Boolean.toString(value)));
          default -> {
            return Optional.empty();
          }
        }
      }
    }
    for (var cookie : answer.list("cookies")) {
      if (cookie instanceof JsonString(var value)) {
        headers.add(new Header("set-cookie", value));
      }
    }
    if (headers.stream().noneMatch(header -> header.name().equals("content-type"))) {
      headers.add(new Header("content-type", "text/plain;charset=UTF-8"));
    }
    var body = answer.string("body").orElse("");
    try {
      return Optional.of(
          new Outgoing(
              Integer.parseInt(status),
              headers,
              answer.get("isBase64Encoded") instanceof JsonBoolean(var encoded) && encoded
                  ? Base64.getDecoder().decode(body)
                  : body.getBytes(StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
