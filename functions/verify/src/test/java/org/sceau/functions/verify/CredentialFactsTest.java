package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.openbadges.AchievementField;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.openbadges.CredentialFacts.Alignment;
import org.sceau.openbadges.CredentialFacts.QualityAssurance;
import org.sceau.openbadges.CredentialFacts.Result;

class CredentialFactsTest {

  private final VerifyFixture world = new VerifyFixture();
  private final CredentialFacts facts = new CredentialFacts(world.credential());

  @Test
  void whoIssuedItIsInItsProfile() {
    assertThat(facts.issuerId()).contains(world.deployment.webDid(VerifyFixture.DEMO));
    assertThat(facts.issuerName()).contains("Université Exemple");
    assertThat(facts.issuerUrl()).contains("https://issuer.example");
    assertThat(facts.issuerCountry()).contains("FR");
    assertThat(facts.issuerImage()).isEmpty();
    var logo = "https://issuer.example/logo.png";
    assertThat(
            withIssuer("image", VerifyFixture.read("{\"id\":\"%s\"}".formatted(logo)))
                .issuerImage())
        .contains(logo);
    assertThat(withIssuer("image", new JsonString(logo)).issuerImage()).contains(logo);
    assertThat(facts("{\"issuer\":\"did:example:issuer\"}").issuerId())
        .contains("did:example:issuer");
  }

  @Test
  void whoHasItAndSinceWhen() {
    assertThat(facts.id()).contains(world.deployment.credentialUrl(world.id));
    assertThat(facts.subjectId()).contains("urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11");
    assertThat(facts.recipientName()).contains("Camille Martin");
    assertThat(facts.validFrom()).contains(VerifyFixture.VALID_FROM);
    assertThat(facts.validUntil()).contains(VerifyFixture.VALID_UNTIL);
    assertThat(facts.awardedDate()).contains(Instant.parse("2026-01-10T10:00:00Z"));
    assertThat(new CredentialFacts(world.credential().without("awardedDate")).awardedDate())
        .contains(VerifyFixture.VALID_FROM);
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
    assertThat(
            withAchievement("image", "{\"id\":\"https://issuer.example/i.png\"}")
                .achievementImage())
        .contains("https://issuer.example/i.png");
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
    var subject = world.credential().object("credentialSubject").orElseThrow();
    assertThat(
            new CredentialFacts(
                    world.credential().with("credentialSubject", subject.without("creditsEarned")))
                .credits()
                .map(JsonNumber::literal))
        .as("that can be earned")
        .contains("3");
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
    assertThat(withAchievement("eqfCycle", "\"1\"").cycle()).contains("1");
    assertThat(withAchievement("eqfCycle", "2").cycle()).contains("2");
  }

  private CredentialFacts withIssuer(String member, JsonValue value) {
    var credential = world.credential();
    return new CredentialFacts(
        credential.with("issuer", credential.object("issuer").orElseThrow().with(member, value)));
  }

  private CredentialFacts withAchievement(String member, String json) {
    return new CredentialFacts(
        world.credentialWithAchievement(
            member, VerifyFixture.read("{\"value\":" + json + "}").get("value")));
  }

  private static CredentialFacts facts(String json) {
    JsonObject credential = VerifyFixture.read(json);
    return new CredentialFacts(credential);
  }
}
