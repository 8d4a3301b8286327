package org.sceau.local.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;

/**
 * Events of payload format 2.0, quirks included: the path comes decoded and cut at a decoded
 * question mark, names of headers in lower case, equal ones joined by commas, cookies apart, and
 * parts that are empty do not come at all.
 */
final class HttpApiEvent {

  private static final DateTimeFormatter COMMON_LOG =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** Between client and gateway alone. */
  private static final Set<String> CONNECTION_HEADERS =
      Set.of(
          "connection",
          "http2-settings",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Bodies of these types come as text; all others, forms too, in base64. */
  private static final Pattern TEXT =
      Pattern.compile("text/.*|application/([a-z0-9.+-]+\\+)?(json|xml)|application/javascript");

  private final Incoming request;
  private final Routes.Match match;
  private final String requestId;
  private final Instant now;

  HttpApiEvent(Incoming request, Routes.Match match, String requestId, Instant now) {
    this.request = request;
    this.match = match;
    this.requestId = requestId;
    this.now = now;
  }

  /** What the route's function gets. */
  JsonObject forFunction(Optional<JsonObject> authorizerContext) {
    var event =
        common(JsonObject.builder().put("version", "2.0"))
            .put("requestContext", context(authorizerContext));
    putIfAny(event, "pathParameters", match.pathParameters());
    boolean text =
        TEXT.matcher(
                request
                    .header("content-type")
                    .orElse("")
                    .split(";", 2)[0]
                    .strip()
                    .toLowerCase(Locale.ROOT))
            .matches();
    if (request.body().length > 0) {
      event.put(
          "body",
          text
              ? new String(request.body(), StandardCharsets.UTF_8)
              : Base64.getEncoder().encodeToString(request.body()));
    }
    return event.put("isBase64Encoded", request.body().length > 0 && !text).build();
  }

  /** What the authorizer gets: no body. */
  JsonObject forAuthorizer() {
    var event =
        JsonObject.builder()
            .put("version", "2.0")
            .put("type", "REQUEST")
            .put(
                "routeArn",
                "arn:aws:execute-api:us-east-1:000000000000:local/$default/"
                    + request.method()
                    + path());
    common(event).put("requestContext", context(Optional.empty()));
    putIfAny(event, "pathParameters", match.pathParameters());
    return event.build();
  }

  private JsonObject.Builder common(JsonObject.Builder event) {
    event
        .put("routeKey", match.target().route().key())
        .put("rawPath", path())
        .put("rawQueryString", request.rawQuery());
    List<String> cookies = new ArrayList<>();
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .headers()
        .forEach((name, values) -> {
          if (name.equals("cookie")) {
            values.forEach(value ->
                Arrays.stream(value.split(";", -1)).map(String::strip).forEach(cookies::add));
          } else if (!CONNECTION_HEADERS.contains(name)) {
            headers.put(name, String.join(",", values));
          }
        });
    var connection = request.connection();
    headers.put("x-forwarded-for", connection.sourceIp());
    headers.put("x-forwarded-port", Integer.toString(connection.port()));
    headers.put("x-forwarded-proto", connection.scheme());
    if (!cookies.isEmpty()) {
      event.put("cookies", JsonArray.ofStrings(cookies));
    }
    putIfAny(event, "headers", headers);
    putIfAny(event, "queryStringParameters", query());
    return event;
  }

  private JsonObject context(Optional<JsonObject> authorizerContext) {
    var http =
        JsonObject.builder()
            .put("method", request.method())
            .put("path", path())
            .put("protocol", request.protocol())
            .put("sourceIp", request.connection().sourceIp())
            .put("userAgent", request.header("user-agent").orElse(""))
            .build();
    var context = JsonObject.builder().put("accountId", "000000000000").put("apiId", "local");
    authorizerContext.ifPresent(
        known -> context.put("authorizer", JsonObject.builder().put("lambda", known).build()));
    return context
        .put("domainName", request.host())
        .put("domainPrefix", request.host().split("\\.", 2)[0])
        .put("http", http)
        .put("requestId", requestId)
        .put("routeKey", match.target().route().key())
        .put("stage", "$default")
        .put("time", COMMON_LOG.format(now))
        .put("timeEpoch", now.toEpochMilli())
        .build();
  }

  private String path() {
    return request.path().split("\\?", 2)[0];
  }

  private Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    for (var pair : request.rawQuery().split("&", -1)) {
      if (!pair.isEmpty()) {
        var parts = pair.split("=", 2);
        query.merge(
            decode(parts[0]),
            parts.length == 2 ? decode(parts[1]) : "",
            (before, after) -> before + "," + after);
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

  private static void putIfAny(JsonObject.Builder event, String name, Map<String, String> parts) {
    if (!parts.isEmpty()) {
      var object = JsonObject.builder();
      parts.forEach(object::put);
      event.put(name, object.build());
    }
  }
}
