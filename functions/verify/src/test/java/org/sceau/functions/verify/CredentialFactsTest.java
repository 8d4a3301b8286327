package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.json;
import static org.sceau.testing.JsonEdits.remove;
import static org.sceau.testing.JsonEdits.set;
import static org.sceau.testing.JsonEdits.value;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.sceau.json.JsonNumber;
import org.sceau.openbadges.AchievementField;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.openbadges.CredentialFacts.Alignment;
import org.sceau.openbadges.CredentialFacts.QualityAssurance;
import org.sceau.openbadges.CredentialFacts.Result;

class CredentialFactsTest extends LocalIssuerFixture {

  private static final String ACHIEVEMENT = "/credentialSubject/achievement/";

  private final CredentialFacts facts = new CredentialFacts(credential());

  @Test
  void whoIssuedItIsInItsProfile() {
    assertThat(facts.issuerId()).contains(did);
    assertThat(facts.issuerName()).contains("Université Exemple");
    assertThat(facts.issuerUrl()).contains("https://issuer.example");
    assertThat(facts.issuerCountry()).contains("FR");
    assertThat(facts.issuerImage()).isEmpty();
    assertThat(with("/issuer/image", "{\"id\":\"https://issuer.example/i\"}").issuerImage())
        .contains("https://issuer.example/i");
    assertThat(with("/issuer/image", "\"https://issuer.example/i\"").issuerImage())
        .contains("https://issuer.example/i");
    assertThat(facts("{\"issuer\":\"did:example:issuer\"}").issuerId())
        .contains("did:example:issuer");
  }

  @Test
  void whoHasItAndSinceWhen() {
    assertThat(facts.id()).contains(deployment.credentialUrl(id));
    assertThat(facts.subjectId()).contains("urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11");
    assertThat(facts.recipientName()).contains("Camille Martin");
    assertThat(facts.validFrom()).contains(VALID_FROM);
    assertThat(facts.validUntil()).contains(VALID_UNTIL);
    assertThat(facts.awardedDate()).contains(Instant.parse("2026-01-10T10:00:00Z"));
    assertThat(new CredentialFacts(credential().without("awardedDate")).awardedDate())
        .contains(VALID_FROM);
    assertThat(facts.statusEntry().flatMap(entry -> entry.string("statusListIndex")))
        .contains("94567");
  }

  @Test
  void whatWasAchieved() {
    assertThat(facts.type()).contains("OpenBadgeCredential");
    assertThat(facts.achievementId()).contains("https://sceau.example/achievements/data-python");
    assertThat(facts.text(AchievementField.ACHIEVEMENT_TYPE)).contains("MicroCredential");
    assertThat(facts.name()).contains("Analyse de données avec Python");
    assertThat(facts.description().orElseThrow()).startsWith("Collecter, nettoyer");
    assertThat(facts.criteriaNarrative().orElseThrow()).startsWith("Un projet noté");
    assertThat(facts.criteriaUrl())
        .contains("https://issuer.example/achievements/data-python/criteria");
    assertThat(facts.text(AchievementField.IN_LANGUAGE)).contains("fr");
    assertThat(facts.achievementImage()).isEmpty();
    assertThat(with(ACHIEVEMENT + "image", "{\"id\":\"https://a.example/i\"}").achievementImage())
        .contains("https://a.example/i");
  }

  @Test
  void ofACredentialThatIsNoBadgeItsOwnNameCounts() {
    var facts =
        facts(
            """
            {"name":{"@value":"Licence","@language":"fr"},
             "description":[{"@value":"Trois ans."},"Three years."]}
            """);

    assertThat(facts.name()).contains("Licence");
    assertThat(facts.description()).contains("Trois ans.");
    assertThat(facts("{\"description\":\"Trois ans.\"}").description()).contains("Trois ans.");
    assertThat(facts("{\"description\":7}").description()).isEmpty();
  }

  @Test
  void whatMakesItAMicroCredential() {
    assertThat(facts.credits().map(JsonNumber::literal)).contains("3");
    // Those that can be earned.
    var unearned = new CredentialFacts(remove(credential(), "/credentialSubject/creditsEarned"));
    assertThat(unearned.credits().map(JsonNumber::literal)).contains("3");
    assertThat(facts.text(AchievementField.CREDIT_UNIT)).contains("ECTS");
    assertThat(facts.number(AchievementField.WORKLOAD_HOURS).map(JsonNumber::literal))
        .contains("75");
    assertThat(facts.text(AchievementField.ASSESSMENT_TYPE)).contains("project");
    assertThat(facts.text(AchievementField.PARTICIPATION_TYPE)).contains("blended");
    assertThat(facts.text(AchievementField.SUPERVISION_TYPE)).contains("supervised onsite");
    assertThat(facts.bool(AchievementField.IDENTITY_CHECKED)).contains(true);
    assertThat(facts.texts(AchievementField.PREREQUISITES))
        .containsExactly("Bases de la programmation");
    assertThat(facts.text(AchievementField.STACKABILITY)).contains("stackable");
    assertThat(facts.texts(AchievementField.FURTHER_INFORMATION))
        .containsExactly("https://issuer.example/formations/data-python");
    assertThat(facts.qualityAssurance())
        .contains(
            new QualityAssurance(
                null,
                "Accréditation du diplôme d’établissement 2025-117",
                "https://qa.example/decisions/2025-117"));
    assertThat(facts.results()).containsExactly(new Result("Note finale", "15.5", "20"));
  }

  @Test
  void whatItIsAlignedWith() {
    assertThat(facts.level())
        .contains(
            new Alignment(
                "EQF level 6",
                "http://data.europa.eu/snb/eqf/6",
                "6",
                "European Qualifications Framework"));
    assertThat(facts.qualifications())
        .containsExactly(
            new Alignment(
                "Data analyst",
                "https://www.francecompetences.fr/recherche/rncp/37827/",
                "RNCP37827",
                "RNCP"));
    assertThat(facts.skills()).extracting(Alignment::framework).containsOnly("ESCO").hasSize(3);
    assertThat(facts.cycle()).isEmpty();
    assertThat(with(ACHIEVEMENT + "eqfCycle", "\"1\"").cycle()).contains("1");
    assertThat(with(ACHIEVEMENT + "eqfCycle", "2").cycle()).contains("2");
  }

  private CredentialFacts with(String pointer, String json) {
    return new CredentialFacts(set(credential(), pointer, value(json)));
  }

  private static CredentialFacts facts(String json) {
    return new CredentialFacts(json(json));
  }
}
