package org.sceau.functions.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.functions.issue.IssueFixture.assertRefused;
import static org.sceau.functions.issue.IssueFixture.assertStatus;
import static org.sceau.functions.issue.IssueFixture.id;
import static org.sceau.functions.issue.IssueFixture.json;
import static org.sceau.functions.issue.IssueFixture.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.issuance.ChangeStatus;
import org.sceau.issuance.StatusChangeRequest;
import org.sceau.json.JsonObject;
import org.sceau.lambda.HttpResponse;
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

  private IssueFixture fixture = new IssueFixture();
  private final String old = id(fixture.awarded());

  @Test
  void aRenewedCredentialSaysTheSameAndTheOldLinkLeadsOn() {
    var answer = replaced(fixture.replace(old, ""));

    var before = Demo.object(kept(old).secured().embedded());
    var after = answer.object("verifiableCredential").orElseThrow();
    for (var same : new String[] {"awardedDate", "credentialSubject", "name", "issuer", "type"}) {
      assertThat(after.get(same)).as(same).isEqualTo(before.get(same));
    }
    assertThat(after.get("id")).isNotEqualTo(before.get("id"));
    assertThat(after.get("credentialStatus")).isNotEqualTo(before.get("credentialStatus"));
    assertThat(kept(old).status()).isEqualTo(replacedBy(answer, null));
    assertThat(answer.string("replaces")).contains(Demo.DEPLOYMENT.credentialUrl(kept(old).id()));
    assertThat(kept(answer.string("id").orElseThrow()).achievementVersion()).isEqualTo(1);
  }

  @Test
  void aCorrectedCredentialSaysWhatIsRightAndKeepsTheDateOfTheAward() {
    var answer = replaced(fixture.replace(old, RIGHT));

    var after = answer.object("verifiableCredential").orElseThrow();
    assertThat(after.toString()).contains("Camille Martin-Durand");
    assertThat(after.string("awardedDate")).contains("2026-01-10T10:00:00Z");
    assertThat(kept(old).status()).isEqualTo(replacedBy(answer, "Name corrected"));
  }

  @Test
  void theSameRequestGivesTheSameBytesAndAnotherIsRefused() {
    var first = fixture.replace(old, RIGHT);

    assertThat(fixture.replace(old, RIGHT).body()).isEqualTo(first.body());
    assertRefused(fixture.replace(old, ""), 409, "already-replaced");
    assertThat(fixture.records.count()).isEqualTo(2);
  }

  @Test
  void anInterruptedReplacementIsFinishedByTheSameRequest() {
    for (int calls = 1; calls < 12; calls++) {
      var id = id(fixture.awarded());
      fixture.records.faults().failAfter(calls, 1, FaultPlan.Moment.AFTER);

      var interrupted = fixture.replace(id, "");

      assertThat(interrupted.status()).isIn(201, 503);
      fixture.records.faults().failNext(0, FaultPlan.Moment.AFTER);
      var again = replaced(fixture.replace(id, ""));
      assertThat(kept(id).status()).isEqualTo(replacedBy(again, null));
      assertStatus(fixture.replace(id, ""), 201);
    }
    // The first, and of each round the old and the new one.
    assertThat(fixture.records.count()).isEqualTo(1 + 2 * 11);
  }

  @Test
  void anErasureAtAnyMomentOfAReplacementLeavesNoActiveCredentialUnlessTheReplacementSucceeded() {
    var statuses =
        atEachMoment(
            id -> {
              var _ = fixture.records.erase(new CredentialId(id), Demo.ISSUER, Demo.NOW);
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
                assertThat(lookUp(id).status()).isEqualTo(replacedBy(replaced(answer), null)));

    assertThat(statuses).containsOnly(201);
  }

  @Test
  void aReplacementThatAlwaysMeetsAChangeIsRequestedAgainLater() {
    fixture
        .records
        .faults()
        .interleaveAlways(() -> {
          boolean active = lookUp(old).status() instanceof CredentialStatus.Active;
          change(old, active ? StatusChangeRequest.SUSPEND : StatusChangeRequest.REINSTATE);
        });

    var answer = fixture.replace(old, "");

    assertRefused(answer, 503, "same request again");
    assertThat(answer.headers()).containsKey("retry-after");
  }

  @Test
  void anotherReplacementAtAnyMomentOfAReplacementExcludesIt() {
    var others = new ArrayList<Integer>();
    var statuses =
        atEachMoment(
            id -> others.add(fixture.replace(id, RIGHT).status()),
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
            id -> others.add(fixture.replace(id, "")),
            (_, answer) -> {
              assertThat(listed()).isEqualTo(2);
              assertThat(answer.body()).isEqualTo(others.getLast().body());
            });

    assertThat(statuses).containsOnly(201);
  }

  /**
   * Replaces one credential after another, each in an fixture of its own. Another request comes
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
      fixture = new IssueFixture();
      var id = id(fixture.awarded());
      var done = new AtomicBoolean();
      fixture
          .records
          .faults()
          .interleaveAfter(
              calls,
              () -> {
                done.set(true);
                otherRequest.accept(id);
              });
      var answer = fixture.replace(id, "");
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
        new ChangeStatus(fixture.records, () -> Demo.NOW)
            .change(Demo.ISSUER, new CredentialId(id), change, null);
  }

  private int listed() {
    return Demo.object(text(fixture.list(Map.of()))).list("credentials").size();
  }

  private CredentialRecord lookUp(String id) {
    return fixture.records.lookUp(new CredentialId(id)).orElseThrow();
  }

  @Test
  void whatWasRevokedIsNotReplaced() {
    revoke(old);

    assertRefused(fixture.replace(old, ""), 409, "already-revoked");
    assertThat(fixture.records.count()).isEqualTo(1);
  }

  @Test
  void aReplacementIsReplacedInItsTurn() {
    var second = replaced(fixture.replace(old, "")).string("id").orElseThrow();
    var third = replaced(fixture.replace(second, RIGHT));

    assertThat(kept(second).status()).isEqualTo(replacedBy(third, "Name corrected"));
  }

  @Test
  void whatIsErasedOrAnothersOrNotThereIsNotReplaced() {
    assertRefused(fixture.replace("AAAAAAAAAAAAAAAAAAAAAA", ""), 404, "not-found");
    fixture.records.erase(kept(old).id(), Demo.ISSUER, Demo.NOW);
    assertRefused(fixture.replace(old, ""), 410, "erased");
  }

  @Test
  void whatTheIssuerBuiltIsRenewedForAsLongAndKeepsItsOwnId() {
    fixture.allowAnyCredential();
    var link =
        fixture
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

    var answer = replaced(fixture.replace(link.substring(link.lastIndexOf('/') + 1), ""));

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
    assertRefused(fixture.replace(old, body), 400, "\"path\":\"" + path + "\"");
    assertThat(kept(old).status()).isEqualTo(new CredentialStatus.Active());
    assertThat(fixture.records.count()).isEqualTo(1);
  }

  private void revoke(String id) {
    assertThat(
            fixture.records.change(
                kept(id), new CredentialStatus.Revoked(Demo.NOW, "Award in error")))
        .isTrue();
  }

  private IssuedCredential kept(String id) {
    return fixture.kept(id);
  }

  private static CredentialStatus replacedBy(JsonObject answer, @Nullable String reason) {
    return new CredentialStatus.Revoked(Demo.NOW, reason, answer.string("link").orElseThrow());
  }

  private static JsonObject replaced(HttpResponse answer) {
    return json(answer, 201);
  }
}
