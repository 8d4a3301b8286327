package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.functions.verify.Page.Entry;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.openbadges.AchievementField;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.verification.Language;
import org.sceau.verification.Messages;

/** The rows of the page agree with the table of achievement fields. */
class CredentialEntriesTest extends LocalIssuerFixture {

  /** Without the field its row is gone, or says less. */
  @ParameterizedTest
  @EnumSource
  void theRowThatTheTableNamesShowsTheField(AchievementField field) {
    var words = new Messages(Language.EN);
    var subject = credential().object("credentialSubject").orElseThrow();
    // Credits without a unit are ECTS.
    var achievement =
        subject.object("achievement").orElseThrow().with("creditUnit", new JsonString("ext:CPD"));
    var without = CredentialEntries.of(facts(subject, achievement.without(field.term())), words);
    var with = CredentialEntries.of(facts(subject, achievement), words);

    var changed =
        with.stream()
            .filter(entry -> !without.contains(entry))
            .map(Entry::label)
            .filter(label -> !label.equals(words.text("label.annexOne")))
            .toList();
    field
        .row()
        .map(row -> words.text("label." + row))
        .ifPresentOrElse(
            label -> assertThat(changed).contains(label), () -> assertThat(changed).isEmpty());
  }

  private CredentialFacts facts(JsonObject subject, JsonObject achievement) {
    return new CredentialFacts(
        credential()
            .with(
                "credentialSubject",
                subject.without("creditsEarned").with("achievement", achievement)));
  }
}
