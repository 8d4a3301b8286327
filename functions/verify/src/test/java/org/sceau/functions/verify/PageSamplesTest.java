package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.records.status.CredentialStatus;

/** Leaves every kind of page in {@code target/pages}, for people to look at. */
class PageSamplesTest {

  private static final Path PAGES = Path.of("target", "pages");
  private static final String IMAGE =
      """
      {"type":"Image","id":"data:image/svg+xml;base64,PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHZpZXdCb3g9JzAgMCAxMDAgMTAwJz48cmVjdCB3aWR0aD0nMTAwJyBoZWlnaHQ9JzEwMCcgcng9JzIyJyBmaWxsPScjMWQ0Mzc0Jy8+PHBhdGggZD0nTTI1IDcyVjUyTTQyIDcyVjM0TTU5IDcyVjQ0TTc2IDcyVjI0JyBzdHJva2U9JyNmMmMxNGUnIHN0cm9rZS13aWR0aD0nOScgc3Ryb2tlLWxpbmVjYXA9J3JvdW5kJy8+PC9zdmc+"}
      """;
  private static final String DEGREE =
      """
      {"id":"urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11",
       "degree":{"type":"ExampleBachelorDegree","name":"Licence d’informatique","awardedYear":2026,
        "field":["Informatique","Mathématiques"],"withHonours":true},
       "alumniOf":{"id":"did:example:university","name":{"@value":"Université Exemple","@language":"fr"}},
       "transcript":"https://issuer.example/transcripts/7"}
      """;
  private static final Instant SINCE = Instant.parse("2026-03-02T09:00:00Z");

  @Test
  void everyVerdictHasAPageInBothLanguages() throws IOException {
    Files.createDirectories(PAGES);
    for (var language : List.of("fr", "en")) {
      var genuine = new LocalIssuerFixture();
      genuine.issue(
          genuine.credentialWithAchievement("image", json(IMAGE)), new CredentialStatus.Active());
      save(genuine, language, "genuine");
      genuine.now = VerifyFixture.VALID_UNTIL.plusSeconds(86_400);
      save(genuine, language, "expired");

      var revoked = new LocalIssuerFixture();
      revoked.issue(
          revoked.credentialWithAchievement(
              "stackability",
              "Compte pour trois crédits dans la licence professionnelle Métiers de la donnée,"
                  + " et dans le parcours de micro-certifications Analyse et décision."),
          new CredentialStatus.Revoked(SINCE, "Note attribuée à la mauvaise personne."));
      save(revoked, language, "revoked");

      var other = new LocalIssuerFixture();
      other.issue(
          other
              .credential()
              .with(
                  "@context",
                  JsonArray.ofStrings(
                      "https://www.w3.org/ns/credentials/v2",
                      "https://www.w3.org/ns/credentials/undefined-terms/v2"))
              .with("type", JsonArray.ofStrings("VerifiableCredential", "ExampleDegreeCredential"))
              .with("name", new JsonString("Licence d’informatique"))
              .with("credentialSubject", json(DEGREE)),
          new CredentialStatus.Active());
      save(other, language, "other");

      var replaced = new LocalIssuerFixture();
      replaced.issue(
          replaced.credential(),
          new CredentialStatus.Revoked(
              SINCE,
              "Le nom était mal écrit.",
              replaced.deployment.publicUrl() + "/c/AbCdEfGhIjKlMnOpQrStUv"));
      save(replaced, language, "replaced");

      var suspended = new LocalIssuerFixture();
      suspended.issue(suspended.credential(), new CredentialStatus.Suspended(SINCE, null));
      save(suspended, language, "suspended");

      var tampered = new LocalIssuerFixture();
      var jws =
          tampered.jws(
              tampered.header(), tampered.claims(tampered.credential()), tampered.otherKey);
      tampered.store.record(
          tampered.record(
              jws, JsonWriter.write(tampered.credential()), new CredentialStatus.Active()),
          null);
      save(tampered, language, "tampered");

      var hostile = new LocalIssuerFixture();
      hostile.issue(
          hostile.credentialWithAchievement(
              "name", "\"><img src=x onerror=alert(1)></script><b>" + "long".repeat(30)),
          new CredentialStatus.Active());
      save(hostile, language, "hostile");
      var missing =
          new LocalIssuerFixture()
              .get("no", Map.of("accept", "text/html"), Map.of("lang", language));
      Files.write(PAGES.resolve("missing-" + language + ".html"), missing.body());
    }
  }

  private static void save(LocalIssuerFixture world, String language, String name)
      throws IOException {
    var page = world.get(world.id.value(), Map.of("accept", "text/html"), Map.of("lang", language));
    assertThat(page.status()).isEqualTo(200);
    Files.write(PAGES.resolve(name + "-" + language + ".html"), page.body());
  }
}
