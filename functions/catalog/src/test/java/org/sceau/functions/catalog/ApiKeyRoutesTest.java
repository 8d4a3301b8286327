package org.sceau.functions.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.catalog.BearerKey;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;
import org.sceau.testing.Demo;

class ApiKeyRoutesTest extends CatalogFixture {

  private static final String BODY = "{\"name\":\"Secrétariat\",\"scopes\":[\"award\",\"read\"]}";
  private static final Caller ALL = bearer(Scope.AWARD, Scope.STATUS, Scope.CATALOG, Scope.READ);

  ApiKeyRoutesTest() {
    catalog.put(Demo.issuer(signer));
  }

  @Test
  void theTextOfAKeyIsShownOnceAndOnlyItsHashIsKept() {
    var made = json(make(BODY, ALL), 201);
    var text = new BearerKey(made.string("apiKey").orElseThrow());
    var kept = catalog.apiKey(made.string("id").orElseThrow()).orElseThrow();

    assertThat(text.id()).contains(kept.id());
    assertThat(text.hasSha256(kept.sha256())).isTrue();
    assertThat(kept.scopes()).containsExactlyInAnyOrder(Scope.AWARD, Scope.READ);
    assertThat(kept.issuer()).isEqualTo(Demo.ISSUER);
    assertThat(text(list(ALL)))
        .contains(kept.id(), "Secrétariat", "2026-01-15T10:00:00Z")
        .doesNotContain(text.text(), kept.sha256());
    assertThat(make(BODY, ALL).headers()).containsEntry("cache-control", "no-store");
  }

  @Test
  void aKeyGivesNoScopeThatItLacks() {
    assertThat(make(BODY, bearer(Scope.CATALOG)).status()).isEqualTo(403);
    assertThat(make(BODY, bearer(Scope.CATALOG, Scope.AWARD)).status()).isEqualTo(403);
    assertThat(make(BODY, bearer(Scope.CATALOG, Scope.AWARD, Scope.READ)).status()).isEqualTo(201);
    var id = id(make(BODY, ALL));
    assertThat(rotate(id, "", bearer(Scope.CATALOG)).status()).as("by rotation").isEqualTo(403);
  }

  @Test
  void whoMayNotManageKeysIsToldSo() {
    var award = bearer(Scope.AWARD, Scope.STATUS, Scope.READ);
    var stranger = new Caller.Stranger(true);
    var id = id(make(BODY, ALL));

    for (var caller : List.of(award, stranger)) {
      int status = caller.equals(award) ? 403 : 401;
      assertThat(make(BODY, caller).status()).isEqualTo(status);
      assertThat(list(caller).status()).isEqualTo(status);
      assertThat(rotate(id, "", caller).status()).isEqualTo(status);
      assertThat(end(id, caller).status()).isEqualTo(status);
    }
    assertThat(catalog.apiKeys(Demo.ISSUER)).hasSize(1);
  }

  @Test
  void anEndedKeyIsListedAsEndedAndStaysSo() {
    var id = id(make(BODY, ALL));

    var ended = json(end(id, ALL), 200);

    assertThat(ended.string("endsAt")).contains("2026-01-15T10:00:00Z");
    assertThat(json(end(id, ALL), 200)).as("again").isEqualTo(ended);
    assertThat(json(list(ALL), 200).list("apiKeys")).containsExactly(ended);
    assertThat(catalog.apiKey(id).orElseThrow().isGoodAt(Demo.NOW)).isFalse();
    assertThat(rotate(id, "", ALL).status()).isEqualTo(409);
  }

  @Test
  void aRotationMakesTheSameAnewAndEndsTheOldOneAtOnce() {
    var id = id(make(BODY, ALL));

    var made = json(rotate(id, "", ALL), 201);

    var fresh = catalog.apiKey(made.string("id").orElseThrow()).orElseThrow();
    assertThat(fresh.id()).isNotEqualTo(id);
    assertThat(fresh.scopes()).containsExactlyInAnyOrder(Scope.AWARD, Scope.READ);
    assertThat(fresh.name()).isEqualTo("Secrétariat");
    assertThat(fresh.isGoodAt(Demo.NOW)).isTrue();
    assertThat(made.has("apiKey")).isTrue();
    assertThat(made.object("replaced").orElseThrow().string("endsAt"))
        .contains("2026-01-15T10:00:00Z");
    assertThat(catalog.apiKey(id).orElseThrow().isGoodAt(Demo.NOW)).isFalse();
  }

  @Test
  void bothKeysOpenForTheOverlap() {
    var id = id(make(BODY, ALL));

    var made = json(rotate(id, "{\"overlap\":\"PT1H\"}", ALL), 201);

    assertThat(made.object("replaced").orElseThrow().string("endsAt"))
        .contains("2026-01-15T11:00:00Z");
    assertThat(catalog.apiKey(id).orElseThrow().isGoodAt(Demo.NOW.plusSeconds(3_599))).isTrue();
    assertThat(json(end(id, ALL), 200).string("endsAt"))
        .as("the end can be brought forward")
        .contains("2026-01-15T10:00:00Z");
  }

  @Test
  void anotherIssuersKeyIsAnsweredLikeNone() {
    var id = id(make(BODY, ALL));
    var other = bearer(new IssuerId("other"), Scope.AWARD, Scope.READ, Scope.CATALOG);

    assertThat(end(id, other).status()).isEqualTo(404);
    assertThat(end(id, other).body()).isEqualTo(end("unknown00000", other).body());
    assertThat(rotate(id, "", other).body()).isEqualTo(rotate("../x", "", other).body());
    assertThat(json(list(other), 200).list("apiKeys")).isEmpty();
    assertThat(catalog.apiKey(id).orElseThrow().endsAt()).isNull();
  }

  @Test
  void theOperatorManagesAnyIssuersKeys() {
    var made = make(BODY, OPERATOR, Map.of("issuer", "demo"));

    assertThat(json(made, 201).has("apiKey")).isTrue();
    assertThat(catalog.apiKeys(Demo.ISSUER)).hasSize(1);
    assertThat(make(BODY, OPERATOR).status()).as("without an issuer").isEqualTo(400);
    assertThat(make(BODY, OPERATOR, Map.of("issuer", "none")).status()).isEqualTo(404);
  }

  @Test
  void anIssuerCannotNameAnother() {
    make(BODY, ALL, Map.of("issuer", "other"));

    assertThat(catalog.apiKeys(new IssuerId("other"))).isEmpty();
  }

  @Test
  void keysAreNotMadeWithoutEnd() {
    for (int i = 0; i < ApiKeys.MOST; i++) {
      assertThat(make(BODY, ALL).status()).isEqualTo(201);
    }

    assertThat(make(BODY, ALL).status()).isEqualTo(409);
    end(catalog.apiKeys(Demo.ISSUER).getFirst().id(), ALL);
    assertThat(make(BODY, ALL).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /name    | {"scopes":["award"]}
          /scopes  | {"name":"x"}
          /scopes  | {"name":"x","scopes":[]}
          /scopes  | {"name":"x","scopes":["operate"]}
          /scopes  | {"name":"x","scopes":["everything"]}
          /sha256  | {"name":"x","scopes":["award"],"sha256":"00"}
          """)
  void whatIsWrongIsNamedByItsPath(String path, String body) {
    var answer = make(body, ALL);

    assertRefused(answer, 400, "\"path\":\"" + path + "\"");
    assertThat(catalog.apiKeys(Demo.ISSUER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT-1S", "P31D", "soon", "1h"})
  void anOverlapIsALengthOfTime(String overlap) {
    var id = id(make(BODY, ALL));

    assertThat(rotate(id, "{\"overlap\":\"" + overlap + "\"}", ALL).status()).isEqualTo(400);
    assertThat(catalog.apiKeys(Demo.ISSUER)).hasSize(1);
  }

  private HttpResponse make(String body, Caller caller) {
    return make(body, caller, Map.of());
  }

  private HttpResponse make(String body, Caller caller, Map<String, String> query) {
    return respond("POST /api-keys", null, query, body, caller);
  }

  private HttpResponse list(Caller caller) {
    return respond("GET /api-keys", null, "", caller);
  }

  private HttpResponse rotate(String id, String body, Caller caller) {
    return respond("POST /api-keys/{key}/rotation", id, body, caller);
  }

  private HttpResponse end(String id, Caller caller) {
    return respond("DELETE /api-keys/{key}", id, "", caller);
  }

  private static String id(HttpResponse made) {
    return json(made, 201).string("id").orElseThrow();
  }
}
