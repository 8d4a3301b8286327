package org.sceau.emulator.wire;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonWriter;

/** Speaks AWS's JSON protocols: POST, the operation in {@code X-Amz-Target}, JSON in and out. */
public final class JsonProtocol {

  /** Distinguishes one service of this protocol from another. */
  public record Dialect(
      String contentType, String targetPrefix, String errorPrefix, Refusals refusals) {}

  /** Names the error by which a service refuses a call for a fault on demand. */
  @FunctionalInterface
  public interface Refusals {
    AwsException of(Faults.Kind kind, String operation, JsonObject input);
  }

  private final Dialect dialect;
  private final Faults faults;
  private final JsonLimits limits;
  private final Map<String, Function<JsonObject, JsonObject>> operations;

  public JsonProtocol(
      Dialect dialect,
      Faults faults,
      JsonLimits limits,
      Map<String, Function<JsonObject, JsonObject>> operations) {
    this.dialect = dialect;
    this.faults = faults;
    this.limits = limits;
    this.operations = Map.copyOf(operations);
  }

  /** Answers one call. */
  public WireAnswer answer(WireRequest request) {
    try {
      return send(200, call(request));
    } catch (AwsException e) {
      var error = JsonObject.builder().put("__type", dialect.errorPrefix() + e.code());
      e.more().members().forEach(error::put);
      return send(e.status(), error.put("message", e.sentence()).build());
    }
  }

  private JsonObject call(WireRequest request) {
    var target = request.header("X-Amz-Target").orElse("");
    var name =
        target.startsWith(dialect.targetPrefix())
            ? target.substring(dialect.targetPrefix().length())
            : "";
    var operation = operations.get(name);
    if (operation == null) {
      throw AwsException.unsupported("the operation " + target);
    }
    if (request.header("Authorization").isEmpty()) {
      throw AwsException.of(
          "MissingAuthenticationTokenException", "Request is missing Authentication Token");
    }
    if (!(JsonReader.read(request.body(), limits) instanceof JsonReading.Read(JsonObject input))) {
      throw AwsException.of("SerializationException", "The body is not an object.");
    }
    return faults.around(
        name, () -> operation.apply(input), kind -> dialect.refusals().of(kind, name, input));
  }

  private WireAnswer send(int status, JsonObject body) {
    return new WireAnswer(
        status,
        Map.of(
            "Content-Type",
            dialect.contentType(),
            "x-amzn-RequestId",
            UUID.randomUUID().toString()),
        JsonWriter.writeBytes(body));
  }
}
