package org.sceau.functions.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.issuance.ChangeStatus;
import org.sceau.issuance.StatusChangeRequest;
import org.sceau.json.JsonObject;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.catalog.IssuingSettings;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.CredentialStatus;
import org.sceau.testing.Demo;
import org.sceau.testing.FaultPlan;

/** {@code POST /credentials/{id}/replacement}. */
class ReplaceCredentialRouteTest {

  private static final String RIGHT =
      "{\"recipients\":[{\"name\":\"Camille Martin-Durand\"}],\"reason\":\"Name corrected\"}";

  private IssueFixture office = new IssueFixture();
  private final String old =
      IssueFixture.only(office.award(Demo.awardBody(), null)).string("id").orElseThrow();

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
  void anInterruptedReplacementIsFinishedByTheSameRequest() {
    for (int calls = 1; calls < 12; calls++) {
      var id = IssueFixture.only(office.award(Demo.awardBody(), null)).string("id").orElseThrow();
      office.records.faults().failAfter(calls, 1, FaultPlan.Moment.AFTER);

      var interrupted = office.replace(id, "");

      assertThat(interrupted.status()).isIn(201, 503);
      office.records.faults().failNext(0, FaultPlan.Moment.AFTER);
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
  void anErasureAtAnyMomentOfAReplacementLeavesNoActiveCredentialUnlessTheReplacementSucceeded() {
    var statuses =
        atEachMoment(
            id -> {
              var _ = office.records.erase(new CredentialId(id), Demo.ISSUER, Demo.NOW);
            },
            (id, answer) -> {
              if (answer.status() == 201) {
                assertThat(lookUp(id).status())
                    .isEqualTo(new CredentialStatus.Revoked(Demo.NOW, null));
                assertThat(listed()).isEqualTo(1);
              } else {
                assertRefused(answer, 410, "erased");
                assertThat(lookUp(id).status()).isEqualTo(new CredentialStatus.Active());
                assertThat(listed()).isZero();
              }
            });

    assertThat(statuses).contains(201, 410);
  }

  @Test
  void aRevocationAtAnyMomentOfAReplacementIsFinal() {
    var statuses =
        atEachMoment(
            id -> change(id, StatusChangeRequest.REVOKE),
            (id, answer) -> {
              if (answer.status() == 201) {
                assertThat(listed()).isEqualTo(2);
              } else {
                assertRefused(answer, 409, "already-revoked");
                assertThat(listed()).isEqualTo(1);
              }
            });

    assertThat(statuses).contains(201, 409);
  }

  @Test
  void aSuspensionAtAnyMomentOfAReplacementLeavesTheOldCredentialReplaced() {
    var statuses =
        atEachMoment(
            id -> change(id, StatusChangeRequest.SUSPEND),
            (id, answer) ->
                assertThat(lookUp(id).status())
                    .isEqualTo(
                        new CredentialStatus.Revoked(
                            Demo.NOW, null, replaced(answer).string("link").orElseThrow())));

    assertThat(statuses).containsOnly(201);
  }

  @Test
  void aReplacementThatAlwaysMeetsAChangeIsRequestedAgainLater() {
    office
        .records
        .faults()
        .interleaveAlways(() -> {
          boolean active = lookUp(old).status() instanceof CredentialStatus.Active;
          change(old, active ? StatusChangeRequest.SUSPEND : StatusChangeRequest.REINSTATE);
        });

    var answer = office.replace(old, "");

    assertRefused(answer, 503, "same request again");
    assertThat(answer.headers()).containsKey("retry-after");
  }

  @Test
  void anotherReplacementAtAnyMomentOfAReplacementExcludesIt() {
    var others = new ArrayList<Integer>();
    var statuses =
        atEachMoment(
            id -> others.add(office.replace(id, RIGHT).status()),
            (id, answer) -> {
              assertThat(listed()).isEqualTo(2);
              assertThat(answer.status() == 201).isNotEqualTo(others.getLast() == 201);
              assertThat(lookUp(id).status()).isInstanceOf(CredentialStatus.Revoked.class);
              if (answer.status() != 201) {
                assertRefused(answer, 409, "already-replaced");
              }
            });

    assertThat(statuses).contains(201, 409);
  }

  @Test
  void theSameReplacementAtAnyMomentOfAReplacementGetsTheSameAnswer() {
    var others = new ArrayList<HttpResponse>();
    var statuses =
        atEachMoment(
            id -> others.add(office.replace(id, "")),
            (_, answer) -> {
              assertThat(listed()).isEqualTo(2);
              assertThat(answer.body()).isEqualTo(others.getLast().body());
            });

    assertThat(statuses).containsOnly(201);
  }

  /**
   * Replaces one credential after another, each in an office of its own. Another request comes
   * before the first call of the store, before the second, and so on; in the last round it comes
   * after the answer.
   *
   * @return the statuses of the answers
   */
  private List<Integer> atEachMoment(
      Consumer<String> otherRequest, BiConsumer<String, HttpResponse> check) {
    List<Integer> statuses = new ArrayList<>();
    boolean after = false;
    for (int calls = 0; !after; calls++) {
      office = new IssueFixture();
      var id = IssueFixture.only(office.award(Demo.awardBody(), null)).string("id").orElseThrow();
      var done = new AtomicBoolean();
      office
          .records
          .faults()
          .interleaveAfter(
              calls,
              () -> {
                done.set(true);
                otherRequest.accept(id);
              });
      var answer = office.replace(id, "");
      after = !done.get();
      // Whatever call is next, the other request comes before it.
      while (!done.get()) {
        lookUp(id);
      }
      check.accept(id, answer);
      statuses.add(answer.status());
    }
    return statuses;
  }

  private void change(String id, StatusChangeRequest change) {
    var _ =
        new ChangeStatus(office.records, () -> Demo.NOW)
            .change(Demo.ISSUER, new CredentialId(id), change, null);
  }

  private int listed() {
    return Demo.object(IssueFixture.text(office.list(Map.of()))).list("credentials").size();
  }

  private CredentialRecord lookUp(String id) {
    return office.records.lookUp(new CredentialId(id)).orElseThrow();
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
    assertThat(answer.status()).as(IssueFixture.text(answer)).isEqualTo(201);
    return Demo.object(IssueFixture.text(answer));
  }

  private static void assertRefused(HttpResponse answer, int status, String text) {
    assertThat(answer.status()).as(IssueFixture.text(answer)).isEqualTo(status);
    assertThat(IssueFixture.text(answer)).contains(text);
  }
}
