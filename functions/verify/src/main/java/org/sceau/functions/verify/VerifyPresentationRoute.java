package org.sceau.functions.verify;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;
import org.sceau.verification.Messages;
import org.sceau.verification.PresentationReport;
import org.sceau.verification.PresentationVerifier;
import org.sceau.verification.ReportJson;
import org.sceau.verification.VerificationReport.Verdict;

/**
 * {@code POST /presentations/verify} (VC-API): a presentation with its credentials. 200 is one that
 * was verified with all that is in it, and 400 any other.
 */
final class VerifyPresentationRoute {

  private static final VcApiBody BODY =
      new VcApiBody(
          "presentation",
          "verifiablePresentation",
          Set.of(
              "challenge",
              "domain",
              "checks",
              "returnResults",
              "returnProblemDetails",
              "returnPresentation"),
          Set.of("challenge", "domain"));

  private final PresentationVerifier verifier;
  private final Vocabulary vocabulary;

  VerifyPresentationRoute(PresentationVerifier verifier, Vocabulary vocabulary) {
    this.verifier = verifier;
    this.vocabulary = vocabulary;
  }

  HttpResponse answer(HttpRequest request) {
    return switch (BODY.mediaType(request)) {
      case "application/vp+jwt", "application/jwt", "text/plain" ->
          answer(
              request,
              new JsonString(new String(request.body(), StandardCharsets.UTF_8).strip()),
              JsonObject.EMPTY);
      case "application/json", "application/vp", "application/ld+json", "" ->
          switch (BODY.read(request.body())) {
            case VcApiBody.Content.Wrapped(var presentation, var options) ->
                answer(request, presentation, options);
            case VcApiBody.Content.Bare() -> answer(request, bare(request), JsonObject.EMPTY);
          };
      default -> throw BODY.unsupported("application/json, application/vp or application/vp+jwt");
    };
  }

  private static JsonObject bare(HttpRequest request) {
    return switch (JsonReader.read(request.body(), JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject presentation) when presentation.has("type") -> presentation;
      case JsonReading.Read _ ->
          throw new ProblemException(
              Problem.malformed("The body must be an object with verifiablePresentation."));
      case JsonReading.Refused(var reason, var tooLarge) ->
          throw new ProblemException(
              tooLarge ? Problem.tooLarge(reason) : Problem.malformed(reason));
    };
  }

  private HttpResponse answer(HttpRequest request, JsonValue presentation, JsonObject options) {
    var report =
        verifier.verify(
            presentation,
            options.string("challenge").orElse(null),
            options.string("domain").orElse(null));
    return write(report, vocabulary.ofReport(request));
  }

  static HttpResponse write(PresentationReport report, Messages words) {
    return HttpResponse.json(
            report.verdict() == Verdict.VERIFIED ? 200 : 400, new ReportJson(words).write(report))
        .with("cache-control", "no-store");
  }
}
