package org.sceau.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sceau.records.status.CredentialStatus;
import org.sceau.verification.Check;
import org.sceau.verification.Messages;
import org.sceau.verification.Outcome;
import org.sceau.verification.PresentationReport;
import org.sceau.verification.ProblemCode;
import org.sceau.verification.ProvenCredential;
import org.sceau.verification.Recognition;
import org.sceau.verification.Summary;
import org.sceau.verification.VerificationProblem;
import org.sceau.verification.VerificationReport;

/**
 * A verification report for people at a terminal: the verdict, what the credential says, if it is
 * proven that its issuer said it, and what was checked.
 */
final class ReportText {

  private final Messages words;
  private final Messages phrases;

  ReportText(Messages words, Messages phrases) {
    this.words = words;
    this.phrases = phrases;
  }

  String write(VerificationReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(phrases.text("verdict." + report.verdict()) + "  " + Summary.headline(report, words));
    lines.add(Summary.sentence(report, words));
    report
        .proven()
        .flatMap(ProvenCredential::status)
        .flatMap(ReportText::reason)
        .ifPresent(reason -> lines.add(words.text("verdict.reason") + " " + PlainText.of(reason)));
    lines.add("");
    report
        .proven()
        .ifPresentOrElse(
            proven -> lines.addAll(columns(facts(proven))),
            () -> lines.add(words.text("verdict.hidden")));
    lines.add("");
    lines.addAll(columns(checks(report)));
    lines.add("");
    var at = report.verifiedAt();
    lines.add(words.text("verdict.at", words.day(at), words.minute(at)));
    return String.join("\n", lines) + "\n";
  }

  /** Writes the report on a presentation: its own two checks, then each credential. */
  String write(PresentationReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(phrases.text("verdict." + report.verdict()) + "  " + phrases.text("presentation"));
    report
        .holder()
        .ifPresent(
            holder -> lines.add(phrases.text("presentation.holder") + " " + PlainText.of(holder)));
    List<Line> checks = new ArrayList<>();
    check(checks, Check.FORM, report.form(), () -> words.text("outcome.passed"));
    check(checks, Check.PROOF, report.proof(), () -> words.text("outcome.passed"));
    lines.addAll(columns(checks));
    var text = new StringBuilder(String.join("\n", lines)).append('\n');
    for (var credential : report.credentials()) {
      text.append('\n').append(write(credential));
    }
    return text.toString();
  }

  /** A label and its text. */
  private record Line(String name, String text) {}

  private List<Line> facts(ProvenCredential proven) {
    List<Line> lines = new ArrayList<>();
    var facts = proven.facts();
    add(lines, phrases.text("label.achievement"), facts.name());
    add(
        lines,
        words.text(proven.recognition().isConfirmed() ? "label.issuer" : "label.claimedIssuer"),
        Optional.of(proven.issuer().name()));
    add(lines, "", facts.issuerId());
    add(lines, phrases.text("label.confirmedBy"), confirmed(proven.recognition()));
    add(lines, words.text("label.recipient"), facts.recipientName());
    add(lines, words.text("label.awarded"), facts.awardedDate().map(words::day));
    add(lines, words.text("label.validFrom"), facts.validFrom().map(words::day));
    add(
        lines,
        words.text("label.validUntil"),
        Optional.of(facts.validUntil().map(words::day).orElseGet(() -> words.text("value.noEnd"))));
    if (!proven.registries().isEmpty()) {
      add(lines, words.text("check.REGISTRY"), Optional.of(String.join(", ", proven.registries())));
    }
    return lines;
  }

  private static Optional<String> confirmed(Recognition recognition) {
    return switch (recognition.identity()) {
      case Recognition.Identity.OfDeployment(var operator) -> Optional.of(operator);
      case Recognition.Identity.Registered(var registry, var name) ->
          Optional.of(registry + ": " + name);
      case Recognition.Identity.Domain(var host) -> Optional.of(host);
      case Recognition.Identity.BareKey() -> Optional.empty();
    };
  }

  private static void add(List<Line> lines, String name, Optional<String> text) {
    text.ifPresent(said -> lines.add(new Line(name, PlainText.of(said))));
  }

  private List<Line> checks(VerificationReport report) {
    List<Line> lines = new ArrayList<>();
    for (var check : Check.values()) {
      check(lines, check, report.outcome(check), () -> passed(check, report));
    }
    return lines;
  }

  private void check(List<Line> lines, Check check, Outcome outcome, Supplier<String> passed) {
    var name = words.text("check." + check);
    switch (outcome) {
      case Outcome.Passed() -> lines.add(new Line(name, passed.get()));
      case Outcome.Failed(var problem) -> found(lines, name, "outcome.failed", problem);
      case Outcome.Inconclusive(var problem) when problem.code() == ProblemCode.NOT_REACHED -> {
        // What came before says it all.
      }
      case Outcome.Inconclusive(var problem) -> found(lines, name, "outcome.inconclusive", problem);
      case Outcome.Warned(var problem) -> found(lines, name, "outcome.warned", problem);
      case Outcome.NotApplicable() when check == Check.STATUS ->
          lines.add(new Line(name, words.text("check.STATUS.notApplicable")));
      case Outcome.NotApplicable(), Outcome.NotChecked() -> {
        // Nothing to tell of what the credential does not have.
      }
    }
  }

  private String passed(Check check, VerificationReport report) {
    // What the page says of an issuer is true of those of its own deployment alone.
    return words.text("outcome.passed")
        + ". "
        + (check == Check.ISSUER
            ? phrases.text("check.ISSUER.passed")
            : Summary.passed(check, report, words));
  }

  private void found(List<Line> lines, String name, String outcome, VerificationProblem problem) {
    lines.add(new Line(name, words.text(outcome) + ". " + words.sentence(problem)));
    var detail = problem.detail();
    if (detail != null) {
      lines.add(new Line("", PlainText.of(detail)));
    }
  }

  private static List<String> columns(List<Line> lines) {
    int width = lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
    return lines.stream()
        .map(line -> line.name() + " ".repeat(width + 2 - line.name().length()) + line.text())
        .toList();
  }

  private static Optional<String> reason(CredentialStatus status) {
    return Optional.ofNullable(reasonOf(status));
  }

  private static @Nullable String reasonOf(CredentialStatus status) {
    return switch (status) {
      case CredentialStatus.Active() -> null;
      case CredentialStatus.Suspended(_, var reason) -> reason;
      case CredentialStatus.Revoked(_, var reason, _) -> reason;
    };
  }
}
