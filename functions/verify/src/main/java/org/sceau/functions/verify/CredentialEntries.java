package org.sceau.functions.verify;

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
                facts.workloadHours().stream()
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
            Entries.entry(words, "label.assessment", facts.assessmentType()),
            Entries.entry(words, "label.participation", facts.participationType()),
            Entries.entry(words, "label.supervision", supervision(facts, words)),
            Entries.entry(
                words,
                "label.language",
                facts.language().stream().map(tag -> Text.of(words.languageName(tag)))),
            Entries.entry(
                words,
                "label.quality",
                facts.qualityAssurance().stream()
                    .flatMap(assurance -> assured(assurance, words).stream())),
            Entries.entry(words, "label.annexOne", annexOne(facts, words)),
            Entries.entry(
                words, "label.prerequisites", facts.prerequisites().stream().map(Text::of)),
            Entries.entry(words, "label.stackability", facts.stackability()),
            Entries.entry(
                words,
                "label.further",
                facts.furtherInformation().stream().map(CredentialEntries::further)))
        .filter(entry -> !entry.values().isEmpty())
        .toList();
  }

  /**
   * Returns the unit of the credits, without the prefix that Open Badges requires of extensions.
   */
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

  /** Counts the elements of Annex I that a micro-credential has, and names the missing ones. */
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
