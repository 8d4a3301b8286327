package org.sceau.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sceau.http.HttpRequest;
import org.sceau.http.HttpResponse;
import org.sceau.http.Problem;
import org.sceau.http.ProblemException;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.Violation;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.SecuringForm;
import org.sceau.verification.VerificationReport;
import org.sceau.verification.VerificationReport.Verdict;

/**
 * {@code POST /credentials/verify} (VC-API): a credential in any form that is verified here.
 * Whoever goes by the status code is never misled: 200 is a credential that was verified, and 400
 * any other.
 */
final class BroughtCredential {

  private static final Set<String> OPTIONS =
      Set.of("checks", "returnResults", "returnProblemDetails", "returnCredential");

  private final CredentialVerifier verifier;
  private final BroughtBytes bytes;
  private final Vocabulary vocabulary;

  BroughtCredential(CredentialVerifier verifier, Vocabulary vocabulary) {
    this.verifier = verifier;
    this.bytes = new BroughtBytes(verifier);
    this.vocabulary = vocabulary;
  }

  HttpResponse answer(HttpRequest request) {
    if (request.body().length == 0) {
      throw new ProblemException(Problem.malformed("Send the credential as the body."));
    }
    if (request.body().length > JsonLimits.FOREIGN.bytes()) {
      throw new ProblemException(
          Problem.tooLarge("A credential is at most " + JsonLimits.FOREIGN.bytes() + " bytes."));
    }
    return switch (mediaType(request)) {
      case "application/vc+jwt", "application/jwt", "text/plain" ->
          answer(
              request, verifier.verify(request.body(), SecuringForm.COMPACT_JWS), JsonObject.EMPTY);
      case "application/vc", "application/vc+ld+json", "application/ld+json" ->
          answer(request, verifier.verify(request.body(), SecuringForm.JSON), JsonObject.EMPTY);
      case "application/json", "" -> answerJson(request);
      case "image/png", "image/svg+xml" -> answer(request, bytes.ofImage(request.body()));
      default ->
          new Problem(
                  415,
                  "unsupported-media-type",
                  "The body is of a kind that is not read here",
                  "Send application/json, application/vc, application/vc+jwt, image/png or"
                      + " image/svg+xml.",
                  List.of())
              .toResponse();
    };
  }

  private HttpResponse answer(HttpRequest request, BroughtBytes.Answer answer) {
    return switch (answer) {
      case BroughtBytes.Answer.Verified(var report) -> answer(request, report, JsonObject.EMPTY);
      case BroughtBytes.Answer.Refused(var problem) -> throw new ProblemException(problem);
    };
  }

  /** VC-API's envelope around the credential, or the credential alone. */
  private HttpResponse answerJson(HttpRequest request) {
    if (!(JsonReader.read(request.body(), JsonLimits.FOREIGN)
            instanceof JsonReading.Read(JsonObject body))
        || !(body.has("verifiableCredential") || body.has("options"))
        || body.has("@context")) {
      return answer(request, bytes.ofJson(request.body()));
    }
    var options = options(body);
    return switch (body.get("verifiableCredential")) {
      case JsonObject credential -> answer(request, verifier.verify(credential), options);
      case JsonString(var jws) -> answer(request, verifier.verify(jws), options);
      case null, default ->
          throw invalid(
              new Violation("/verifiableCredential", "Give a credential: an object, or a JWS."));
    };
  }

  private static JsonObject options(JsonObject body) {
    List<Violation> violations = new ArrayList<>();
    for (var name : body.members().keySet()) {
      if (!Set.of("verifiableCredential", "options").contains(name)) {
        violations.add(new Violation("/" + name, "This member is not known here: leave it out."));
      }
    }
    if (body.has("options") && body.object("options").isEmpty()) {
      violations.add(new Violation("/options", "Give an object."));
    }
    var options = body.object("options").orElse(JsonObject.EMPTY);
    for (var name : options.members().keySet()) {
      if (!OPTIONS.contains(name)) {
        violations.add(
            new Violation("/options/" + name, "This option is not known here: leave it out."));
      }
    }
    if (!violations.isEmpty()) {
      throw invalid(violations.toArray(Violation[]::new));
    }
    return options;
  }

  private static ProblemException invalid(Violation... violations) {
    return new ProblemException(Problem.invalid(List.of(violations)));
  }

  private HttpResponse answer(HttpRequest request, VerificationReport report, JsonObject options) {
    return HttpResponse.json(
            report.verdict() == Verdict.VERIFIED ? 200 : 400,
            new ReportJson(vocabulary.ofReport(request))
                .write(
                    report,
                    new ReportJson.Extras(
                        !isFalse(options, "returnProblemDetails"),
                        isTrue(options, "returnCredential"))))
        .with("cache-control", "no-store");
  }

  private static boolean isTrue(JsonObject options, String name) {
    return options.get(name) instanceof JsonBoolean(var value) && value;
  }

  private static boolean isFalse(JsonObject options, String name) {
    return options.get(name) instanceof JsonBoolean(var value) && !value;
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
