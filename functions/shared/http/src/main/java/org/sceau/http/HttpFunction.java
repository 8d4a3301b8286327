package org.sceau.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.sceau.catalog.IssuerId;
import org.sceau.catalog.Scope;
import org.sceau.credential.StoreUnavailableException;
import org.sceau.issuing.SigningUnavailableException;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;

/**
 * A Lambda function behind an HTTP API: reads the event (payload format 2.0), lets {@link #answer}
 * answer, writes the answer. What nobody foresaw is left to Lambda, which logs it and answers 500.
 */
public abstract class HttpFunction implements RequestStreamHandler {

  private static final HttpResponse TOO_LONG =
      Problem.tooLarge(
              "The answer would be larger than 6 MB: send less in one request, or ask for less.")
          .toResponse();

  /** Answers one request; a {@link ProblemException} becomes its problem. */
  protected abstract HttpResponse answer(HttpRequest request);

  @Override
  public final void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    var payload = Payload.write(respond(Payload.read(event.readAllBytes())));
    answer.write(payload.length <= Payload.MOST_BYTES ? payload : Payload.write(TOO_LONG));
  }

  /** The answer to a request, problems included. */
  public final HttpResponse respond(HttpRequest request) {
    try {
      return answer(request);
    } catch (ProblemException thrown) {
      return thrown.problem().toResponse();
    } catch (StoreUnavailableException _) {
      return Problem.unavailable(
              "The records do not answer: send the same request again in a moment.")
          .toResponse();
    } catch (SigningUnavailableException unavailable) {
      return Problem.unavailable(
              unavailable.isTemporary()
                  ? "The signing keys are busy: send the same request again in a moment."
                  : "The signing keys are not to be used at present: the operator has been told.")
          .toResponse();
    }
  }

  /** The request's body as a JSON object. */
  protected static JsonObject body(HttpRequest request) {
    return switch (JsonReader.read(request.body(), JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject object) -> object;
      case JsonReading.Read _ ->
          throw new ProblemException(Problem.malformed("The body is to be a JSON object."));
      case JsonReading.Refused(var reason, var tooLarge) ->
          throw new ProblemException(
              tooLarge ? Problem.tooLarge(reason) : Problem.malformed(reason));
    };
  }

  /** Ends the request with all that the reader noted, if it noted anything. */
  protected static void check(FieldReader fields) {
    if (!fields.violations().isEmpty()) {
      throw new ProblemException(Problem.invalid(fields.violations()));
    }
  }

  /** The issuer for whom the caller may do this. */
  protected static IssuerId require(HttpRequest request, Scope scope) {
    return switch (request.caller()) {
      case Caller.Bearer(var issuer, var scopes) when scopes.contains(scope) -> issuer;
      case Caller.Bearer _ ->
          throw new ProblemException(
              Problem.forbidden("The API key lacks the scope " + scope.word() + "."));
      case Caller.Operator _ ->
          throw new ProblemException(
              Problem.forbidden("The operator's key makes issuers: use a key of the issuer."));
      case Caller.Stranger(var broughtKey) ->
          throw new ProblemException(Problem.unauthorized(broughtKey));
    };
  }
}
