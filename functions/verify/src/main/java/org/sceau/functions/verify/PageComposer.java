package org.sceau.functions.verify;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sceau.functions.verify.Page.Banner;
import org.sceau.functions.verify.Page.CheckLine;
import org.sceau.functions.verify.Page.Entry;
import org.sceau.functions.verify.Page.Frame;
import org.sceau.functions.verify.Page.Shown;
import org.sceau.functions.verify.Page.Text;
import org.sceau.functions.verify.Page.Tone;
import org.sceau.json.JsonString;
import org.sceau.openbadges.AnnexOne;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.openbadges.CredentialFacts.Alignment;
import org.sceau.openbadges.CredentialFacts.QualityAssurance;
import org.sceau.records.Deployment;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.status.CredentialStatus;
import org.sceau.verification.Check;
import org.sceau.verification.Language;
import org.sceau.verification.Messages;
import org.sceau.verification.Outcome;
import org.sceau.verification.ProvenCredential;
import org.sceau.verification.VerificationReport;

/** Puts a verification report into the words of the public page. */
final class PageComposer {

  private static final int SHARED_CHARACTERS = 200;
  private static final String OWN_WORD = "ext:";
  private static final Pattern LANGUAGE = Pattern.compile("[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}");

  /** Checks that are about what others say, of which a page about our own record has nothing. */
  private static final Set<Check> OF_OTHERS = EnumSet.of(Check.SCHEMA, Check.REGISTRY);

  private final Deployment deployment;

  PageComposer(Deployment deployment) {
    this.deployment = deployment;
  }

  /**
   * @param listOf when the list was published in which others look the status up
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
            .map(check -> line(check, report.outcome(check), listOf, words))
            .toList(),
        technical(url, report, words));
  }

  /** The frame of a page about no credential. */
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
    var problem = report.decisive();
    return new Banner(
        tone(report),
        problem.map(words::headline).orElseGet(() -> words.text("headline.VERIFIED")),
        problem.map(words::sentence).orElseGet(() -> words.text("sentence.VERIFIED")),
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
      case VERIFIED -> Tone.GOOD;
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

  /** The status is told as of now; the list tells how far others may be behind. */
  private static CheckLine line(
      Check check, Outcome outcome, Optional<Instant> listOf, Messages words) {
    var line = line(check, outcome, words);
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

  private static CheckLine line(Check check, Outcome outcome, Messages words) {
    var name = words.text("check." + check);
    return switch (outcome) {
      case Outcome.Passed() ->
          new CheckLine(
              Tone.GOOD,
              name,
              words.text("outcome.passed"),
              words.text("check." + check + ".passed"));
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
        facts.language().filter(tag -> LANGUAGE.matcher(tag).matches()).orElse(null),
        facts
            .achievementType()
            .filter("MicroCredential"::equals)
            .map(_ -> words.text("kind.MicroCredential"))
            .orElseGet(() -> words.text("kind.other")),
        facts.name().or(facts::type).orElse("?"),
        facts.achievementImage().filter(this::isShowable).orElse(null),
        facts.description().orElse(null),
        award(proven, facts, now, words),
        isBadge(facts)
            ? facts(facts, words)
            : Claims.of(facts.credential(), words, PageComposer::linkable),
        facts.skills().stream().map(PageComposer::aligned).toList(),
        facts.criteriaNarrative().orElse(null),
        facts.criteriaUrl().flatMap(PageComposer::linkable).orElse(null));
  }

  private static boolean isBadge(CredentialFacts facts) {
    return facts
        .credential()
        .object("credentialSubject")
        .filter(subject -> subject.has("achievement"))
        .isPresent();
  }

  /** By whom, for whom, when. The issuer's name is the catalog's, not the credential's. */
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
                    linkable(issuer.url()).orElse(null),
                    null))));
    facts
        .recipientName()
        .ifPresent(name -> award.add(entry(words, "label.recipient", Text.of(name))));
    facts
        .awardedDate()
        .ifPresent(time -> award.add(entry(words, "label.awarded", day(time, words))));
    facts
        .validFrom()
        .filter(time -> time.isAfter(now))
        .ifPresent(time -> award.add(entry(words, "label.validFrom", day(time, words))));
    award.add(
        entry(
            words,
            "label.validUntil",
            facts
                .validUntil()
                .map(time -> day(time, words))
                .orElseGet(() -> Text.of(words.text("value.noEnd")))));
    return award;
  }

  /** The facts by which one micro-credential is compared with another, those that it has. */
  private static List<Entry> facts(CredentialFacts facts, Messages words) {
    return Stream.of(
            entry(
                words,
                "label.credits",
                facts.credits().stream()
                    .map(number -> Text.of(words.number(number.decimal()) + " " + unit(facts)))),
            entry(
                words,
                "label.workload",
                facts.workloadHours().stream()
                    .map(number ->
                        Text.of(words.text("value.hours", words.number(number.decimal()))))),
            entry(
                words,
                "label.level",
                facts.level().stream().map(level -> level(level, facts, words))),
            entry(
                words,
                "label.qualification",
                facts.qualifications().stream().map(PageComposer::aligned)),
            entry(
                words,
                "label.result",
                facts.results().stream()
                    .map(result ->
                        new Text(
                            result.outOf() == null
                                ? words.measure(result.value())
                                : words.measure(result.value())
                                    + " / "
                                    + words.measure(result.outOf()),
                            result.name(),
                            null,
                            null))),
            entry(words, "label.assessment", facts.assessmentType()),
            entry(words, "label.participation", facts.participationType()),
            entry(words, "label.supervision", supervision(facts, words)),
            entry(
                words,
                "label.language",
                facts.language().stream().map(tag -> Text.of(words.languageName(tag)))),
            entry(
                words,
                "label.quality",
                facts.qualityAssurance().stream()
                    .flatMap(assurance -> assured(assurance, words).stream())),
            entry(words, "label.annexOne", annexOne(facts, words)),
            entry(words, "label.prerequisites", facts.prerequisites().stream().map(Text::of)),
            entry(words, "label.stackability", facts.stackability()),
            entry(
                words,
                "label.further",
                facts.furtherInformation().stream().map(PageComposer::further)))
        .filter(entry -> !entry.values().isEmpty())
        .toList();
  }

  /** Open Badges marks words of one's own; readers have no use for the mark. */
  private static String unit(CredentialFacts facts) {
    var unit = facts.creditUnit().orElse("ECTS");
    return unit.startsWith(OWN_WORD) ? unit.substring(OWN_WORD.length()) : unit;
  }

  private static Stream<Text> supervision(CredentialFacts facts, Messages words) {
    var identity =
        facts
            .identityChecked()
            .map(checked ->
                words.text(checked ? "value.identityChecked" : "value.identityNotChecked"));
    return facts
        .supervisionType()
        .map(type -> new Text(words.word(type), identity.orElse(null), null, null))
        .or(() -> identity.map(text -> Text.of(words.word(text))))
        .stream();
  }

  /** How much it has of what a micro-credential is to have, if it means to be one. */
  private static Stream<Text> annexOne(CredentialFacts facts, Messages words) {
    var found = AnnexOne.of(facts.credential());
    if (found.missing().isEmpty()) {
      return Stream.of(Text.of(words.text("value.annexOne.whole", found.present())));
    }
    if (facts.achievementType().filter("MicroCredential"::equals).isEmpty()) {
      return Stream.of();
    }
    return Stream.of(
        new Text(
            words.text("value.annexOne", found.present(), AnnexOne.Element.values().length),
            words.text(
                "value.annexOne.missing",
                found.missing().stream()
                    .map(element -> words.text("annexOne." + element))
                    .collect(Collectors.joining(", "))),
            null,
            null));
  }

  /** A text, or a link that shows whose site it leads to. */
  private static Text further(String text) {
    return linkable(text)
        .map(url -> Text.link(URI.create(url).getHost(), url))
        .orElseGet(() -> Text.of(text));
  }

  private static Optional<Text> assured(QualityAssurance assurance, Messages words) {
    var type = Optional.ofNullable(assurance.type()).map(words::word);
    return Optional.ofNullable(assurance.name())
        .map(name -> new Text(name, type.orElse(null), linkable(assurance.id()).orElse(null), null))
        .or(() -> type.map(text -> Text.link(text, linkable(assurance.id()).orElse(null))));
  }

  private static Text level(Alignment level, CredentialFacts facts, Messages words) {
    var code = level.code();
    return new Text(
        code == null ? level.name() : words.text("value.level", code),
        facts
            .cycle()
            .map(cycle ->
                cycle.matches("[1-3]") ? words.text("value.cycle." + cycle) : words.word(cycle))
            .orElse(null),
        linkable(level.url()).orElse(null),
        null);
  }

  private static Text aligned(Alignment alignment) {
    var code = alignment.code();
    var framework = alignment.framework();
    return new Text(
        alignment.name(),
        code != null ? code : framework.isEmpty() ? null : framework,
        linkable(alignment.url()).orElse(null),
        null);
  }

  private static Entry entry(Messages words, String key, Optional<String> word) {
    return entry(words, key, word.stream().map(text -> Text.of(words.word(text))));
  }

  private static Entry entry(Messages words, String key, Stream<Text> values) {
    return new Entry(words.text(key), values.toList());
  }

  private static Entry entry(Messages words, String key, Text value) {
    return entry(words, key, Stream.of(value));
  }

  private static Text day(Instant time, Messages words) {
    return new Text(words.day(time), null, null, time.toString());
  }

  private static List<Entry> technical(String url, VerificationReport report, Messages words) {
    List<Entry> technical = new ArrayList<>();
    technical.add(entry(words, "technical.id", Text.of(url)));
    report
        .proven()
        .ifPresent(proven -> {
          var facts = proven.facts();
          facts
              .issuerId()
              .ifPresent(did -> technical.add(entry(words, "technical.issuer", Text.of(did))));
          technical.add(entry(words, "technical.key", Text.of(proven.verificationMethod())));
          technical.add(entry(words, "technical.algorithm", Text.of(proven.algorithm())));
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
                                  linkable(list).orElse(null),
                                  null))
                      : Optional.empty())
              .ifPresent(text -> technical.add(entry(words, "technical.position", text)));
        });
    technical.add(
        new Entry(
            words.text("technical.files"),
            List.of(
                new Text(words.text("technical.jwt"), "application/vc+jwt", url + ".jwt", null),
                new Text(words.text("technical.json"), "application/vc", url + ".json", null))));
    technical.add(
        entry(
            words,
            "technical.report",
            new Text(
                words.text("technical.report.value"), "application/json", url + "?report", null)));
    return technical;
  }

  /** A link that a reader may follow without harm: of the web, whoever wrote it. */
  private static Optional<String> linkable(@Nullable String url) {
    if (url == null) {
      return Optional.empty();
    }
    try {
      var uri = new URI(url);
      var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"))
          ? Optional.of(url)
          : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /** What the content security policy lets a browser load. */
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
