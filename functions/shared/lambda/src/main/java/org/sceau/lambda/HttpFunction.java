package org.sceau.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonWriter;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;
import org.sceau.records.catalog.SigningUnavailableException;
import org.sceau.records.status.NoOpenListException;

/**
 * Runs a Lambda function behind an HTTP API: reads the event (payload format 2.0), calls {@link
 * #answer}, writes the response. Unexpected exceptions are left to Lambda, which logs them and
 * responds with 500. Every other response of 500 and above is one line in the log; the template
 * counts these lines and raises an alarm.
 */
public abstract class HttpFunction implements RequestStreamHandler {

  private static final HttpResponse TOO_LONG =
      Problem.tooLarge(
              "The answer would be larger than 6 MB: send less in one request, or ask for less.")
          .toResponse();

  /** The member {@code event} of a log line that needs the operator. */
  public static final String UNAVAILABLE = "unavailable";

  /** The member {@code event} of a log line on a wait until the schedule's next run. */
  public static final String LIST_NOT_PUBLIC = "list-not-public";

  private static final int MAX_CAUSES = 8;

  private final Consumer<String> log;

  /**
   * @param log takes lines of JSON; the standard output, since Lambda's own logger would put each
   *     into a string
   */
  protected HttpFunction(Consumer<String> log) {
    this.log = log;
  }

  /** Answers one request; a {@link ProblemException} becomes its problem. */
  protected abstract HttpResponse answer(HttpRequest request);

  @Override
  public final void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    var payload = Payload.write(respond(Payload.read(event.readAllBytes())));
    answer.write(payload.length <= Payload.MOST_BYTES ? payload : Payload.write(TOO_LONG));
  }

  /** Responds to a request; a problem is a response too. */
  public final HttpResponse respond(HttpRequest request) {
    try {
      return answer(request);
    } catch (ProblemException thrown) {
      return thrown.problem().toResponse();
    } catch (StoreUnavailableException failure) {
      report(request, UNAVAILABLE, failure);
      return Problem.unavailable(
              "The records do not answer: send the same request again in a moment.")
          .toResponse();
    } catch (SigningUnavailableException failure) {
      report(request, UNAVAILABLE, failure);
      return Problem.unavailable(
              failure.isTemporary()
                  ? "The signing keys are busy: send the same request again in a moment."
                  : "The signing keys cannot be used at present, and an alarm tells the operator:"
                      + " send the same request again later.")
          .toResponse();
    } catch (NoOpenListException failure) {
      report(request, LIST_NOT_PUBLIC, failure);
      return Problem.unavailable(
              "The status list of the credential is not public yet: it will be within a minute or"
                  + " two. Send the same request again then.")
          .toResponse();
    }
  }

  /** Logs that a part of a request gets 503, and that the rest is not tried. */
  protected final void report(HttpRequest request, StoreUnavailableException failure) {
    report(request, UNAVAILABLE, failure);
  }

  /**
   * Logs why a request gets 503. The failure's message is Sceau's own, and names tables and keys
   * only. The messages of its causes may repeat the request, so only their classes are logged.
   */
  private void report(HttpRequest request, String event, RuntimeException failure) {
    List<String> causes = new ArrayList<>();
    for (var cause = failure.getCause();
        cause != null && causes.size() < MAX_CAUSES;
        cause = cause.getCause()) {
      causes.add(cause.getClass().getName());
    }
    log.accept(
        JsonWriter.write(
            JsonObject.builder()
                .put("event", event)
                .put("route", request.routeKey())
                .put("exception", failure.getClass().getName())
                .put("message", failure.getMessage())
                .put("causes", JsonArray.ofStrings(causes))
                .build()));
  }

  /** Reads the request's body as a JSON object. */
  protected static JsonObject body(HttpRequest request) {
    return switch (JsonReader.read(request.body(), JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject object) -> object;
      case JsonReading.Read _ ->
          throw new ProblemException(Problem.malformed("The body must be a JSON object."));
      case JsonReading.Refused(var reason, var tooLarge) ->
          throw new ProblemException(
              tooLarge ? Problem.tooLarge(reason) : Problem.malformed(reason));
    };
  }

  /** Ends the request with the reader's violations, if there are any. */
  protected static void check(FieldReader fields) {
    if (!fields.violations().isEmpty()) {
      throw new ProblemException(Problem.invalid(fields.violations()));
    }
  }

  /** Returns the issuer that the caller may act for in this scope. */
  protected static IssuerId require(HttpRequest request, Scope scope) {
    return switch (request.caller()) {
      case Caller.Bearer(var issuer, var scopes) when scopes.contains(scope) -> issuer;
      case Caller.Bearer _ ->
          throw new ProblemException(
              Problem.forbidden("The API key lacks the scope " + scope.word() + "."));
      case Caller.Operator _ ->
          throw new ProblemException(
              Problem.forbidden(
                  "The operator's key only creates issuers: use a key of the issuer."));
      case Caller.Stranger(var broughtKey) ->
          throw new ProblemException(Problem.unauthorized(broughtKey));
    };
  }
}
