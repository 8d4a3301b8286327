package org.sceau.functions.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.records.catalog.ApiKey;
import org.sceau.records.catalog.BearerKey;
import org.sceau.records.catalog.Scope;
import org.sceau.testing.Demo;
import org.sceau.testing.MemoryCatalog;

class AuthorizeHandlerTest {

  private final SecureRandom random = new SecureRandom();
  private Instant now = Demo.NOW;
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final BearerKey operator = new BearerKey("sceau_operator_" + "x".repeat(43));
  private final BearerKey key = BearerKey.random(random);
  private final AuthorizeHandler handler =
      new AuthorizeHandler(catalog, operator.sha256(), () -> now);

  AuthorizeHandlerTest() {
    catalog.add(
        new ApiKey(
            key.id().orElseThrow(),
            Demo.ISSUER,
            "Secrétariat",
            Set.of(Scope.AWARD, Scope.READ),
            key.sha256(),
            Demo.NOW,
            null));
  }

  @Test
  void aKeyTellsItsIssuerAndScopes() {
    assertThat(context("Bearer " + key.text()))
        .isEqualTo(
            Demo.object("{\"caller\":\"bearer\",\"issuer\":\"demo\",\"scopes\":\"award read\"}"));
    assertThat(context("bearer  " + key.text()).string("caller")).contains("bearer");
  }

  @Test
  void theOperatorIsKnownByTheirKey() {
    assertThat(context("Bearer " + operator.text()).string("caller")).contains("operator");
  }

  @Test
  void withoutAHeaderThereIsNoKey() {
    assertThat(answer("{\"headers\":{}}").object("context").orElseThrow().string("caller"))
        .contains("no-key");
    assertThat(answer("{}").object("context").orElseThrow().string("caller")).contains("no-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer", "Bearer ", "Bearer x", "Basic dXNlcjpwYXNz", "Bearer sceau_operator_"})
  void whatIsNoKeyOpensNothing(String header) {
    assertThat(context(header).string("caller")).contains("unknown-key");
  }

  @Test
  void aKeyOpensNothingFromItsEndOn() {
    catalog.end(Demo.ISSUER, key.id().orElseThrow(), Demo.NOW.plusSeconds(60));
    now = Demo.NOW.plusSeconds(60).minusNanos(1);
    assertThat(context("Bearer " + key.text()).string("caller")).contains("bearer");

    now = Demo.NOW.plusSeconds(60);
    assertThat(context("Bearer " + key.text()).string("caller")).contains("unknown-key");
  }

  @Test
  void theRightIdWithAnotherSecretOpensNothing() {
    var text = key.text();
    var other = text.substring(0, 20) + BearerKey.random(random).text().substring(20);

    assertThat(context("Bearer " + other).string("caller")).contains("unknown-key");
  }

  @Test
  void whatIsMissingInTheEnvironmentIsSaidAtOnce() {
    assertThatThrownBy(() -> new AuthorizeHandler(Map.of()))
        .hasMessage("environment: CATALOG_TABLE is not set, OPERATOR_KEY_SHA256 is not set");
  }

  private JsonObject context(String authorization) {
    return answer(
            JsonWriter.write(
                JsonObject.builder()
                    .put(
                        "headers", JsonObject.builder().put("authorization", authorization).build())
                    .build()))
        .object("context")
        .orElseThrow();
  }

  private JsonObject answer(String event) {
    var answer = handler.answer(event.getBytes(UTF_8));
    assertThat(answer.get("isAuthorized")).isEqualTo(new JsonBoolean(true));
    return answer;
  }
}
