package org.sceau.functions.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonObject;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.PublicObjects.PublicObject;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;
import org.sceau.statuslist.ListHistory;
import org.sceau.testing.Demo;
import org.sceau.testing.FaultPlan.Moment;
import org.sceau.testing.MemoryPublicObjects;
import org.sceau.testing.MemoryRecords;
import org.sceau.testing.Samples;

class StatusHandlerTest {

  private static final String REVOKE = change("revocation", true);
  private static final String UNREVOKE = change("revocation", false);
  private static final String SUSPEND = change("suspension", true);
  private static final String REINSTATE = change("suspension", false);

  private static final Caller STRANGER = new Caller.Stranger(false);
  private static final Caller ISSUER = bearer(Samples.DEMO, Scope.STATUS);
  private static final Caller OTHER = bearer(new IssuerId("other"), Scope.STATUS);

  private final MemoryRecords records = new MemoryRecords();
  private final IssuedCredential credential = Samples.credential(new Position(Samples.LIST, 41));
  private final MemoryPublicObjects objects = new MemoryPublicObjects();
  private final List<String> log = new ArrayList<>();
  private final StatusHandler handler =
      new StatusHandler(
          new StatusHandler.Wiring(records, new ListHistory(records, objects)),
          Clock.fixed(Demo.NOW, ZoneOffset.UTC),
          log::add);

  StatusHandlerTest() {
    records.open(Samples.opened(Samples.LIST));
    records.record(credential, null);
  }

  @Test
  void aRevocationIsFinalAndSetsTheBit() {
    var answer = json(change(REVOKE));

    assertThat(answer.string("status")).contains("revoked");
    assertThat(answer.string("since")).contains("2026-01-15T10:00:00Z");
    assertThat(answer.string("reason")).contains("Award made in error");
    assertThat(records.bits(Samples.LIST).stream()).containsExactly(41);
    for (var other : List.of(REVOKE, UNREVOKE, SUSPEND, REINSTATE)) {
      assertRefused(change(other), 409, "already-revoked", "final");
    }
  }

  @Test
  void aSuspensionIsNotFinal() {
    assertThat(json(change(SUSPEND)).string("status")).contains("suspended");
    assertThat(change(SUSPEND).status()).isEqualTo(409);
    assertThat(json(change(REINSTATE)).string("status")).contains("active");
    assertThat(change(REINSTATE).status()).isEqualTo(409);
    assertThat(records.bits(Samples.LIST).isEmpty()).isTrue();
  }

  @Test
  void aSuspendedCredentialCanBeRevoked() {
    change(SUSPEND);

    assertThat(json(change(REVOKE)).string("status")).contains("revoked");
  }

  @Test
  void whatWasNeverRevokedCannotBeUnrevoked() {
    assertThat(change(UNREVOKE).status()).isEqualTo(409);
    assertThat(json(status(credential.id().value())).string("status")).contains("active");
  }

  @Test
  void theOlderBodyIsTakenToo() {
    var body =
        """
        {"credentialId":"%s","credentialStatus":[{"type":"BitstringStatusListCredential","status":"revoked"}]}
        """;

    assertThat(json(change(body)).string("status")).contains("revoked");
  }

  @Test
  void theLinkNamesTheCredentialAsWellAsItsId() {
    var body = REVOKE.replace("%s", "https://sceau.example/c/%s");

    assertThat(change(body).status()).isEqualTo(200);
  }

  @Test
  void anotherIssuersCredentialIsAnsweredLikeNone() {
    var foreign = change(REVOKE, OTHER);
    var unknown = change(REVOKE.replace("%s", "AAAAAAAAAAAAAAAAAAAAAA"));

    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(unknown.body());
    assertThat(records.bits(Samples.LIST).isEmpty()).isTrue();
  }

  @Test
  void whoMayNotChangeTheStatusIsToldSo() {
    assertThat(change(REVOKE, STRANGER).status()).isEqualTo(401);
    assertThat(change(REVOKE, bearer(Samples.DEMO, Scope.AWARD)).status()).isEqualTo(403);
    assertThat(records.bits(Samples.LIST).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /credentialId                   | {"credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation"},"status":true}
          /credentialStatus               | {"credentialId":"%s","status":true}
          /status                         | {"credentialId":"%s","credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation"}}
          /status                         | {"credentialId":"%s","credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation"},"status":"true"}
          /credentialStatus/statusPurpose | {"credentialId":"%s","credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"Revocation "},"status":true}
          /credentialStatus/type          | {"credentialId":"%s","credentialStatus":{"type":"Other","statusPurpose":"revocation"},"status":true}
          /credentialStatus               | {"credentialId":"%s","credentialStatus":[{"type":"BitstringStatusListCredential","status":"revoked"},{"type":"BitstringStatusListCredential","status":"active"}]}
          /credentialStatus/0/status      | {"credentialId":"%s","credentialStatus":[{"type":"BitstringStatusListCredential","status":"gone"}]}
          /surprise                       | {"credentialId":"%s","credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation"},"status":true,"surprise":1}
          """)
  void whatIsWrongIsNamedByItsPathAndNothingIsChanged(String path, String body) {
    assertRefused(change(body), 400, "\"path\":\"" + path + "\"");
    assertThat(json(status(credential.id().value())).string("status")).contains("active");
  }

  @Test
  void anyoneMayAskForTheStatus() {
    change(REVOKE);

    assertThat(json(status(credential.id().value())).string("status")).contains("revoked");
    assertThat(status("AAAAAAAAAAAAAAAAAAAAAA").status()).isEqualTo(404);
    assertThat(status("../x").status()).isEqualTo(404);
  }

  @Test
  void anErasureLeavesPositionAndStatusAlone() {
    change(REVOKE);

    var erased = json(erase(credential.id().value()));

    assertThat(erased.string("status")).contains("revoked");
    assertThat(erased.string("erasedAt")).contains("2026-01-15T10:00:00Z");
    assertThat(erased.string("statusListIndex")).contains("41");
    assertThat(erased.has("reason")).isFalse();
    assertThat(json(status(credential.id().value()))).isEqualTo(erased);
    assertThat(records.find(credential.id())).isEmpty();
    assertThat(records.bits(Samples.LIST).stream()).containsExactly(41);
    assertThat(json(erase(credential.id().value()))).as("again").isEqualTo(erased);
  }

  @Test
  void anErasedCredentialIsRevokedWithoutAReason() {
    erase(credential.id().value());

    var answer = json(change(REVOKE));

    assertThat(answer.string("status")).contains("revoked");
    assertThat(answer.has("reason")).isFalse();
    assertThat(records.bits(Samples.LIST).stream()).containsExactly(41);
  }

  @Test
  void onlyItsIssuerErasesACredentialAndOthersLearnNothing() {
    var id = credential.id().value();
    var foreign = erase(id, OTHER);
    var unknown = erase("AAAAAAAAAAAAAAAAAAAAAA");

    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(unknown.body()).isEqualTo(erase("../x").body());
    assertThat(erase(id, bearer(Samples.DEMO, Scope.AWARD, Scope.CATALOG)).status()).isEqualTo(403);
    assertThat(erase(id, STRANGER).status()).isEqualTo(401);
    assertThat(records.find(credential.id())).contains(credential);
    erase(id);
    assertThat(erase(id, OTHER).body()).isEqualTo(unknown.body());
  }

  @Test
  void severalChangesAreAnsweredInTheirOrderEachForItself() {
    var other = Samples.credential(new Position(Samples.LIST, 7));
    records.record(other, null);
    var results =
        results(
            change(
                changes(
                    of("AAAAAAAAAAAAAAAAAAAAAA", REVOKE),
                    REVOKE,
                    SUSPEND,
                    of(other.id().value(), SUSPEND))));

    assertThat(results)
        .extracting(StatusHandlerTest::statusOf)
        .containsExactly("404", "200", "409", "200");
    assertThat(results.get(0).object("problem").orElseThrow().string("type"))
        .contains("urn:sceau:problem:not-found");
    assertThat(results.get(1).object("credential").orElseThrow().string("status"))
        .contains("revoked");
    assertThat(results.get(2).object("problem").orElseThrow().string("type"))
        .contains("urn:sceau:problem:already-revoked");
    assertThat(results.get(3).object("credential").orElseThrow().string("status"))
        .contains("suspended");
    assertThat(records.bits(Samples.LIST).stream()).containsExactly(41);
  }

  @Test
  void aHundredChangesAreTakenAndNotOneMore() {
    var hundred = changes(REVOKE + ("," + REVOKE).repeat(99));
    var more = changes(REVOKE + ("," + REVOKE).repeat(100));

    assertThat(change(more).status()).isEqualTo(400);
    assertThat(records.bits(Samples.LIST).isEmpty()).isTrue();
    assertThat(json(change(hundred)).list("results")).hasSize(100);
  }

  @Test
  void whatIsWrongInOneOfSeveralChangesIsNamedAndNoneIsMade() {
    var response = change(changes(REVOKE, "{\"credentialId\":\"x\"}", "3"));

    assertRefused(
        response, 400, "\"path\":\"/changes/1/credentialStatus\"", "\"path\":\"/changes/2\"");
    assertThat(records.bits(Samples.LIST).isEmpty()).isTrue();
    assertThat(change("{\"changes\":[]}").status()).isEqualTo(400);
    assertThat(change("{\"changes\":[" + REVOKE + "],\"status\":true}").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @EnumSource
  void whenTheRecordsStopAnsweringTheRestIsNotTriedAndTheSameRequestEndsIt(Moment moment) {
    var other = Samples.credential(new Position(Samples.LIST, 7));
    records.record(other, null);
    var body = changes(REVOKE, of(other.id().value(), REVOKE));
    records.faults().failAfter(1, 1, moment);

    assertThat(text(change(body))).contains("\"status\":503").doesNotContain("\"status\":200");
    assertThat(log)
        .singleElement()
        .asString()
        .contains("StoreUnavailableException")
        .doesNotContain(credential.id().value());
    assertThat(json(status(other.id().value())).string("status")).contains("active");
    change(body);

    assertThat(records.bits(Samples.LIST).stream()).containsExactly(7, 41);
  }

  @Test
  void whenTimeRunsOutTheRestIsNotTriedAndThatIsLoggedOnce() {
    var ticks = new AtomicInteger();
    var slow =
        new StatusHandler(
            new StatusHandler.Wiring(records, new ListHistory(records, objects)),
            () -> Demo.NOW.plusSeconds(10L * ticks.getAndIncrement()),
            log::add);

    var response = slow.respond(request(changes(REVOKE, REVOKE, REVOKE), ISSUER));

    assertThat(results(response))
        .extracting(StatusHandlerTest::statusOf)
        .containsExactly("200", "503", "503");
    assertThat(log).singleElement().asString().contains("TimeoutException");
  }

  @Test
  void aChangeThatAlwaysMeetsAnotherOneIsRequestedAgainLater() {
    records.faults().interleaveAlways(this::suspendOrReinstate);

    var answer = change(REVOKE);

    assertRefused(answer, 503, "urn:sceau:problem:unavailable", "same request again");
    assertThat(answer.headers()).containsKey("retry-after");
  }

  private void suspendOrReinstate() {
    var kept = records.find(credential.id()).orElseThrow();
    var active = new CredentialStatus.Active();
    var suspended = new CredentialStatus.Suspended(Demo.NOW, null);
    assertThat(records.change(kept, kept.status().equals(active) ? suspended : active)).isTrue();
  }

  @Test
  void anEntryThatIsNotTheCredentialsChangesNothing() {
    for (var wrong :
        List.of(
            "\"statusListIndex\":\"42\"",
            "\"statusListCredential\":\"https://sceau.example/status/demo-revocation-2\"")) {
      var response = change(REVOKE.replace("\"statusPurpose\"", wrong + ",\"statusPurpose\""));
      assertRefused(response, 409, "other-status-entry");
    }
    assertThat(records.bits(Samples.LIST).isEmpty()).isTrue();

    var right =
        "\"statusListIndex\":\"41\",\"statusListCredential\":\"https://sceau.example/status/demo-revocation-1\",\"statusPurpose\"";
    assertThat(change(REVOKE.replace("\"statusPurpose\"", right)).status()).isEqualTo(200);
  }

  @Test
  void aListIsAnsweredAsItWas() {
    copy(1, "2026-01-15T09:00:00Z");
    copy(2, "2026-01-15T09:30:00Z");
    records.claim(Samples.LIST, 0);
    records.claim(Samples.LIST, 1);

    assertThat(text(past("demo-revocation-1", "2026-01-15T09:00:00Z", ""))).contains("copy 1");
    assertThat(text(past("demo-revocation-1", "2026-01-15T10:29:59 01:00", ""))).contains("copy 1");
    var second = past("demo-revocation-1", "2026-01-15T09:30:00Z", "");
    assertThat(text(second)).contains("copy 2");
    assertThat(second.headers())
        .containsEntry("content-type", "application/vc")
        .containsEntry("vary", "accept");
    assertThat(second.headers().get("cache-control")).contains("immutable");
    assertThat(past("demo-revocation-1", "2026-01-15T10:00:00Z", "").headers())
        .containsEntry("cache-control", "public, max-age=60");
    assertThat(text(past("demo-revocation-1", "2026-01-15T09:30:00Z", "application/vc+jwt")))
        .isEqualTo("jwt 2");
    assertThat(text(past("demo-revocation-1.jwt", "2026-01-15T09:30:00Z", "*/*")))
        .isEqualTo("jwt 2");
  }

  @ParameterizedTest
  @CsvSource({
    "demo-revocation-1,2026-01-15T08:59:59Z",
    "demo-revocation-1,2026-01-15T10:00:01Z",
    "demo-revocation-2,2026-01-15T09:30:00Z",
    "../demo-revocation-1,2026-01-15T09:30:00Z",
    "..%2f..%2fissuers,2026-01-15T09:30:00Z"
  })
  void whereThereIsNoListTheStandardsProblemIsAnswered(String list, String timestamp) {
    copy(1, "2026-01-15T09:00:00Z");
    records.claim(Samples.LIST, 0);
    var response = past(list, timestamp, "");

    assertRefused(
        response,
        404,
        "\"type\":\"https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-01-15", "2026-01-15T09:30:00"})
  void aTimestampHasItsZone(String timestamp) {
    assertThat(past("demo-revocation-1", timestamp, "").status()).isEqualTo(400);
  }

  private void copy(int number, String validFrom) {
    var key = "status-history/demo-revocation-1/" + number;
    objects.create(
        key, object("{\"name\":\"copy " + number + "\",\"validFrom\":\"" + validFrom + "\"}", ""));
    objects.create(key + ".jwt", object("jwt " + number, "+jwt"));
  }

  private static PublicObject object(String text, String form) {
    return new PublicObject(
        text.getBytes(UTF_8), "application/vc" + form, "public, max-age=31536000, immutable", 1);
  }

  private HttpResponse past(String list, String timestamp, String accept) {
    return handler.respond(
        new HttpRequest(
            "GET /status-history/{list}",
            Map.of("list", list),
            Map.of("timestamp", timestamp),
            Map.of("accept", accept),
            new byte[0],
            STRANGER));
  }

  private static String changes(String... changes) {
    return "{\"changes\":[" + String.join(",", changes) + "]}";
  }

  private static List<JsonObject> results(HttpResponse response) {
    return json(response).list("results").stream().map(JsonObject.class::cast).toList();
  }

  private static String statusOf(JsonObject result) {
    return result.number("status").orElseThrow().literal();
  }

  private static String of(String id, String body) {
    return body.replace("%s", id);
  }

  private HttpResponse status(String id) {
    return handler.respond(request("GET /credentials/{id}/status", Map.of("id", id), "", STRANGER));
  }

  private HttpResponse erase(String id) {
    return erase(id, ISSUER);
  }

  private HttpResponse erase(String id, Caller caller) {
    return handler.respond(request("DELETE /credentials/{id}", Map.of("id", id), "", caller));
  }

  private HttpResponse change(String body) {
    return change(body, ISSUER);
  }

  private HttpResponse change(String body, Caller caller) {
    return handler.respond(request(body, caller));
  }

  private HttpRequest request(String body, Caller caller) {
    return request("POST /credentials/status", Map.of(), of(credential.id().value(), body), caller);
  }

  private static HttpRequest request(
      String route, Map<String, String> path, String body, Caller caller) {
    return new HttpRequest(route, path, Map.of(), Map.of(), body.getBytes(UTF_8), caller);
  }

  private static String change(String purpose, boolean status) {
    return """
    {"credentialId":"%%s","credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"%s"},
     "status":%s,"reason":"Award made in error"}
    """
        .formatted(purpose, status);
  }

  private static Caller bearer(IssuerId issuer, Scope... scopes) {
    return new Caller.Bearer(issuer, Set.of(scopes));
  }

  private static void assertRefused(HttpResponse response, int status, String... texts) {
    assertThat(response.status()).as(text(response)).isEqualTo(status);
    assertThat(text(response)).contains(texts);
  }

  private static JsonObject json(HttpResponse response) {
    assertThat(response.status()).as(text(response)).isEqualTo(200);
    return Demo.object(text(response));
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), UTF_8);
  }
}
