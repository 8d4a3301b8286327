package org.sceau.functions.verify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.Violation;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Holder;
import org.sceau.verification.ReportJson;
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
          Set.of("checks", "returnResults", "returnProblemDetails", "returnCredential", "holder"),
          Set.of());

  private static final Set<String> HOLDER_MEMBERS = Set.of("email", "name", "identifier");

  private static final Set<String> JSON_TYPES = Set.of("application/json", "");

  /** People send files under any of these; the bytes tell what they are. */
  private static final Set<String> MEDIA_TYPES =
      Set.of(
          "",
          "application/json",
          "application/vc",
          "application/vc+ld+json",
          "application/ld+json",
          "application/vc+jwt",
          "application/vc+ld+json+jwt",
          "application/jwt",
          "application/vp",
          "application/vp+jwt",
          "text/plain",
          "image/png",
          "image/svg+xml");

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
    this.bytes = new SubmittedBytes(verifier);
    this.vocabulary = vocabulary;
  }

  HttpResponse answer(HttpRequest request) {
    if (!MEDIA_TYPES.contains(BODY.mediaType(request))) {
      throw BODY.unsupported(
          "application/json, application/vc, application/vc+jwt, image/png or image/svg+xml");
    }
    return isEnvelope(request)
        ? answerEnvelope(request)
        : answer(request, bytes.verify(request.body()), JsonObject.EMPTY);
  }

  /** Tells whether the body is VC-API's envelope around the credential. */
  private static boolean isEnvelope(HttpRequest request) {
    return JSON_TYPES.contains(BODY.mediaType(request));
  }

  private HttpResponse answerEnvelope(HttpRequest request) {
    return switch (BODY.read(request.body())) {
      case VcApiBody.Content.Bare() ->
          answer(request, bytes.verify(request.body()), JsonObject.EMPTY);
      case VcApiBody.Content.Wrapped(var credential, var options) ->
          answer(request, bytes.verify(credential), options);
    };
  }

  private HttpResponse answer(
      HttpRequest request, SubmittedBytes.Answer answer, JsonObject options) {
    return switch (answer) {
      case SubmittedBytes.Answer.OpenBadges2 _ -> throw new ProblemException(OPEN_BADGES_2);
      case SubmittedBytes.Answer.Refused(var reason) ->
          throw new ProblemException(Problem.malformed(reason));
      case SubmittedBytes.Answer.Verified(var report) ->
          write(request, holder(options).map(report::comparedWith).orElse(report), options);
      case SubmittedBytes.Answer.Presented(var report) ->
          VerifyPresentationRoute.write(report, vocabulary.ofReport(request));
    };
  }

  /** Reads the person whom the caller expects. */
  private static Optional<Holder> holder(JsonObject options) {
    if (!options.has("holder")) {
      return Optional.empty();
    }
    var holder = options.object("holder").orElse(JsonObject.EMPTY);
    boolean isWell =
        !holder.members().isEmpty()
            && holder.members().entrySet().stream()
                .allMatch(member ->
                    HOLDER_MEMBERS.contains(member.getKey())
                        && member.getValue() instanceof JsonString(var text)
                        && !text.isBlank());
    if (!isWell) {
      throw new ProblemException(
          Problem.invalid(
              List.of(
                  new Violation(
                      "/options/holder",
                      "Give an object with an email, a name or an identifier, or several."))));
    }
    return Optional.of(
        new Holder(
            holder.string("email").orElse(null),
            holder.string("name").orElse(null),
            holder.string("identifier").orElse(null)));
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
