package org.sceau.functions.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sceau.functions.verify.Page.Banner;
import org.sceau.functions.verify.Page.CheckLine;
import org.sceau.functions.verify.Page.Entry;
import org.sceau.functions.verify.Page.Frame;
import org.sceau.functions.verify.Page.Shown;
import org.sceau.functions.verify.Page.Text;
import org.sceau.functions.verify.Page.Tone;
import org.sceau.json.JsonString;
import org.sceau.openbadges.AchievementField;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.records.Deployment;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.status.CredentialStatus;
import org.sceau.verification.Check;
import org.sceau.verification.Language;
import org.sceau.verification.Messages;
import org.sceau.verification.Outcome;
import org.sceau.verification.ProvenCredential;
import org.sceau.verification.Summary;
import org.sceau.verification.VerificationReport;

/** Composes the public page from a verification report. */
final class PageComposer {

  private static final int SHARED_CHARACTERS = 200;
  private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}");

  /**
   * Checks of external schemas and registries, which do not apply to credentials of this
   * deployment.
   */
  private static final Set<Check> OF_OTHERS =
      EnumSet.of(Check.SCHEMA, Check.REGISTRY, Check.PARTS, Check.HOLDER);

  private final Deployment deployment;

  PageComposer(Deployment deployment) {
    this.deployment = deployment;
  }

  /**
   * @param listOf when the status list of the credential was published
   */
  Page compose(
      CredentialId id, VerificationReport report, Optional<Instant> listOf, Messages words) {
    var url = deployment.credentialUrl(id);
    var banner = banner(report, words);
    var shown =
        report.proven().map(proven -> shown(proven, report.verifiedAt(), words)).orElse(null);
    return new Page(
        words,
        frame(url, banner, shown, report, words),
        banner,
        shown,
        Arrays.stream(Check.values())
            .filter(check -> !OF_OTHERS.contains(check))
            .map(check -> line(check, report, listOf, words))
            .toList(),
        technical(url, report, words));
  }

  /** Returns the frame of a page without a credential. */
  Frame absent(String why, Messages words) {
    return new Frame(
        words.text(why + ".title"), words.text(why + ".sentence"), "", null, languages(words));
  }

  private Frame frame(
      String url, Banner banner, @Nullable Shown shown, VerificationReport report, Messages words) {
    if (shown == null) {
      return new Frame(banner.headline(), banner.sentence(), url, null, languages(words));
    }
    var issuer = report.proven().map(proven -> proven.issuer().name()).orElse("");
    var image = shown.image();
    return new Frame(
        shown.name() + " · " + banner.headline(),
        abridged(words.text("share.description", shown.name(), issuer, banner.headline())),
        url,
        image != null && image.startsWith("https:") ? image : null,
        languages(words));
  }

  private static List<Page.Alternative> languages(Messages words) {
    return Arrays.stream(Language.values())
        .map(language ->
            new Page.Alternative(
                language.tag(),
                new Messages(language).text("language.name"),
                "?lang=" + language.tag(),
                language == words.language()))
        .toList();
  }

  private static Banner banner(VerificationReport report, Messages words) {
    var at = report.verifiedAt();
    return new Banner(
        tone(report),
        Summary.headline(report, words),
        Summary.sentence(report, words),
        report
            .proven()
            .flatMap(ProvenCredential::status)
            .flatMap(PageComposer::reason)
            .orElse(null),
        report
            .proven()
            .flatMap(ProvenCredential::status)
            .flatMap(PageComposer::replacedBy)
            .orElse(null),
        words.text("verdict.at", words.day(at), words.minute(at)),
        at.toString());
  }

  private static Tone tone(VerificationReport report) {
    return switch (report.verdict()) {
      case VERIFIED -> report.foremost().isPresent() ? Tone.CAUTION : Tone.GOOD;
      case INCONCLUSIVE -> Tone.UNKNOWN;
      case NOT_VERIFIED ->
          report
              .decisive()
              .map(problem ->
                  switch (problem.code()) {
                    case REPLACED, SUSPENDED, SUSPENDED_BY_LIST, EXPIRED, NOT_YET_VALID ->
                        Tone.CAUTION;
                    default -> Tone.BAD;
                  })
              .orElse(Tone.BAD);
    };
  }

  private static Optional<String> reason(CredentialStatus status) {
    return switch (status) {
      case CredentialStatus.Active() -> Optional.empty();
      case CredentialStatus.Suspended(_, var reason) -> Optional.ofNullable(reason);
      case CredentialStatus.Revoked(_, var reason, _) -> Optional.ofNullable(reason);
    };
  }

  private static Optional<String> replacedBy(CredentialStatus status) {
    return status instanceof CredentialStatus.Revoked(_, _, var replacedBy)
        ? Optional.ofNullable(replacedBy)
        : Optional.empty();
  }

  /** Adds to the status, which is current, the time of the published list. */
  private static CheckLine line(
      Check check, VerificationReport report, Optional<Instant> listOf, Messages words) {
    var line = line(check, report, words);
    return check == Check.STATUS && listOf.isPresent()
        ? new CheckLine(
            line.tone(),
            line.name(),
            line.outcome(),
            line.sentence()
                + " "
                + words.text(
                    "check.STATUS.listOf", words.day(listOf.get()), words.minute(listOf.get())))
        : line;
  }

  private static CheckLine line(Check check, VerificationReport report, Messages words) {
    var name = words.text("check." + check);
    return switch (report.outcome(check)) {
      case Outcome.Passed() ->
          new CheckLine(
              Tone.GOOD, name, words.text("outcome.passed"), Summary.passed(check, report, words));
      case Outcome.Failed(var problem) ->
          new CheckLine(Tone.BAD, name, words.text("outcome.failed"), words.sentence(problem));
      case Outcome.Inconclusive(var problem) ->
          new CheckLine(
              Tone.UNKNOWN, name, words.text("outcome.inconclusive"), words.sentence(problem));
      case Outcome.Warned(var problem) ->
          new CheckLine(Tone.CAUTION, name, words.text("outcome.warned"), words.sentence(problem));
      case Outcome.NotApplicable(), Outcome.NotChecked() ->
          new CheckLine(
              Tone.UNKNOWN,
              name,
              words.text("outcome.notApplicable"),
              words.text("check.STATUS.notApplicable"));
    };
  }

  private Shown shown(ProvenCredential proven, Instant now, Messages words) {
    var facts = proven.facts();
    return new Shown(
        facts
            .text(AchievementField.IN_LANGUAGE)
            .filter(tag -> LANGUAGE.matcher(tag).matches())
            .orElse(null),
        facts
            .text(AchievementField.ACHIEVEMENT_TYPE)
            .filter("MicroCredential"::equals)
            .map(_ -> words.text("kind.MicroCredential"))
            .orElseGet(() -> words.text("kind.other")),
        facts.name().or(facts::type).orElse("?"),
        facts.achievementImage().filter(this::isShowable).orElse(null),
        facts.description().orElse(null),
        award(proven, facts, now, words),
        isBadge(facts)
            ? CredentialEntries.of(facts, words)
            : Claims.of(facts.credential(), words, Entries::linkable),
        facts.skills().stream().map(CredentialEntries::aligned).toList(),
        facts.criteriaNarrative().orElse(null),
        facts.criteriaUrl().flatMap(Entries::linkable).orElse(null));
  }

  private static boolean isBadge(CredentialFacts facts) {
    return facts
        .credential()
        .object("credentialSubject")
        .filter(subject -> subject.has("achievement"))
        .isPresent();
  }

  /** Lists issuer, recipient and dates. The issuer's name is the one in the catalog. */
  private static List<Entry> award(
      ProvenCredential proven, CredentialFacts facts, Instant now, Messages words) {
    List<Entry> award = new ArrayList<>();
    var issuer = proven.issuer();
    var country = issuer.countryCode();
    award.add(
        new Entry(
            words.text("label.issuer"),
            List.of(
                new Text(
                    issuer.name(),
                    country == null ? null : words.country(country),
                    Entries.linkable(issuer.url()).orElse(null),
                    null))));
    facts
        .recipientName()
        .ifPresent(name -> award.add(Entries.entry(words, "label.recipient", Text.of(name))));
    facts
        .awardedDate()
        .ifPresent(
            time -> award.add(Entries.entry(words, "label.awarded", Entries.day(time, words))));
    facts
        .validFrom()
        .filter(time -> time.isAfter(now))
        .ifPresent(
            time -> award.add(Entries.entry(words, "label.validFrom", Entries.day(time, words))));
    award.add(
        Entries.entry(
            words,
            "label.validUntil",
            facts
                .validUntil()
                .map(time -> Entries.day(time, words))
                .orElseGet(() -> Text.of(words.text("value.noEnd")))));
    return award;
  }

  private static List<Entry> technical(String url, VerificationReport report, Messages words) {
    List<Entry> technical = new ArrayList<>();
    technical.add(Entries.entry(words, "technical.id", Text.of(url)));
    report
        .proven()
        .ifPresent(proven -> {
          var facts = proven.facts();
          facts
              .issuerId()
              .ifPresent(
                  did -> technical.add(Entries.entry(words, "technical.issuer", Text.of(did))));
          technical.add(
              Entries.entry(words, "technical.key", Text.of(proven.verificationMethod())));
          technical.add(Entries.entry(words, "technical.algorithm", Text.of(proven.algorithm())));
          facts
              .statusEntry()
              .flatMap(entry ->
                  entry.get("statusListIndex") instanceof JsonString(var index)
                      ? entry
                          .string("statusListCredential")
                          .map(list ->
                              new Text(
                                  words.text("technical.position.value", index),
                                  list,
                                  Entries.linkable(list).orElse(null),
                                  null))
                      : Optional.empty())
              .ifPresent(text -> technical.add(Entries.entry(words, "technical.position", text)));
        });
    technical.add(
        new Entry(
            words.text("technical.files"),
            List.of(
                new Text(words.text("technical.jwt"), "application/vc+jwt", url + ".jwt", null),
                new Text(words.text("technical.json"), "application/vc", url + ".json", null))));
    technical.add(
        Entries.entry(
            words,
            "technical.report",
            new Text(
                words.text("technical.report.value"), "application/json", url + "?report", null)));
    return technical;
  }

  /** Tells whether the content security policy lets a browser load the image. */
  private boolean isShowable(String image) {
    return image.startsWith("https://")
        || image.startsWith("data:image/")
        || image.startsWith(deployment.publicUrl() + "/");
  }

  private static String abridged(String text) {
    return text.length() <= SHARED_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, SHARED_CHARACTERS)))
            + "…";
  }
}
