package org.sceau.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sceau.http.HttpRequest;
import org.sceau.http.HttpResponse;
import org.sceau.http.Problem;
import org.sceau.http.ProblemException;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.Violation;
import org.sceau.verification.PresentationVerifier;
import org.sceau.verification.VerificationReport.Verdict;

/**
 * {@code POST /presentations/verify} (VC-API): a presentation with its credentials. 200 is one that
 * was verified with all that is in it, and 400 any other.
 */
final class BroughtPresentation {

  private static final Set<String> OPTIONS =
      Set.of(
          "challenge",
          "domain",
          "checks",
          "returnResults",
          "returnProblemDetails",
          "returnPresentation");

  private final PresentationVerifier verifier;
  private final Vocabulary vocabulary;

  BroughtPresentation(PresentationVerifier verifier, Vocabulary vocabulary) {
    this.verifier = verifier;
    this.vocabulary = vocabulary;
  }

  HttpResponse answer(HttpRequest request) {
    if (request.body().length == 0) {
      throw new ProblemException(Problem.malformed("Send the presentation as the body."));
    }
    if (request.body().length > JsonLimits.FOREIGN.bytes()) {
      throw new ProblemException(
          Problem.tooLarge("A presentation is at most " + JsonLimits.FOREIGN.bytes() + " bytes."));
    }
    return switch (mediaType(request)) {
      case "application/vp+jwt", "application/jwt", "text/plain" ->
          answer(
              request,
              new JsonString(new String(request.body(), StandardCharsets.UTF_8).strip()),
              JsonObject.EMPTY);
      case "application/json", "application/vp", "application/ld+json", "" -> answerJson(request);
      default ->
          new Problem(
                  415,
                  "unsupported-media-type",
                  "The body is of a kind that is not read here",
                  "Send application/json, application/vp or application/vp+jwt.",
                  List.of())
              .toResponse();
    };
  }

  private HttpResponse answerJson(HttpRequest request) {
    return switch (JsonReader.read(request.body(), JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject body)
          when body.has("verifiablePresentation") && !body.has("@context") ->
          switch (body.get("verifiablePresentation")) {
            case JsonObject presentation -> answer(request, presentation, options(body));
            case JsonString jws -> answer(request, jws, options(body));
            case null, default ->
                throw invalid(
                    List.of(
                        new Violation(
                            "/verifiablePresentation",
                            "Give a presentation: an object, or a JWS.")));
          };
      case JsonReading.Read(JsonObject body) when body.has("type") ->
          answer(request, body, JsonObject.EMPTY);
      case JsonReading.Read _ ->
          throw new ProblemException(
              Problem.malformed("The body is to be an object with verifiablePresentation."));
      case JsonReading.Refused(var reason, var tooLarge) ->
          throw new ProblemException(
              tooLarge ? Problem.tooLarge(reason) : Problem.malformed(reason));
    };
  }

  private static JsonObject options(JsonObject body) {
    List<Violation> violations = new ArrayList<>();
    for (var name : body.members().keySet()) {
      if (!Set.of("verifiablePresentation", "options").contains(name)) {
        violations.add(new Violation("/" + name, "This member is not known here: leave it out."));
      }
    }
    if (body.has("options") && body.object("options").isEmpty()) {
      violations.add(new Violation("/options", "Give an object."));
    }
    var options = body.object("options").orElse(JsonObject.EMPTY);
    for (var option : options.members().entrySet()) {
      var path = "/options/" + option.getKey();
      if (!OPTIONS.contains(option.getKey())) {
        violations.add(new Violation(path, "This option is not known here: leave it out."));
      } else if (Set.of("challenge", "domain").contains(option.getKey())
          && !(option.getValue() instanceof JsonString)) {
        violations.add(new Violation(path, "Give a text."));
      }
    }
    if (!violations.isEmpty()) {
      throw invalid(violations);
    }
    return options;
  }

  private HttpResponse answer(HttpRequest request, JsonValue presentation, JsonObject options) {
    var report =
        verifier.verify(
            presentation,
            text(options, "challenge").orElse(null),
            text(options, "domain").orElse(null));
    return HttpResponse.json(
            report.verdict() == Verdict.VERIFIED ? 200 : 400,
            new ReportJson(vocabulary.ofReport(request)).write(report))
        .with("cache-control", "no-store");
  }

  private static Optional<String> text(JsonObject options, String name) {
    return options.string(name);
  }

  private static ProblemException invalid(List<Violation> violations) {
    return new ProblemException(Problem.invalid(violations));
  }

  private static String mediaType(HttpRequest request) {
    return request
        .header("content-type")
        .orElse("")
        .split(";", 2)[0]
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
