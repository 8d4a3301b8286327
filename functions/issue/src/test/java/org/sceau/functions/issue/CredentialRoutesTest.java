package org.sceau.functions.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.functions.issue.IssueFixture.assertRefused;
import static org.sceau.functions.issue.IssueFixture.assertStatus;
import static org.sceau.functions.issue.IssueFixture.bearer;
import static org.sceau.functions.issue.IssueFixture.id;
import static org.sceau.functions.issue.IssueFixture.json;
import static org.sceau.functions.issue.IssueFixture.text;

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

  private final IssueFixture fixture = new IssueFixture();

  @Test
  void anAwardIsReadBackToTheByteInBothForms() {
    var awarded = fixture.awarded();

    var read = json(fixture.readBack(id(awarded)), 200);

    for (var name : List.of("id", "link", "jwt", "verifiableCredential", "annexOne")) {
      assertThat(read.get(name)).as(name).isEqualTo(awarded.get(name));
    }
    assertThat(read.string("status")).contains("active");
    assertThat(read.string("achievement")).contains(Demo.ACHIEVEMENT.value());
    assertThat(read.string("validUntil")).contains("2029-01-15T10:00:00Z");
  }

  @Test
  void theListHasTheFactsAndNotTheContent() {
    var id = new CredentialId(id(fixture.awarded()));
    var suspended = new CredentialStatus.Suspended(Demo.NOW, "Paiement contesté");
    fixture.records.change(fixture.records.find(id).orElseThrow(), suspended);

    var answer = fixture.list(Map.of());

    var listed = credentials(answer).getFirst();
    assertThat(listed.string("id")).contains(id.value());
    assertThat(listed.string("status")).contains("suspended");
    assertThat(listed.string("since")).contains("2026-01-15T10:00:00Z");
    assertThat(listed.string("reason")).contains("Paiement contesté");
    assertThat(answer.headers()).containsEntry("cache-control", "no-store");
    assertThat(text(answer)).doesNotContain("Camille", "sha256", "jwt");
    assertThat(json(answer, 200).has("next")).isFalse();
  }

  @Test
  void theCursorLeadsThroughAllOfThem() {
    var people = new ArrayList<String>();
    for (int i = 0; i < 9; i++) {
      people.add("{\"name\":\"Ada " + i + "\"}");
    }
    var awarded =
        json(fixture.award("{\"recipients\":[" + String.join(",", people) + "]}"), 201)
            .list("results")
            .stream()
            .map(result -> id((JsonObject) result))
            .toList();

    var met = new ArrayList<String>();
    Map<String, String> query = new HashMap<>(Map.of("limit", "4"));
    Optional<String> next;
    do {
      var answer = fixture.list(query);
      credentials(answer).forEach(listed -> met.add(id(listed)));
      next = json(answer, 200).string("next");
      next.ifPresent(cursor -> query.put("cursor", cursor));
    } while (next.isPresent());

    assertThat(met).containsExactlyInAnyOrderElementsOf(awarded);
  }

  @Test
  void achievementAndStatusNarrowTheList() {
    fixture.awarded();

    assertThat(credentials(fixture.list(Map.of("achievement", Demo.ACHIEVEMENT.value()))))
        .hasSize(1);
    assertThat(credentials(fixture.list(Map.of("status", "active")))).hasSize(1);
    assertThat(credentials(fixture.list(Map.of("achievement", "other")))).isEmpty();
    assertThat(credentials(fixture.list(Map.of("status", "revoked")))).isEmpty();
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
    var answer = fixture.list(Map.of(name, value == null ? "" : value));

    assertRefused(answer, 400, "invalid-request", "\"path\":\"" + name + "\"");
  }

  @Test
  void whatIsAnothersIsAnsweredLikeWhatIsNot() {
    var id = id(fixture.awarded());
    var other = bearer(new IssuerId("other"), Scope.READ);

    assertThat(credentials(fixture.list(Map.of(), other))).isEmpty();
    var foreign = fixture.readBack(id, other);
    assertStatus(foreign, 404);
    assertThat(foreign.body())
        .isEqualTo(fixture.readBack("AAAAAAAAAAAAAAAAAAAAAA").body())
        .isEqualTo(fixture.readBack("../x").body());
  }

  @Test
  void whoeverMayNotReadIsToldSo() {
    var id = id(fixture.awarded());
    var award = bearer(Demo.ISSUER, Scope.AWARD, Scope.STATUS, Scope.CATALOG);

    for (var caller : List.of(award, new Caller.Stranger(false))) {
      int status = caller.equals(award) ? 403 : 401;
      assertStatus(fixture.list(Map.of(), caller), status);
      assertStatus(fixture.readBack(id, caller), status);
    }
  }

  @Test
  void whatWasErasedIsNotListedAndIsSaidToBeErased() {
    var id = id(fixture.awarded());
    fixture.records.erase(new CredentialId(id), Demo.ISSUER, Demo.NOW);

    assertThat(credentials(fixture.list(Map.of()))).isEmpty();
    assertStatus(fixture.readBack(id), 410);
    assertThat(fixture.readBack(id, bearer(new IssuerId("other"), Scope.READ)).status())
        .isEqualTo(404);
  }

  private static List<JsonObject> credentials(HttpResponse response) {
    return json(response, 200).list("credentials").stream().map(JsonObject.class::cast).toList();
  }
}
