package org.sceau.issue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.catalog.IssuingSettings;
import org.sceau.credential.CredentialId;
import org.sceau.http.HttpResponse;
import org.sceau.issuing.IssuedCredential;
import org.sceau.json.JsonObject;
import org.sceau.memory.Demo;
import org.sceau.memory.Faults;
import org.sceau.status.CredentialStatus;

/** {@code POST /credentials/{id}/replacement}. */
class ReplacementsTest {

  private static final String RIGHT =
      "{\"recipients\":[{\"name\":\"Camille Martin-Durand\"}],\"reason\":\"Name corrected\"}";

  private final Office office = new Office();
  private final String old =
      Office.only(office.award(Demo.awardBody(), null)).string("id").orElseThrow();

  @Test
  void aRenewedCredentialSaysTheSameAndTheOldLinkLeadsOn() {
    var answer = replaced(office.replace(old, ""));

    var before = Demo.object(kept(old).secured().embedded());
    var after = answer.object("verifiableCredential").orElseThrow();
    for (var same : new String[] {"awardedDate", "credentialSubject", "name", "issuer", "type"}) {
      assertThat(after.get(same)).as(same).isEqualTo(before.get(same));
    }
    assertThat(after.get("id")).isNotEqualTo(before.get("id"));
    assertThat(after.get("credentialStatus")).isNotEqualTo(before.get("credentialStatus"));
    assertThat(kept(old).status())
        .isEqualTo(
            new CredentialStatus.Revoked(Demo.NOW, null, answer.string("link").orElseThrow()));
    assertThat(answer.string("replaces")).contains(Demo.DEPLOYMENT.credentialUrl(kept(old).id()));
    assertThat(kept(answer.string("id").orElseThrow()).achievementVersion()).isEqualTo(1);
  }

  @Test
  void aCorrectedCredentialSaysWhatIsRightAndKeepsTheDateOfTheAward() {
    var answer = replaced(office.replace(old, RIGHT));

    var after = answer.object("verifiableCredential").orElseThrow();
    assertThat(after.toString()).contains("Camille Martin-Durand");
    assertThat(after.string("awardedDate")).contains("2026-01-10T10:00:00Z");
    assertThat(kept(old).status())
        .isEqualTo(
            new CredentialStatus.Revoked(
                Demo.NOW, "Name corrected", answer.string("link").orElseThrow()));
  }

  @Test
  void theSameRequestGivesTheSameBytesAndAnotherIsRefused() {
    var first = office.replace(old, RIGHT);

    assertThat(office.replace(old, RIGHT).body()).isEqualTo(first.body());
    assertRefused(office.replace(old, ""), 409, "already-replaced");
    assertThat(office.records.count()).isEqualTo(2);
  }

  @Test
  void whatWasInterruptedBeforeTheOldOneWasRevokedIsFinishedByTheSameRequest() {
    for (int calls = 1; calls < 12; calls++) {
      var id = Office.only(office.award(Demo.awardBody(), null)).string("id").orElseThrow();
      office.records.faults().failAfter(calls, 1, Faults.Moment.AFTER);

      var interrupted = office.replace(id, "");

      assertThat(interrupted.status()).isIn(201, 503);
      office.records.faults().failNext(0, Faults.Moment.AFTER);
      var again = replaced(office.replace(id, ""));
      assertThat(kept(id).status())
          .isEqualTo(
              new CredentialStatus.Revoked(Demo.NOW, null, again.string("link").orElseThrow()));
      assertThat(office.replace(id, "").status()).isEqualTo(201);
    }
    // The first, and of each round the old and the new one.
    assertThat(office.records.count()).isEqualTo(1 + 2 * 11);
  }

  @Test
  void whatWasRevokedIsNotReplaced() {
    revoke(old);

    assertRefused(office.replace(old, ""), 409, "already-revoked");
    assertThat(office.records.count()).isEqualTo(1);
  }

  @Test
  void aReplacementIsReplacedInItsTurn() {
    var second = replaced(office.replace(old, "")).string("id").orElseThrow();
    var third = replaced(office.replace(second, RIGHT));

    assertThat(kept(second).status())
        .isEqualTo(
            new CredentialStatus.Revoked(
                Demo.NOW, "Name corrected", third.string("link").orElseThrow()));
  }

  @Test
  void whatIsErasedOrAnothersOrNotThereIsNotReplaced() {
    assertRefused(office.replace("AAAAAAAAAAAAAAAAAAAAAA", ""), 404, "not-found");
    office.records.erase(kept(old).id(), Demo.ISSUER, Demo.NOW);
    assertRefused(office.replace(old, ""), 410, "erased");
  }

  @Test
  void whatTheIssuerBuiltIsRenewedForAsLongAndKeepsItsOwnId() {
    office.settings(new IssuingSettings(IssuingSettings.Kind.W3C, IssuingSettings.Form.EMBEDDED));
    var link =
        office
            .issue(
                """
                {"credential":{"@context":["https://www.w3.org/ns/credentials/v2"],
                  "id":"https://university.example/7","type":["VerifiableCredential"],
                  "validFrom":"2025-01-15T10:00:00Z","validUntil":"2026-01-15T10:00:00Z",
                  "credentialSubject":{"id":"did:example:subject"}}}
                """,
                null)
            .headers()
            .getOrDefault("location", "");

    var answer = replaced(office.replace(link.substring(link.lastIndexOf('/') + 1), ""));

    var after = answer.object("verifiableCredential").orElseThrow();
    assertThat(after.string("id")).contains("https://university.example/7");
    assertThat(after.string("validUntil")).contains("2027-01-15T10:00:00Z");
    assertThat(after.object("credentialStatus").flatMap(entry -> entry.string("id")))
        .contains(answer.string("link").orElseThrow() + "#status");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"recipients\":[]} | /recipients",
        "{\"recipients\":[{\"name\":\"A\"},{\"name\":\"B\"}]} | /recipients",
        "{\"recipients\":[{\"name\":\"A\",\"nick\":\"B\"}]} | /recipients/0/nick",
        "{\"recipients\":[{\"name\":\"A\"}],\"awardedDate\":\"2026-01-01T00:00:00Z\"} |"
            + " /awardedDate",
        "{\"name\":\"A\"} | /name",
        "{\"reason\":7} | /reason",
      })
  void whatIsWrongIsNamedByItsPathAndNothingHappens(String body, String path) {
    assertRefused(office.replace(old, body), 400, "\"path\":\"" + path + "\"");
    assertThat(kept(old).status()).isEqualTo(new CredentialStatus.Active());
    assertThat(office.records.count()).isEqualTo(1);
  }

  private void revoke(String id) {
    assertThat(
            office.records.change(
                kept(id), new CredentialStatus.Revoked(Demo.NOW, "Award in error")))
        .isTrue();
  }

  private IssuedCredential kept(String id) {
    return office.records.find(new CredentialId(id)).orElseThrow();
  }

  private static JsonObject replaced(HttpResponse answer) {
    assertThat(answer.status()).as(Office.text(answer)).isEqualTo(201);
    return Demo.object(Office.text(answer));
  }

  private static void assertRefused(HttpResponse answer, int status, String text) {
    assertThat(answer.status()).as(Office.text(answer)).isEqualTo(status);
    assertThat(Office.text(answer)).contains(text);
  }
}
