package org.sceau.functions.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.KeyKind;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.SigningKey;
import org.sceau.testing.Demo;
import org.sceau.testing.FaultPlan.Moment;

/** Issuers that are identified by the did:key of their one key. */
class DidKeyTest extends CatalogFixture {

  private static final IssuerId OTHER = new IssuerId("other");

  private final SigningKey key = signer.create(KeyKind.P256);
  private final String did = Multikey.did(key.publicKey());

  @Test
  void theIssuerIsItsKeyAndHasNoDocument() {
    var answer = put(Demo.ISSUER, body(key.keyArn()), OPERATOR);

    var json = json(answer, 201);
    assertThat(json.object("issuer").orElseThrow().string("id")).contains(did);
    assertThat(json.object("issuing").orElseThrow().string("did")).contains("key");
    assertThat(catalog.named(did)).contains(Demo.ISSUER);
    assertThat(kept().keys()).containsExactly(key);
    assertThat(objects.get("issuers/demo/did.json")).isEmpty();
    assertThat(published("issuers/demo")).contains(did);
  }

  @Test
  void itsAchievementsNameItAsTheirCreator() {
    put(Demo.ISSUER, body(key.keyArn()), OPERATOR);

    var answer = putAchievement(Demo.achievementBody(), CATALOG);

    assertThat(answer.status()).as(text(answer)).isEqualTo(201);
    assertThat(published("achievements/" + Demo.ACHIEVEMENT))
        .contains("\"creator\":\"" + did + "\"");
  }

  @Test
  void itsProfileChangesAndItsKeyDoesNot() {
    put(Demo.ISSUER, body(key.keyArn()), OPERATOR);

    for (var body : List.of(body(null), body(key.keyArn()).replace("Exemple", "Nouvelle"))) {
      assertThat(put(Demo.ISSUER, body, CATALOG).status()).isEqualTo(200);
    }

    assertThat(kept().profile().name()).isEqualTo("Université Nouvelle");
    assertThat(kept().keys()).containsExactly(key);
    assertRefused(
        put(Demo.ISSUER, body(signer.create(KeyKind.P256).keyArn()), OPERATOR),
        "/keyArn",
        "the issuer is its key");
    assertRefused(put(Demo.ISSUER, web(), OPERATOR), "/issuing/did", "keeps its DID");
  }

  @Test
  void anIssuerWithADocumentKeepsThat() {
    put(Demo.ISSUER, web(), OPERATOR);

    assertRefused(put(Demo.ISSUER, body(key.keyArn()), OPERATOR), "/issuing/did", "keeps its DID");
    assertRefused(
        put(Demo.ISSUER, web().replace("{\"name\"", "{\"keyArn\":\"arn\",\"name\""), OPERATOR),
        "/keyArn",
        "POST /signing-keys");
    assertRefused(
        put(OTHER, web().replace("{\"name\"", "{\"keyArn\":\"arn\",\"name\""), OPERATOR),
        "/keyArn",
        "POST /signing-keys");
    assertThat(catalog.issuer(OTHER)).isEmpty();
  }

  @Test
  void theKeyIsTheIssuersAlone() {
    assertRefused(put(Demo.ISSUER, body(null), OPERATOR), "/keyArn", "Give the ARN");
    assertRefused(
        put(Demo.ISSUER, body(ofDeployment.keyArn()), OPERATOR), "/keyArn", "Other issuers");
    assertRefused(
        put(Demo.ISSUER, body("arn:aws:kms:nowhere"), OPERATOR), "/keyArn", "cannot sign");
    assertRefused(
        put(Demo.ISSUER, body(signer.create(KeyKind.ED25519).keyArn()), OPERATOR),
        "/keyArn",
        "P-256");
    assertThat(catalog.issuer(Demo.ISSUER)).isEmpty();

    put(Demo.ISSUER, body(key.keyArn()), OPERATOR);
    assertRefused(put(OTHER, body(key.keyArn()), OPERATOR), "/keyArn", "Another issuer");
    assertThat(catalog.issuer(OTHER)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"cryptosuite,eddsa-rdfc-2022", "cryptosuite,eddsa-jcs-2022", "jwsAlgorithm,RS256"})
  void whatOneKeyOfP256DoesNotSignIsRefused(String setting, String value) {
    var body =
        body(key.keyArn()).replace("\"did\"", "\"%s\":\"%s\",\"did\"".formatted(setting, value));

    assertRefused(put(Demo.ISSUER, body, OPERATOR), "/issuing/" + setting, "P-256");
  }

  @Test
  void itHasNoOtherKey() {
    put(Demo.ISSUER, body(key.keyArn()), OPERATOR);
    var other = signer.create(KeyKind.P256).keyArn();

    for (var life : List.of("announced", "active")) {
      var answer =
          respond(
              "POST /signing-keys",
              null,
              "{\"keyArn\":\"%s\",\"life\":\"%s\"}".formatted(other, life),
              OPERATOR);
      assertRefused(answer, 409, "issuer-is-its-key", "make another issuer");
    }

    assertThat(kept().keys()).containsExactly(key);
    var listed = text(respond("GET /signing-keys", null, "", CATALOG));
    var multikey = Multikey.encode(key.publicKey());
    assertThat(listed).contains("[\"" + did + "#" + multikey + "\"]");
  }

  @Test
  void itEndsWithItsKey() {
    put(Demo.ISSUER, body(key.keyArn()), OPERATOR);

    var answer =
        respond(
            "POST /signing-keys/{kid}/compromise",
            key.kid(),
            "{\"since\":\"2026-01-10T00:00:00Z\"}",
            CATALOG);

    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    assertThat(kept().keys().getFirst().life()).isInstanceOf(KeyLife.Compromised.class);
    assertThat(kept().mayIssue()).isFalse();
    assertThat(objects.get("issuers/demo/did.json")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whereverItsMakingEndsItIsMadeByAskingAgain(Moment moment) {
    for (int call = 0; call < 6; call++) {
      var id = new IssuerId("t" + call);
      var own = signer.create(KeyKind.P256);
      catalog.faults().failAfter(call, 1, moment);
      put(id, body(own.keyArn()), OPERATOR);
      catalog.faults().failAfter(0, 0, moment);

      var answer = put(id, body(own.keyArn()), OPERATOR);

      assertThat(answer.status()).as(text(answer)).isIn(200, 201);
      assertThat(catalog.named(Multikey.did(own.publicKey()))).contains(id);
      assertThat(catalog.issuer(id).orElseThrow().keys()).containsExactly(own);
    }
  }

  private Issuer kept() {
    return catalog.issuer(Demo.ISSUER).orElseThrow();
  }

  private static void assertRefused(HttpResponse answer, String path, String sentence) {
    assertRefused(answer, 400, "\"" + path + "\"", sentence);
  }

  private static String web() {
    return "{\"name\":\"Université Exemple\"}";
  }

  private static String body(@Nullable String keyArn) {
    return "{\"name\":\"Université Exemple\",\"issuing\":{\"did\":\"key\"}%s}"
        .formatted(keyArn == null ? "" : ",\"keyArn\":\"" + keyArn + "\"");
  }

  private HttpResponse put(IssuerId issuer, String body, Caller caller) {
    return respond("PUT /issuers/{issuer}", issuer.value(), body, caller);
  }
}
