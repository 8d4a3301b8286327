package org.sceau.functions.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.jose.KeyKind;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.Scope;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.status.Publication;
import org.sceau.testing.Demo;
import org.sceau.testing.FaultPlan.Moment;
import org.sceau.testing.Samples;

class SigningKeyRoutesTest extends CatalogFixture {

  private final SigningKey first;

  SigningKeyRoutesTest() {
    var issuer = Demo.issuer(signer);
    catalog.put(issuer);
    documents.publish(issuer);
    records.open(Samples.opened(Samples.LIST));
    first = issuer.signingKey(KeyKind.P256).orElseThrow();
  }

  @Test
  void aRotationLetsTheNewKeySignAndRetiresTheOneOfItsKind() {
    var next = signer.create(KeyKind.P256);

    var answer = json(rotate(next.keyArn(), OPERATOR), 201);

    var issuer = catalog.issuer(Demo.ISSUER).orElseThrow();
    assertThat(issuer.signingKey(KeyKind.P256)).contains(next);
    assertThat(life(first)).isEqualTo(new KeyLife.Retired(Demo.NOW));
    assertThat(issuer.signingKey(KeyKind.ED25519)).isPresent();
    assertThat(didDocument()).contains(next.kid(), first.kid());
    assertThat(answer.object("signingKey").orElseThrow().string("life")).contains("active");
    assertThat(answer.list("signingKeys")).hasSize(3);
    assertThat(json(list(CATALOG), 200).list("signingKeys")).isEqualTo(answer.list("signingKeys"));
  }

  @Test
  void aKeyMayBeAnnouncedLongBeforeItSigns() {
    var next = signer.create(KeyKind.P256);
    var body = "{\"keyArn\":\"" + next.keyArn() + "\",\"life\":\"announced\"}";

    var answer = json(respond("POST /signing-keys", null, body, OPERATOR), 201);

    assertThat(answer.object("signingKey").orElseThrow().string("life")).contains("announced");
    assertThat(signing()).isEqualTo(first);
    assertThat(didDocument()).contains(first.kid(), next.kid());

    rotate(next.keyArn(), OPERATOR);
    assertThat(signing()).isEqualTo(next);
    json(respond("POST /signing-keys", null, body, OPERATOR), 201);
    assertThat(signing()).as("a life only goes on").isEqualTo(next);
    var unknown = body.replace("announced", "retired");
    assertThat(respond("POST /signing-keys", null, unknown, OPERATOR).status()).isEqualTo(400);
  }

  @Test
  void theSameRotationAgainChangesNothing() {
    var next = signer.create(KeyKind.P256);
    rotate(next.keyArn(), OPERATOR);
    var issuer = catalog.issuer(Demo.ISSUER);

    assertThat(rotate(next.keyArn(), OPERATOR).status()).isEqualTo(201);
    assertThat(catalog.issuer(Demo.ISSUER)).isEqualTo(issuer);
  }

  @ParameterizedTest
  @EnumSource
  void whereverARotationEndsNoKeySignsThatIsNotPublic(Moment moment) {
    for (int call = 0; call < 6; call++) {
      for (int service = 0; service < 2; service++) {
        var next = signer.create(KeyKind.P256);
        catalog.faults().failAfter(call, service == 0 ? 1 : 0, moment);
        objects.faults().failAfter(call, service == 1 ? 1 : 0, moment);
        rotate(next.keyArn(), OPERATOR);
        catalog.faults().failAfter(0, 0, moment);
        objects.faults().failAfter(0, 0, moment);
        assertThat(didDocument()).contains(signing().kid());

        assertThat(rotate(next.keyArn(), OPERATOR).status()).isEqualTo(201);
        assertThat(signing()).isEqualTo(next);
        assertThat(didDocument()).contains(next.kid());
      }
    }
  }

  @Test
  void aCompromisedKeyLeavesTheDocumentAndTheListsAreSignedAnew() {
    rotate(signer.create(KeyKind.P256).keyArn(), OPERATOR);
    postpone();

    var answer =
        json(compromise(first.kid(), "{\"since\":\"2026-01-10T00:00:00Z\"}", CATALOG), 200);

    assertThat(answer.object("signingKey").orElseThrow().string("since"))
        .contains("2026-01-10T00:00:00Z");
    assertThat(didDocument()).doesNotContain(first.kid());
    assertThat(records.head(Samples.LIST).orElseThrow().dueAt()).isEqualTo(Demo.NOW);
    assertThat(rotate(first.keyArn(), OPERATOR).status()).as("it comes back").isEqualTo(409);
  }

  @Test
  void theTimeOfACompromiseOnlyComesEarlier() {
    rotate(signer.create(KeyKind.P256).keyArn(), OPERATOR);
    compromise(first.kid(), "{\"since\":\"2026-01-10T00:00:00Z\"}", CATALOG);

    compromise(first.kid(), "", CATALOG);
    assertThat(life(first)).isEqualTo(compromisedSince("2026-01-10T00:00:00Z"));
    compromise(first.kid(), "{\"since\":\"2026-01-09T00:00:00Z\"}", CATALOG);
    assertThat(life(first)).isEqualTo(compromisedSince("2026-01-09T00:00:00Z"));
  }

  @Test
  void aKeyThatSignsIsReplacedFirst() {
    var answer = compromise(first.kid(), "", CATALOG);

    assertRefused(answer, 409, "key-in-use");
    assertThat(life(first)).isEqualTo(new KeyLife.Active());
  }

  @Test
  void aKeyThatIsRetiredDoesNotSignAgain() {
    rotate(signer.create(KeyKind.P256).keyArn(), OPERATOR);

    var answer = rotate(first.keyArn(), OPERATOR);

    assertRefused(answer, 409, "key-life-over");
    assertThat(life(first)).isEqualTo(new KeyLife.Retired(Demo.NOW));
  }

  /** Two rotations and a compromise at once: whichever comes first, one key signs. */
  @Test
  void whateverHappensAtOnceOneKeyOfAKindSigns() throws Exception {
    for (int round = 0; round < 50; round++) {
      var next = signer.create(KeyKind.P256);
      var other = signer.create(KeyKind.P256);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var answers =
            threads.invokeAll(
                List.of(
                    () -> rotate(next.keyArn(), OPERATOR).status(),
                    () -> rotate(other.keyArn(), OPERATOR).status(),
                    () -> compromise(next.kid(), "", CATALOG).status()));
        for (var answer : answers) {
          assertThat(answer.get()).isIn(200, 201, 404, 409);
        }
      }
      assertThat(catalog.issuer(Demo.ISSUER).orElseThrow().keys())
          .filteredOn(key -> key.publicKey().kind() == KeyKind.P256)
          .filteredOn(key -> key.life() instanceof KeyLife.Active)
          .hasSize(1);
      assertThat(didDocument()).contains(signing().kid());
    }
  }

  /** It was announced when it was looked at, and signs when its life is to change. */
  @Test
  void aKeyThatCameToSignMeanwhileIsNotCompromised() {
    var next = signer.create(KeyKind.P256);
    var issuer = catalog.issuer(Demo.ISSUER).orElseThrow();
    var keys = new ArrayList<>(issuer.keys());
    keys.addFirst(next.with(new KeyLife.Announced()));
    catalog.put(issuer.withKeys(keys));
    catalog
        .faults()
        .interleaveAfter(
            1, () -> assertThat(rotate(next.keyArn(), OPERATOR).status()).isEqualTo(201));

    assertRefused(compromise(next.kid(), "", CATALOG), 409, "key-in-use");
    assertThat(signing()).isEqualTo(next);
  }

  @Test
  void aTimeThatHasNotComeIsRefused() {
    rotate(signer.create(KeyKind.P256).keyArn(), OPERATOR);

    assertThat(compromise(first.kid(), "{\"since\":\"2026-01-15T10:00:01Z\"}", CATALOG).status())
        .isEqualTo(400);
  }

  @Test
  void onlyTheOperatorBringsKeysAndOnlyTheIssuerSeesItsOwn() {
    var next = signer.create(KeyKind.P256).keyArn();
    var award = bearer(Scope.AWARD);
    var other = bearer(new IssuerId("other"), Scope.CATALOG);

    assertThat(rotate(next, CATALOG).status()).isEqualTo(403);
    assertThat(rotate(next, new Caller.Stranger(false)).status()).isEqualTo(401);
    assertThat(list(award).status()).isEqualTo(403);
    assertThat(list(other).status()).isEqualTo(404);
    assertThat(compromise(first.kid(), "", other).status()).isEqualTo(404);
    assertThat(compromise("unknown", "", CATALOG).status()).isEqualTo(404);
    assertThat(catalog.issuer(Demo.ISSUER).orElseThrow().revision()).isEqualTo(1);
  }

  @Test
  void whatKmsDoesNotHaveIsRefused() {
    var answer = rotate("arn:aws:kms:eu-west-3:000000000000:key/none", OPERATOR);

    assertRefused(answer, 409, "key-unusable");
    assertThat(rotate("", OPERATOR).status()).isEqualTo(400);
  }

  private static KeyLife compromisedSince(String time) {
    return new KeyLife.Compromised(Instant.parse(time));
  }

  private SigningKey signing() {
    return catalog
        .issuer(Demo.ISSUER)
        .flatMap(issuer -> issuer.signingKey(KeyKind.P256))
        .orElseThrow();
  }

  private KeyLife life(SigningKey key) {
    return catalog.issuer(Demo.ISSUER).orElseThrow().key(key.kid()).orElseThrow().life();
  }

  /** The list is published, and due again tomorrow. */
  private void postpone() {
    records.claim(Samples.LIST, 0);
    records.published(
        Samples.LIST, new Publication(1, "print", Demo.NOW, 0, Demo.NOW.plusSeconds(86_400)));
  }

  private String didDocument() {
    return published("issuers/demo/did.json");
  }

  private HttpResponse rotate(String arn, Caller caller) {
    return respond("POST /signing-keys", null, "{\"keyArn\":\"" + arn + "\"}", caller);
  }

  private HttpResponse list(Caller caller) {
    return respond("GET /signing-keys", null, "", caller);
  }

  private HttpResponse compromise(String kid, String body, Caller caller) {
    return respond("POST /signing-keys/{kid}/compromise", kid, body, caller);
  }
}
