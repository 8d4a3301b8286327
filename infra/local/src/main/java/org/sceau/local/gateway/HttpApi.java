package org.sceau.local.gateway;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.local.lambda.Invocation;
import org.sceau.local.lambda.LambdaFunction;
import org.sceau.local.template.Cors;

/** The HTTP API: routes to functions, the authorizer first where the template wants it. */
final class HttpApi {

  private final Routes routes;
  private final Map<String, LambdaFunction> functions;
  private final Cors cors;
  private final InstantSource clock;

  HttpApi(Map<String, LambdaFunction> functions, Cors cors, InstantSource clock) {
    this.functions = Map.copyOf(functions);
    this.routes =
        new Routes(
            functions.values().stream()
                .flatMap(function ->
                    function.template().routes().stream()
                        .map(route -> new Routes.Target(route, function)))
                .toList());
    this.cors = cors;
    this.clock = clock;
  }

  Outgoing answer(Incoming request) {
    var origin = request.header("origin").filter(cors::allows);
    if (origin.isPresent() && request.method().equals("OPTIONS")) {
      return preflight();
    }
    var answer =
        routes
            .find(request.method(), request.rawPath())
            .map(match -> route(request, match))
            .orElseGet(() -> Outgoing.message(404, "Not Found"));
    return origin.isPresent()
        ? answer.with("access-control-allow-origin", allowedOrigin())
        : answer;
  }

  private Outgoing preflight() {
    return new Outgoing(
        204,
        List.of(
            new Outgoing.Header("access-control-allow-origin", allowedOrigin()),
            new Outgoing.Header("access-control-allow-methods", String.join(",", cors.methods())),
            new Outgoing.Header("access-control-allow-headers", String.join(",", cors.headers())),
            new Outgoing.Header("access-control-max-age", Long.toString(cors.maxAgeSeconds()))),
        new byte[0]);
  }

  private String allowedOrigin() {
    return String.join(",", cors.origins());
  }

  private Outgoing route(Incoming request, Routes.Match match) {
    var event = new HttpApiEvent(request, match, UUID.randomUUID().toString(), clock.instant());
    var authorizer = match.target().route().authorizer().map(this::function);
    if (authorizer.isEmpty()) {
      return invoke(match, event.forFunction(Optional.empty()));
    }
    var verdict = authorizer.get().invoke(JsonWriter.writeBytes(event.forAuthorizer()));
    if (verdict instanceof Invocation.Answered(var payload)
        && HttpApiAnswer.json(payload).orElse(JsonObject.EMPTY) instanceof JsonObject simple
        && simple.get("isAuthorized") instanceof JsonBoolean(var authorized)) {
      return authorized
          ? invoke(
              match,
              event.forFunction(Optional.of(simple.object("context").orElse(JsonObject.EMPTY))))
          : Outgoing.message(403, "Forbidden");
    }
    return Outgoing.internalServerError();
  }

  private LambdaFunction function(String name) {
    var function = functions.get(name);
    if (function == null) {
      throw new IllegalStateException("no function " + name);
    }
    return function;
  }

  private static Outgoing invoke(Routes.Match match, JsonObject event) {
    var payload = JsonWriter.writeBytes(event);
    if (payload.length > HttpApiAnswer.MAX_PAYLOAD) {
      return Outgoing.message(413, "Request Entity Too Large");
    }
    return switch (match.target().function().invoke(payload)) {
      case Invocation.Answered(var answer) -> HttpApiAnswer.read(answer);
      case Invocation.Failed _ -> Outgoing.internalServerError();
      case Invocation.TimedOut _ -> Outgoing.message(503, "Service Unavailable");
    };
  }
}
