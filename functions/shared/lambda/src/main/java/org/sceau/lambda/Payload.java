package org.sceau.lambda;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;

/**
 * Converts the events and responses of an HTTP API (payload format 2.0). An event omits empty
 * parts; header names are in lower case.
 */
final class Payload {

  /** The largest response that Lambda returns. */
  static final int MOST_BYTES = 6 * 1024 * 1024;

  private Payload() {}

  static HttpRequest read(byte[] event) {
    var json = Events.read(event);
    return new HttpRequest(
        json.string("routeKey")
            .orElseThrow(() -> new IllegalArgumentException("an event without routeKey")),
        strings(json, "pathParameters"),
        query(json.string("rawQueryString").orElse("")),
        lowerCase(strings(json, "headers")),
        body(json),
        caller(json));
  }

  static byte[] write(HttpResponse response) {
    var type = response.headers().getOrDefault("content-type", "");
    boolean text = type.contains("json") || type.contains("jwt") || type.startsWith("text/");
    var headers = JsonObject.builder();
    response.headers().forEach(headers::put);
    return JsonWriter.writeBytes(
        JsonObject.builder()
            .put("statusCode", response.status())
            .put("headers", headers.build())
            .put(
                "body",
                text
                    ? new String(response.body(), StandardCharsets.UTF_8)
                    : Base64.getEncoder().encodeToString(response.body()))
            .put("isBase64Encoded", !text)
            .build());
  }

  private static byte[] body(JsonObject event) {
    var body = event.string("body").orElse("");
    return event.get("isBase64Encoded") instanceof org.sceau.json.JsonBoolean(var encoded)
            && encoded
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  /** Of {@code rawQueryString}, since only there a comma differs from a repeated name. */
  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (var pair : raw.split("&", -1)) {
      var parts = pair.split("=", 2);
      if (!parts[0].isEmpty()) {
        query.putIfAbsent(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
      }
    }
    return query;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  private static Map<String, String> strings(JsonObject event, String name) {
    Map<String, String> strings = new HashMap<>();
    event
        .object(name)
        .orElse(JsonObject.EMPTY)
        .members()
        .forEach((key, value) -> {
          if (value instanceof JsonString(var text)) {
            strings.put(key, text);
          }
        });
    return strings;
  }

  private static Map<String, String> lowerCase(Map<String, String> headers) {
    Map<String, String> lower = new HashMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return lower;
  }

  /** Reads the caller that the function {@code authorize} wrote into the event. */
  private static Caller caller(JsonObject event) {
    var context =
        event
            .object("requestContext")
            .flatMap(request -> request.object("authorizer"))
            .flatMap(authorizer -> authorizer.object("lambda"))
            .orElse(JsonObject.EMPTY);
    return switch (context.string("caller").orElse("")) {
      case "operator" -> new Caller.Operator();
      case "bearer" ->
          new Caller.Bearer(
              new IssuerId(context.string("issuer").orElse("")),
              Arrays.stream(context.string("scopes").orElse("").split(" ", -1))
                  .flatMap(word -> Scope.of(word).stream())
                  .collect(Collectors.toSet()));
      case "unknown-key" -> new Caller.Stranger(true);
      default -> new Caller.Stranger(false);
    };
  }
}
