package org.sceau.functions.verify;

import java.util.List;
import java.util.Set;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.ReportJson;
import org.sceau.verification.SecuringForm;
import org.sceau.verification.SubmittedBytes;
import org.sceau.verification.VerificationReport;
import org.sceau.verification.VerificationReport.Verdict;

/**
 * Answers {@code POST /credentials/verify} (VC-API) for a credential in any supported form. The
 * status code alone tells the verdict: 200 for a verified credential, 400 for any other.
 */
final class VerifyCredentialRoute {

  /** Whichever {@code checks} a caller names, all are made: one of them alone would mislead. */
  private static final VcApiBody BODY =
      new VcApiBody(
          "credential",
          "verifiableCredential",
          Set.of("checks", "returnResults", "returnProblemDetails", "returnCredential"),
          Set.of());

  private final CredentialVerifier verifier;
  private static final Problem OPEN_BADGES_2 =
      new Problem(
          400,
          "open-badges-2",
          "This is an Open Badges 2.0 badge",
          "Badges of version 2.0 are not verified here: ask the issuer for an Open Badges 3.0"
              + " credential.",
          List.of());

  private final SubmittedBytes bytes;
  private final Vocabulary vocabulary;

  VerifyCredentialRoute(CredentialVerifier verifier, Vocabulary vocabulary) {
    this.verifier = verifier;
    this.bytes = new SubmittedBytes(verifier);
    this.vocabulary = vocabulary;
  }

  HttpResponse answer(HttpRequest request) {
    return switch (BODY.mediaType(request)) {
      case "application/vc+jwt", "application/jwt", "text/plain" ->
          answer(request, request.body(), SecuringForm.COMPACT_JWS);
      case "application/vc", "application/vc+ld+json", "application/ld+json" ->
          answer(request, request.body(), SecuringForm.JSON);
      case "application/json", "" -> answerJson(request);
      case "image/png", "image/svg+xml" ->
          answer(request, bytes.ofImage(request.body()), JsonObject.EMPTY);
      default ->
          throw BODY.unsupported(
              "application/json, application/vc, application/vc+jwt, image/png or image/svg+xml");
    };
  }

  /** VC-API's envelope around the credential, or the credential alone. */
  private HttpResponse answerJson(HttpRequest request) {
    return switch (BODY.read(request.body())) {
      case VcApiBody.Content.Bare() -> answer(request, request.body(), SecuringForm.JSON);
      case VcApiBody.Content.Wrapped(JsonObject credential, var options) ->
          answer(request, verifier.verify(credential), options);
      case VcApiBody.Content.Wrapped(JsonString(var jws), var options) ->
          answer(request, verifier.verify(jws), options);
      case VcApiBody.Content.Wrapped _ ->
          throw new IllegalStateException("neither an object nor a JWS");
    };
  }

  private HttpResponse answer(HttpRequest request, byte[] credential, SecuringForm form) {
    return answer(request, verifier.verify(credential, form), JsonObject.EMPTY);
  }

  private HttpResponse answer(HttpRequest request, VerificationReport report, JsonObject options) {
    return answer(request, SubmittedBytes.answer(report), options);
  }

  private HttpResponse answer(
      HttpRequest request, SubmittedBytes.Answer answer, JsonObject options) {
    return switch (answer) {
      case SubmittedBytes.Answer.OpenBadges2 _ -> throw new ProblemException(OPEN_BADGES_2);
      case SubmittedBytes.Answer.Refused(var reason) ->
          throw new ProblemException(Problem.malformed(reason));
      case SubmittedBytes.Answer.Verified(var report) -> write(request, report, options);
    };
  }

  private HttpResponse write(HttpRequest request, VerificationReport report, JsonObject options) {
    return HttpResponse.json(
            report.verdict() == Verdict.VERIFIED ? 200 : 400,
            new ReportJson(vocabulary.ofReport(request))
                .write(
                    report,
                    new ReportJson.Extras(
                        VcApiBody.isSet(options, "returnProblemDetails", true),
                        VcApiBody.isSet(options, "returnCredential", false))))
        .with("cache-control", "no-store");
  }
}
