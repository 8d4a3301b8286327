package org.sceau.statuschange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.catalog.IssuerId;
import org.sceau.catalog.Scope;
import org.sceau.http.Caller;
import org.sceau.http.HttpRequest;
import org.sceau.http.HttpResponse;
import org.sceau.issuing.IssuedCredential;
import org.sceau.json.JsonObject;
import org.sceau.memory.Demo;
import org.sceau.memory.MemoryRecords;
import org.sceau.memory.Samples;
import org.sceau.status.Position;

class StatusHandlerTest {

  private static final String REVOKE = change("revocation", true);
  private static final String UNREVOKE = change("revocation", false);
  private static final String SUSPEND = change("suspension", true);
  private static final String REINSTATE = change("suspension", false);

  private final MemoryRecords records = new MemoryRecords();
  private final IssuedCredential credential = Samples.credential(new Position(Samples.LIST, 41));
  private final StatusHandler handler =
      new StatusHandler(records, Clock.fixed(Demo.NOW, ZoneOffset.UTC));

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
    assertThat(change(REVOKE).status()).isEqualTo(409);
    assertThat(change(UNREVOKE).status()).isEqualTo(409);
    assertThat(change(SUSPEND).status()).isEqualTo(409);
    assertThat(change(REINSTATE).status()).isEqualTo(409);
    assertThat(text(change(UNREVOKE))).contains("already-revoked").contains("final");
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
    var foreign = change(REVOKE, bearer(new IssuerId("other"), Scope.STATUS));
    var unknown = change(REVOKE.replace("%s", "AAAAAAAAAAAAAAAAAAAAAA"));

    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(unknown.body());
    assertThat(records.bits(Samples.LIST).isEmpty()).isTrue();
  }

  @Test
  void whoMayNotChangeTheStatusIsToldSo() {
    assertThat(change(REVOKE, new Caller.Stranger(false)).status()).isEqualTo(401);
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
    var response = change(body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(text(response)).contains("\"path\":\"" + path + "\"");
    assertThat(json(status(credential.id().value())).string("status")).contains("active");
  }

  @Test
  void anyoneMayAskForTheStatus() {
    change(REVOKE);

    assertThat(json(status(credential.id().value())).string("status")).contains("revoked");
    assertThat(status("AAAAAAAAAAAAAAAAAAAAAA").status()).isEqualTo(404);
    assertThat(status("../x").status()).isEqualTo(404);
  }

  private HttpResponse status(String id) {
    return handler.respond(
        new HttpRequest(
            "GET /credentials/{id}/status",
            Map.of("id", id),
            Map.of(),
            Map.of(),
            new byte[0],
            new Caller.Stranger(false)));
  }

  private HttpResponse change(String body) {
    return change(body, bearer(Samples.DEMO, Scope.STATUS));
  }

  private HttpResponse change(String body, Caller caller) {
    return handler.respond(
        new HttpRequest(
            "POST /credentials/status",
            Map.of(),
            Map.of(),
            Map.of(),
            body.replace("%s", credential.id().value()).getBytes(UTF_8),
            caller));
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

  private static JsonObject json(HttpResponse response) {
    assertThat(response.status()).as(text(response)).isEqualTo(200);
    return Demo.object(text(response));
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), UTF_8);
  }
}
