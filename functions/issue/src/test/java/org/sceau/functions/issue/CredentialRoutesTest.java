package org.sceau.functions.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.json.JsonObject;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.status.CredentialStatus;
import org.sceau.testing.Demo;

class CredentialRoutesTest {

  private final IssueFixture office = new IssueFixture();

  @Test
  void anAwardIsReadBackToTheByteInBothForms() {
    var awarded = IssueFixture.only(office.award(Demo.awardBody(), null));

    var read = json(office.readBack(id(awarded)));

    for (var name : List.of("id", "link", "jwt", "verifiableCredential", "annexOne")) {
      assertThat(read.get(name)).as(name).isEqualTo(awarded.get(name));
    }
    assertThat(read.string("status")).contains("active");
    assertThat(read.string("achievement")).contains(Demo.ACHIEVEMENT.value());
    assertThat(read.string("validUntil")).contains("2029-01-15T10:00:00Z");
  }

  @Test
  void theListHasTheFactsAndNotTheContent() {
    var id = new CredentialId(id(IssueFixture.only(office.award(Demo.awardBody(), null))));
    var suspended = new CredentialStatus.Suspended(Demo.NOW, "Paiement contesté");
    office.records.change(office.records.find(id).orElseThrow(), suspended);

    var answer = office.list(Map.of());

    var listed = credentials(answer).getFirst();
    assertThat(listed.string("id")).contains(id.value());
    assertThat(listed.string("status")).contains("suspended");
    assertThat(listed.string("since")).contains("2026-01-15T10:00:00Z");
    assertThat(listed.string("reason")).contains("Paiement contesté");
    assertThat(answer.headers()).containsEntry("cache-control", "no-store");
    assertThat(IssueFixture.text(answer)).doesNotContain("Camille", "sha256", "jwt");
    assertThat(json(answer).has("next")).isFalse();
  }

  @Test
  void theCursorLeadsThroughAllOfThem() {
    var people = new ArrayList<String>();
    for (int i = 0; i < 9; i++) {
      people.add("{\"name\":\"Ada " + i + "\"}");
    }
    var awarded =
        Demo.object(
                IssueFixture.text(
                    office.award("{\"recipients\":[" + String.join(",", people) + "]}", null)))
            .list("results")
            .stream()
            .map(result -> id((JsonObject) result))
            .toList();

    var met = new ArrayList<String>();
    Map<String, String> query = new HashMap<>(Map.of("limit", "4"));
    Optional<String> next;
    do {
      var answer = office.list(query);
      credentials(answer).forEach(listed -> met.add(id(listed)));
      next = json(answer).string("next");
      next.ifPresent(cursor -> query.put("cursor", cursor));
    } while (next.isPresent());

    assertThat(met).containsExactlyInAnyOrderElementsOf(awarded);
  }

  @Test
  void achievementAndStatusNarrowTheList() {
    IssueFixture.only(office.award(Demo.awardBody(), null));

    assertThat(credentials(office.list(Map.of("achievement", Demo.ACHIEVEMENT.value()))))
        .hasSize(1);
    assertThat(credentials(office.list(Map.of("status", "active")))).hasSize(1);
    assertThat(credentials(office.list(Map.of("achievement", "other")))).isEmpty();
    assertThat(credentials(office.list(Map.of("status", "revoked")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "limit,0",
    "limit,101",
    "limit,-1",
    "limit,1e1",
    "limit,",
    "status,Revoked",
    "status,gone",
    "achievement,../x",
    "cursor,x",
    "cursor,!!",
    "cursor,MjAyNi0wMS0xNVQxMDowMDowMFojeA",
    "page,2"
  })
  void aParameterThatIsWrongIsNamed(String name, String value) {
    var answer = office.list(Map.of(name, value == null ? "" : value));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(IssueFixture.text(answer)).contains("invalid-request", "\"path\":\"" + name + "\"");
  }

  @Test
  void whatIsAnothersIsAnsweredLikeWhatIsNot() {
    var id = id(IssueFixture.only(office.award(Demo.awardBody(), null)));
    var other = IssueFixture.bearer(new IssuerId("other"), Scope.READ);

    assertThat(credentials(office.list(Map.of(), other))).isEmpty();
    var foreign = office.readBack(id, other);
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.body())
        .isEqualTo(office.readBack("AAAAAAAAAAAAAAAAAAAAAA").body())
        .isEqualTo(office.readBack("../x").body());
  }

  @Test
  void whoeverMayNotReadIsToldSo() {
    var id = id(IssueFixture.only(office.award(Demo.awardBody(), null)));
    var award = IssueFixture.bearer(Demo.ISSUER, Scope.AWARD, Scope.STATUS, Scope.CATALOG);

    assertThat(office.list(Map.of(), award).status()).isEqualTo(403);
    assertThat(office.readBack(id, award).status()).isEqualTo(403);
    assertThat(office.list(Map.of(), new Caller.Stranger(false)).status()).isEqualTo(401);
    assertThat(office.readBack(id, new Caller.Stranger(false)).status()).isEqualTo(401);
  }

  @Test
  void whatWasErasedIsNotListedAndIsSaidToBeErased() {
    var id = id(IssueFixture.only(office.award(Demo.awardBody(), null)));
    office.records.erase(new CredentialId(id), Demo.ISSUER, Demo.NOW);

    assertThat(credentials(office.list(Map.of()))).isEmpty();
    assertThat(office.readBack(id).status()).isEqualTo(410);
    assertThat(office.readBack(id, IssueFixture.bearer(new IssuerId("other"), Scope.READ)).status())
        .isEqualTo(404);
  }

  private static List<JsonObject> credentials(HttpResponse response) {
    return json(response).list("credentials").stream().map(JsonObject.class::cast).toList();
  }

  private static String id(JsonObject credential) {
    return credential.string("id").orElseThrow();
  }

  private static JsonObject json(HttpResponse response) {
    assertThat(response.status()).as(IssueFixture.text(response)).isEqualTo(200);
    return Demo.object(IssueFixture.text(response));
  }
}
