package org.sceau.verification;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.openbadges.AnnexOne;
import org.sceau.records.status.CredentialStatus;
import org.sceau.verification.VerificationReport.Verdict;

/**
 * Writes a verification report as JSON: the response of VC-API's {@code POST /credentials/verify}
 * with the outcome of every check. Names and types are for machines, sentences for people.
 */
public final class ReportJson {

  private final Messages words;

  public ReportJson(Messages words) {
    this.words = words;
  }

  /** The options of a caller for the response. */
  public record Extras(boolean problemDetails, boolean credential) {}

  public JsonObject write(VerificationReport report, Extras extras) {
    var json =
        JsonObject.builder()
            .put("verified", report.verdict() == Verdict.VERIFIED)
            .put("verdict", word(report.verdict()))
            .put("summary", Summary.sentence(report, words))
            .put("verifiedAt", report.verifiedAt().toString())
            .put("checks", checks(report));
    if (extras.problemDetails()) {
      json.put("problemDetails", problems(report, true, true));
    }
    json.put("errors", problems(report, true, false))
        .put("warnings", problems(report, false, true));
    if (!report.parts().isEmpty()) {
      json.put(
          "parts",
          new JsonArray(
              report.parts().stream()
                  .<JsonValue>map(part ->
                      JsonObject.builder()
                          .put("kind", camelCase(part.kind().name()))
                          .put("path", part.path())
                          .put("report", write(part.report(), new Extras(false, false)))
                          .build())
                  .toList()));
    }
    report
        .proven()
        .ifPresent(proven -> {
          json.put("issuer", issuer(proven));
          json.put("recognition", recognition(proven.recognition()));
          if (!proven.registries().isEmpty()) {
            json.put("registries", JsonArray.ofStrings(proven.registries()));
          }
          json.put("credentialId", proven.facts().id().orElse(null));
          json.put("status", proven.status().map(ReportJson::status).orElse(null));
          json.put(
              "annexOne", AnnexOne.ofAny(proven.credential()).map(AnnexOne::toJson).orElse(null));
          if (extras.credential()) {
            json.put("credential", proven.credential());
          }
        });
    return json.build();
  }

  /** Writes a presentation's report: its own two checks, and a report of each credential. */
  public JsonObject write(PresentationReport report) {
    var own = List.of(report.form(), report.proof());
    var json =
        JsonObject.builder()
            .put("verified", report.verdict() == Verdict.VERIFIED)
            .put("verdict", word(report.verdict()))
            .put("verifiedAt", report.verifiedAt().toString())
            .put("holder", report.holder().orElse(null))
            .put(
                "checks",
                JsonArray.of(check(Check.FORM, report.form()), check(Check.PROOF, report.proof())))
            .put("problemDetails", problems(own, true, true))
            .put("errors", problems(own, true, false))
            .put("warnings", problems(own, false, true));
    return json.put(
            "credentialResults",
            new JsonArray(
                report.credentials().stream()
                    .<JsonValue>map(credential -> write(credential, new Extras(true, false)))
                    .toList()))
        .build();
  }

  private JsonArray checks(VerificationReport report) {
    return new JsonArray(
        List.of(Check.values()).stream()
            .<JsonValue>map(check -> check(check, report.outcome(check)))
            .toList());
  }

  private JsonObject check(Check check, Outcome outcome) {
    var name = camelCase(check.name());
    return switch (outcome) {
      case Outcome.Passed() -> check(name, "passed", null);
      case Outcome.Failed(var problem) -> check(name, "failed", problem);
      case Outcome.Inconclusive(var problem) -> check(name, "inconclusive", problem);
      case Outcome.Warned(var problem) -> check(name, "warning", problem);
      case Outcome.NotChecked() -> check(name, "notChecked", null);
      case Outcome.NotApplicable() -> check(name, "notApplicable", null);
    };
  }

  private JsonObject check(String name, String outcome, @Nullable VerificationProblem problem) {
    return JsonObject.builder()
        .put("check", name)
        .put("outcome", outcome)
        .put("problem", problem == null ? null : problem(problem))
        .build();
  }

  /** Writes a problem (RFC 9457); {@code code} distinguishes problems that share a type. */
  private JsonObject problem(VerificationProblem problem) {
    var since = problem.since();
    return JsonObject.builder()
        .put("type", problem.code().type())
        .put("code", problem.code().name())
        .put("title", words.headline(problem))
        .put("detail", words.sentence(problem))
        .put("reason", problem.detail())
        .put("since", since == null ? null : since.toString())
        .build();
  }

  private JsonArray problems(VerificationReport report, boolean failed, boolean inconclusive) {
    return problems(
        List.of(Check.values()).stream().map(report::outcome).toList(), failed, inconclusive);
  }

  private JsonArray problems(List<Outcome> outcomes, boolean failed, boolean inconclusive) {
    return new JsonArray(
        outcomes.stream()
            .<JsonValue>mapMulti((outcome, sink) -> {
              switch (outcome) {
                case Outcome.Failed(var problem) when failed -> sink.accept(problem(problem));
                case Outcome.Inconclusive(var problem) when inconclusive ->
                    sink.accept(problem(problem));
                case Outcome.Warned(var problem) when inconclusive -> sink.accept(problem(problem));
                default -> {}
              }
            })
            .toList());
  }

  private static JsonObject issuer(ProvenCredential proven) {
    return JsonObject.builder()
        .put("id", proven.facts().issuerId().orElse(null))
        .put("name", proven.issuer().name())
        .put("verificationMethod", proven.verificationMethod())
        .build();
  }

  private static JsonObject recognition(Recognition recognition) {
    var identity =
        switch (recognition.identity()) {
          case Recognition.Identity.OfDeployment(var operator) ->
              answer("yes", operator).put("by", "operator");
          case Recognition.Identity.Registered(var registry, var name) ->
              answer("yes", registry).put("by", "registry").put("name", name);
          case Recognition.Identity.Domain(var host) -> answer("unknown", host).put("by", "domain");
          case Recognition.Identity.BareKey() -> answer("unknown", null);
        };
    return JsonObject.builder()
        .put("identity", identity.build())
        .put("recognisedWhenSigned", answer(recognition.recognised()))
        .put("mayAward", answer(recognition.mayAward()))
        .build();
  }

  private static JsonObject answer(Recognition.Answer answer) {
    return answer(answer.word().name().toLowerCase(Locale.ROOT), answer.source()).build();
  }

  private static JsonObject.Builder answer(String word, @Nullable String source) {
    return JsonObject.builder().put("answer", word).put("source", source);
  }

  private static JsonObject status(CredentialStatus status) {
    var json =
        switch (status) {
          case CredentialStatus.Active() -> JsonObject.builder().put("state", "active");
          case CredentialStatus.Suspended(var since, var reason) ->
              status("suspended", since.toString(), reason);
          case CredentialStatus.Revoked(var since, var reason, var replacedBy) ->
              status("revoked", since.toString(), reason).put("replacedBy", replacedBy);
        };
    return json.build();
  }

  private static JsonObject.Builder status(String state, String since, @Nullable String reason) {
    return JsonObject.builder()
        .put("state", state)
        .put("since", since)
        .put("reason", Optional.ofNullable(reason).map(JsonString::new).orElse(null));
  }

  private static String word(Verdict verdict) {
    return verdict.name();
  }

  private static String camelCase(String constant) {
    var words = constant.toLowerCase(Locale.ROOT).split("_", -1);
    var name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }
}
