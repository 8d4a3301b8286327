package org.sceau.functions.verify;

import static org.sceau.openbadges.AchievementField.ACHIEVEMENT_TYPE;
import static org.sceau.openbadges.AchievementField.ASSESSMENT_TYPE;
import static org.sceau.openbadges.AchievementField.CREDIT_UNIT;
import static org.sceau.openbadges.AchievementField.FURTHER_INFORMATION;
import static org.sceau.openbadges.AchievementField.IDENTITY_CHECKED;
import static org.sceau.openbadges.AchievementField.IN_LANGUAGE;
import static org.sceau.openbadges.AchievementField.PARTICIPATION_TYPE;
import static org.sceau.openbadges.AchievementField.PREREQUISITES;
import static org.sceau.openbadges.AchievementField.STACKABILITY;
import static org.sceau.openbadges.AchievementField.SUPERVISION_TYPE;
import static org.sceau.openbadges.AchievementField.WORKLOAD_HOURS;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sceau.functions.verify.Page.Entry;
import org.sceau.functions.verify.Page.Text;
import org.sceau.openbadges.AnnexOne;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.openbadges.CredentialFacts.Alignment;
import org.sceau.openbadges.CredentialFacts.QualityAssurance;
import org.sceau.openbadges.CredentialFacts.Result;
import org.sceau.verification.Messages;

/** Lists the facts by which readers compare a micro-credential with others. */
final class CredentialEntries {

  private static final String OWN_WORD = "ext:";

  private CredentialEntries() {}

  /** Lists the facts of the credential; those that it lacks are left out. */
  static List<Entry> of(CredentialFacts facts, Messages words) {
    return Stream.of(
            Entries.entry(
                words,
                "label.credits",
                facts.credits().stream()
                    .map(number -> Text.of(words.number(number.decimal()) + " " + unit(facts)))),
            Entries.entry(
                words,
                "label.workload",
                facts.number(WORKLOAD_HOURS).stream()
                    .map(number ->
                        Text.of(words.text("value.hours", words.number(number.decimal()))))),
            Entries.entry(
                words,
                "label.level",
                facts.level().stream().map(level -> level(level, facts, words))),
            Entries.entry(
                words,
                "label.qualification",
                facts.qualifications().stream().map(CredentialEntries::aligned)),
            Entries.entry(
                words,
                "label.result",
                facts.results().stream().map(result -> result(result, words))),
            Entries.entry(words, "label.assessment", facts.text(ASSESSMENT_TYPE)),
            Entries.entry(words, "label.participation", facts.text(PARTICIPATION_TYPE)),
            Entries.entry(words, "label.supervision", supervision(facts, words)),
            Entries.entry(
                words,
                "label.language",
                facts.text(IN_LANGUAGE).stream().map(tag -> Text.of(words.languageName(tag)))),
            Entries.entry(
                words,
                "label.quality",
                facts.qualityAssurance().stream()
                    .flatMap(assurance -> assured(assurance, words).stream())),
            Entries.entry(words, "label.annexOne", annexOne(facts, words)),
            Entries.entry(
                words, "label.prerequisites", facts.texts(PREREQUISITES).stream().map(Text::of)),
            Entries.entry(words, "label.stackability", facts.text(STACKABILITY)),
            Entries.entry(
                words,
                "label.further",
                facts.texts(FURTHER_INFORMATION).stream().map(CredentialEntries::further)))
        .filter(entry -> !entry.values().isEmpty())
        .toList();
  }

  /**
   * Returns the unit of the credits, without the prefix that Open Badges requires of extensions.
   */
  private static String unit(CredentialFacts facts) {
    var unit = facts.text(CREDIT_UNIT).orElse("ECTS");
    return unit.startsWith(OWN_WORD) ? unit.substring(OWN_WORD.length()) : unit;
  }

  private static Text result(Result result, Messages words) {
    var value = words.measure(result.value());
    return new Text(
        result.outOf() == null ? value : value + " / " + words.measure(result.outOf()),
        result.name(),
        null,
        null);
  }

  private static Stream<Text> supervision(CredentialFacts facts, Messages words) {
    var identity =
        facts
            .bool(IDENTITY_CHECKED)
            .map(checked ->
                words.text(checked ? "value.identityChecked" : "value.identityNotChecked"));
    return facts
        .text(SUPERVISION_TYPE)
        .map(type -> new Text(words.word(type), identity.orElse(null), null, null))
        .or(() -> identity.map(text -> Text.of(words.word(text))))
        .stream();
  }

  /** Counts the elements of Annex I that a micro-credential has, and names the missing ones. */
  private static Stream<Text> annexOne(CredentialFacts facts, Messages words) {
    var found = AnnexOne.of(facts.credential());
    if (found.missing().isEmpty()) {
      return Stream.of(Text.of(words.text("value.annexOne.whole", found.present())));
    }
    if (facts.text(ACHIEVEMENT_TYPE).filter("MicroCredential"::equals).isEmpty()) {
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

  /** Shows a URL as a link with its host, anything else as text. */
  private static Text further(String text) {
    return Entries.linkable(text)
        .map(url -> Text.link(URI.create(url).getHost(), url))
        .orElseGet(() -> Text.of(text));
  }

  private static Optional<Text> assured(QualityAssurance assurance, Messages words) {
    var type = Optional.ofNullable(assurance.type()).map(words::word);
    return Optional.ofNullable(assurance.name())
        .map(name ->
            new Text(name, type.orElse(null), Entries.linkable(assurance.id()).orElse(null), null))
        .or(() -> type.map(text -> Text.link(text, Entries.linkable(assurance.id()).orElse(null))));
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
        Entries.linkable(level.url()).orElse(null),
        null);
  }

  static Text aligned(Alignment alignment) {
    var code = alignment.code();
    var framework = alignment.framework();
    return new Text(
        alignment.name(),
        code != null ? code : framework.isEmpty() ? null : framework,
        Entries.linkable(alignment.url()).orElse(null),
        null);
  }
}
