package org.sceau.functions.issue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.functions.issue.IssueFixture.assertRefused;
import static org.sceau.functions.issue.IssueFixture.assertStatus;
import static org.sceau.functions.issue.IssueFixture.bearer;
import static org.sceau.functions.issue.IssueFixture.id;
import static org.sceau.functions.issue.IssueFixture.jws;
import static org.sceau.functions.issue.IssueFixture.limitedTo;
import static org.sceau.functions.issue.IssueFixture.only;
import static org.sceau.functions.issue.IssueFixture.text;
import static org.sceau.functions.issue.IssueFixture.withListsOf;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.credential.CredentialId;
import org.sceau.testing.Demo;
import org.sceau.testing.FaultPlan;
import org.sceau.testing.Race;

class IssueHandlerTest {

  private static final String AWARD = Demo.awardBody();

  private final IssueFixture fixture = new IssueFixture();

  @Test
  void anAwardMakesOneCredentialInBothForms() {
    var result = fixture.awarded();
    var embedded = result.object("verifiableCredential").orElseThrow();
    var jws = jwsOf(result);
    var claims = Demo.object(new String(jws.payload(), UTF_8));

    assertThat(embedded.string("id"))
        .isEqualTo(result.string("link"))
        .isEqualTo(claims.string("jti"));
    assertThat(embedded.get("credentialStatus")).isEqualTo(claims.get("credentialStatus"));
    assertThat(claims.has("vc")).isFalse();
    assertThat(claims.number("nbf").orElseThrow().literal()).isEqualTo("1768471200");
    assertThat(claims.number("exp").orElseThrow().literal()).isEqualTo("1863165600");
    assertThat(embedded.string("validFrom")).contains("2026-01-15T10:00:00Z");
    assertThat(embedded.string("validUntil")).contains("2029-01-15T10:00:00Z");
    assertThat(embedded.string("awardedDate")).contains("2026-01-10T10:00:00Z");
  }

  @Test
  void bothFormsVerifyWithTheIssuersKeys() {
    var result = fixture.awarded();
    var did = Demo.DEPLOYMENT.webDid(Demo.ISSUER);
    var jwtKey = fixture.issuer.signingKey(KeyKind.P256).orElseThrow();

    assertThat(jwsOf(result).isSignedBy(jwtKey.publicKey(), new CachingSignatures())).isTrue();
    assertThat(jwsOf(result).kid()).contains(did + "#" + jwtKey.kid());
    assertThat(fixture.verify(result.object("verifiableCredential").orElseThrow()))
        .isInstanceOf(DataIntegrity.Verification.Verified.class);
  }

  @Test
  void theAwardSaysHowMuchOfAMicroCredentialItIs() {
    assertThat(fixture.awarded().object("annexOne"))
        .contains(Demo.object("{\"elements\":\"11/11\",\"missing\":[]}"));
  }

  @Test
  void whatIsHandedOutIsOnRecordToTheByte() {
    var result = fixture.awarded();
    var kept = fixture.kept(id(result));

    assertThat(result.string("jwt")).contains(kept.secured().jwt());
    assertThat(result.object("verifiableCredential"))
        .contains(Demo.object(kept.secured().embedded()));
  }

  @Test
  void anEMailIsOnlyInItAsASaltedHash() {
    var one = fixture.awarded();
    var other = fixture.awarded();

    assertThat(one.toString()).doesNotContain("learner@example.org");
    assertThat(email(one).string("identityHash").orElseThrow()).matches("sha256\\$[0-9a-f]{64}");
    assertThat(email(one).string("salt").orElseThrow()).hasSize(32);
    assertThat(email(one).string("salt")).isNotEqualTo(email(other).string("salt"));
  }

  @Test
  void whatWasErasedIsNotAwardedAgainUnderItsKey() {
    var first = only(fixture.award(AWARD, "key-1"));
    erase(first);
    int before = fixture.records.count();

    var again = fixture.award(AWARD, "key-1");

    assertRefused(again, 410, "urn:sceau:problem:erased", "/recipients/0");
    assertThat(fixture.records.count()).isEqualTo(before);
    assertStatus(fixture.award(AWARD, "key-2"), 201);
  }

  @Test
  void ofSeveralRecipientsTheErasedOneIsNamedAndTheOthersCanBeAwarded() {
    var ada = "{\"name\":\"Ada\",\"key\":\"row-1\"}";
    var eve = "{\"name\":\"Eve\",\"key\":\"row-2\"}";
    erase(only(fixture.award(recipients(eve))));

    var both = fixture.award(recipients(ada, eve));

    assertRefused(both, 410, "/recipients/1");
    assertThat(text(both)).doesNotContain("/recipients/0");
    assertThat(fixture.records.count()).isEqualTo(1);
    assertStatus(fixture.award(recipients(ada)), 201);
  }

  private void erase(JsonObject result) {
    assertThat(fixture.records.erase(new CredentialId(id(result)), Demo.ISSUER, Demo.NOW))
        .isPresent();
  }

  @Test
  void theSameKeyGivesTheSameBytes() {
    var first = fixture.award(AWARD, "key-1");
    var second = fixture.award(AWARD, "key-1");

    assertStatus(second, 201);
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    fixture.award(AWARD, "key-1");
    int signatures = fixture.signer.faults().calls();
    var second = fixture.award(AWARD.replace("15.5", "19"), "key-1");

    assertRefused(second, 409, "idempotency-key-reused");
    assertThat(fixture.signer.faults().calls()).isEqualTo(signatures);
  }

  @Test
  void aRecipientWithAKeyIsAwardedOnceInWhateverRequest() {
    var all = ids(fixture.award(people("a", "b", "c")));
    var again = ids(fixture.award(people("c", "d", "a"), "another-key"));

    assertThat(again.get(0)).isEqualTo(all.get(2));
    assertThat(again.get(2)).isEqualTo(all.get(0));
    assertThat(again.get(1)).isNotIn(all);
    assertThat(fixture.records.count()).isEqualTo(4);
  }

  @Test
  void aRecipientsKeyForAnotherAwardIsRefusedByItsPlaceAndNobodyIsAwarded() {
    fixture.award(people("a"));
    var response =
        fixture.award(
            recipients("{\"key\":\"b\",\"name\":\"Bob\"}", "{\"key\":\"a\",\"name\":\"Eve\"}"));

    assertRefused(response, 409, "idempotency-key-reused", "\"path\":\"/recipients/1/key\"");
    assertThat(text(response)).doesNotContain("/recipients/0");
    assertThat(fixture.records.count()).isEqualTo(1);
  }

  @Test
  void aRecipientsKeyDoesNotMeetTheKeyOfARequest() {
    var one = ids(fixture.award(crowd(1), "a"));
    var other = ids(fixture.award("{\"recipients\":[{\"key\":\"a\",\"name\":\"Ada\"}]}"));
    var third = ids(fixture.award("{\"recipients\":[{\"key\":\"0 a\",\"name\":\"Ada\"}]}"));

    assertThat(one).isNotEqualTo(other);
    assertThat(third).isEmpty();
  }

  @Test
  void afterAFailureInTheMiddleTheSameRecipientsGetTheSame() {
    fixture.signer.faults().failAfter(6, 1, FaultPlan.Moment.AFTER);
    var interrupted = fixture.award(people("a", "b", "c", "d", "e", "f"));
    var first = ids(fixture.award(people("f", "e", "d")));
    var second = ids(fixture.award(people("a", "b", "c", "d", "e", "f")));

    assertStatus(interrupted, 503);
    assertThat(second.subList(3, 6)).containsExactly(first.get(2), first.get(1), first.get(0));
    assertThat(fixture.records.count()).isEqualTo(6);
  }

  @Test
  void withoutAKeyEachRequestIsAnAwardOfItsOwn() {
    assertThat(fixture.awarded().string("id")).isNotEqualTo(fixture.awarded().string("id"));
  }

  @Test
  void aHundredEqualRequestsAtOnceMakeOneCredential() {
    var bodies = Race.run(100, _ -> text(fixture.award(AWARD, "key-1")));

    assertThat(new HashSet<>(bodies)).hasSize(1);
  }

  @Test
  void recipientsAreAnsweredInTheirOrder() {
    var response =
        fixture.award(
            """
            {"recipients":[{"name":"Ada"},{"name":"Bob","did":"did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"},{"name":"Eve"}]}
            """,
            "key-1");
    var names =
        Demo.object(text(response)).list("results").stream().map(IssueHandlerTest::name).toList();

    assertThat(names).containsExactly("Ada", "Bob", "Eve");
  }

  @Test
  void noTwoCredentialsShareAPositionWhenAListIsFullAndAnotherFollows() {
    var small = withListsOf(16);
    var positions = new HashSet<String>();
    for (int i = 0; i < 50; i++) {
      small.records.publishFirst();
      positions.add(
          small
              .awarded()
              .object("verifiableCredential")
              .flatMap(credential -> credential.object("credentialStatus"))
              .flatMap(status -> status.string("id"))
              .orElseThrow());
    }

    assertThat(positions).hasSize(50);
    assertThat(positions).anyMatch(id -> id.contains("demo-revocation-4#"));
  }

  @Test
  void beforeItsListIsPublicNothingIsAwardedAndThenTheSameRequestIs() {
    var small = withListsOf(16);
    int given = 0;
    var response = small.award(AWARD, "key-0");
    while (response.status() == 201) {
      given++;
      response = small.award(AWARD, "key-" + given);
    }
    int signatures = small.signer.faults().calls();

    assertThat(given).isEqualTo(16);
    assertUnavailable(response);
    assertThat(text(response)).contains("not public yet");
    assertThat(small.log).singleElement().asString().contains("\"event\":\"list-not-public\"");
    assertStatus(small.award(AWARD, "key-16"), 503);
    assertThat(small.signer.faults().calls()).isEqualTo(signatures);
    assertThat(small.records.count()).isEqualTo(16);

    small.records.publishFirst();
    assertStatus(small.award(AWARD, "key-16"), 201);
    assertStatus(small.award(AWARD, "key-0"), 201);
  }

  @Test
  void whoAwardsTooFastIsToldToWaitBeforeAnythingIsSigned() {
    var busy = limitedTo(10);
    busy.now = Demo.NOW.plusSeconds(1);
    assertStatus(busy.award(crowd(60), "crowd-1"), 201);
    busy.now = Demo.NOW.plusMillis(3_500);
    int signatures = busy.signer.faults().calls();
    int calls = busy.records.faults().calls();

    var response = busy.award(crowd(60), "crowd-2");

    assertStatus(response, 429);
    assertThat(response.headers())
        .containsEntry("retry-after", "7")
        .containsEntry("content-type", "application/problem+json");
    assertThat(text(response))
        .contains("urn:sceau:problem:too-fast", "send the same request again");
    assertThat(busy.signer.faults().calls()).as("calls of KMS").isEqualTo(signatures);
    assertThat(busy.records.faults().calls() - calls).as("of the keys, and no more").isEqualTo(1);
    assertThat(busy.records.count()).isEqualTo(60);

    assertThat(busy.award(crowd(40), "crowd-3").status()).as("there is room for").isEqualTo(201);
    busy.now = busy.now.plusSeconds(7);
    assertStatus(busy.award(crowd(60), "crowd-2"), 201);
  }

  @Test
  void whatWasAwardedIsAnsweredHoweverFastItIsAskedFor() {
    var busy = limitedTo(10);
    var first = busy.award(crowd(100), "crowd-1");
    assertStatus(busy.award(AWARD), 429);

    assertThat(busy.award(crowd(100), "crowd-1").body()).isEqualTo(first.body());
  }

  @Test
  void ofTenThousandAwardsAtOnceTheIssuerGetsWhatItMay() {
    var busy = limitedTo(10);

    var statuses = Race.run(10_000, i -> busy.award(crowd(1), "key-" + i).status());

    assertThat(statuses).containsOnly(201, 429);
    assertThat(statuses.stream().filter(status -> status == 201)).hasSize(100);
    assertThat(busy.signer.faults().calls()).isEqualTo(200);
    assertThat(busy.records.count()).isEqualTo(100);
  }

  @Test
  void withoutItsCountsNothingIsAwarded() {
    var busy = limitedTo(10);
    busy.counts.faults().failNext(1, FaultPlan.Moment.AFTER);

    var response = busy.award(AWARD, "key-1");

    assertUnavailable(response);
    assertThat(busy.signer.faults().calls()).isZero();
    assertStatus(busy.award(AWARD, "key-1"), 201);
  }

  private static String crowd(int people) {
    return recipients(Collections.nCopies(people, "{\"name\":\"Ada\"}"));
  }

  @Test
  void aTableThatWentBackInTimeGivesNoPositionTwice() {
    var small = withListsOf(16);
    for (int i = 0; i < 8; i++) {
      small.awarded();
    }
    small.records.rewindAllocation(Demo.ISSUER, 4);
    small.records.publishFirst();

    for (int i = 0; i < 8; i++) {
      small.awarded();
    }
  }

  @Test
  void anIssuerWithoutAnEd25519KeyIsServedToo() {
    var signer = fixture.signer;
    fixture.catalog.put(
        new Issuer(Demo.ISSUER, fixture.issuer.profile(), List.of(signer.create(KeyKind.P256)), 2));
    var embedded = fixture.awarded().object("verifiableCredential").orElseThrow();

    assertThat(((JsonObject) embedded.list("proof").getFirst()).string("cryptosuite"))
        .contains("ecdsa-rdfc-2019");
  }

  @Test
  void withoutAKeyOfTheIssuerThereIsNoAward() {
    assertStatus(fixture.award(AWARD, null, new Caller.Stranger(false)), 401);
    assertStatus(fixture.award(AWARD, null, new Caller.Stranger(true)), 401);
    assertStatus(fixture.award(AWARD, null, new Caller.Operator()), 403);
    assertStatus(fixture.award(AWARD, null, bearer(Demo.ISSUER, Scope.READ)), 403);
    fixture.assertNothingIssued();
  }

  @Test
  void anotherIssuersAchievementIsAnsweredLikeNone() {
    var other = new IssuerId("other");
    fixture.catalog.put(new Issuer(other, fixture.issuer.profile(), fixture.issuer.keys(), 1));
    var foreign = fixture.award(AWARD, null, bearer(other, Scope.AWARD));
    var unknown = fixture.award("no-such", AWARD, null, bearer(Demo.ISSUER, Scope.AWARD));

    assertStatus(foreign, 404);
    assertThat(foreign.body()).isEqualTo(unknown.body());
    fixture.assertNothingIssued();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /recipients                              | {}
          /recipients                              | {"recipients":[]}
          /recipients                              | {"recipients":{}}
          /recipients/0                            | {"recipients":["Ada"]}
          /recipients/0/name                       | {"recipients":[{}]}
          /recipients/0/name                       | {"recipients":[{"name":""}]}
          /recipients/0/name                       | {"recipients":[{"name":"a\\u202eb"}]}
          /recipients/0/email                      | {"recipients":[{"email":"nobody"}]}
          /recipients/0/key                        | {"recipients":[{"name":"Ada","key":"a b"}]}
          /recipients/1/key                        | {"recipients":[{"name":"Ada","key":"a"},{"name":"Bob","key":"a"}]}
          /recipients/0/did                        | {"recipients":[{"did":"key:z6Mk"}]}
          /recipients/0/surprise                   | {"recipients":[{"name":"Ada","surprise":1}]}
          /recipients/1/creditsEarned              | {"recipients":[{"name":"Ada"},{"name":"Bob","creditsEarned":"3"}]}
          /recipients/0/results/0/resultDescription | {"recipients":[{"name":"Ada","results":[{"resultDescription":"https://issuer.example/other","value":"1"}]}]}
          /recipients/0/results/0/value            | {"recipients":[{"name":"Ada","results":[{}]}]}
          /recipients/0/evidence/0/id              | {"recipients":[{"name":"Ada","evidence":[{"id":"data:text/html,x"}]}]}
          /awardedDate                             | {"recipients":[{"name":"Ada"}],"awardedDate":"2026-01-10"}
          /awardedDate                             | {"recipients":[{"name":"Ada"}],"awardedDate":"2999-01-10T10:00:00Z"}
          /proof                                   | {"recipients":[{"name":"Ada"}],"proof":{}}
          /credentialStatus                        | {"recipients":[{"name":"Ada"}],"credentialStatus":{}}
          /validUntil                              | {"recipients":[{"name":"Ada"}],"validUntil":"2999-01-10T10:00:00Z"}
          /id                                      | {"recipients":[{"name":"Ada"}],"id":"https://sceau.example/c/x"}
          /issuer                                  | {"recipients":[{"name":"Ada"}],"issuer":"did:web:other.example"}
          /@context                                | {"recipients":[{"name":"Ada"}],"@context":[]}
          /surprise                                | {"recipients":[{"name":"Ada"}],"surprise":1}
          """)
  void whatIsWrongIsNamedByItsPathAndNothingIsSigned(String path, String body) {
    var response = fixture.award(body, "key-1");

    assertStatus(response, 400);
    assertThat(response.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(text(response)).contains("\"path\":\"" + path + "\"");
    fixture.assertNothingIssued();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "{\"recipients\":[],\"recipients\":[]}", "{}{}", "{} x"})
  void whatIsNotOneJsonObjectIsRefused(String body) {
    assertStatus(fixture.award(body), 400);
    fixture.assertNothingIssued();
  }

  @Test
  void moreThanAHundredRecipientsAreTooMany() {
    assertRefused(fixture.award(crowd(101)), 400, "1 to 100");
    fixture.assertNothingIssued();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "é", "\u0001"})
  void anIllFormedIdempotencyKeyIsRefused(String key) {
    assertStatus(fixture.award(AWARD, key), 400);
    assertStatus(fixture.award(AWARD, "k".repeat(10_000)), 400);
    fixture.assertNothingIssued();
  }

  @Test
  void theSameKeyOfAnotherIssuerIsAnotherAward() {
    var other = new IssuerId("other");
    var theirs = new AchievementId("theirs");
    fixture.catalog.put(new Issuer(other, fixture.issuer.profile(), fixture.issuer.keys(), 1));
    fixture.catalog.put(new Achievement(theirs, other, Demo.achievement().content(), null, 1));
    fixture.positions.openFirst(other);
    fixture.records.publishFirst();

    var mine = only(fixture.award(crowd(1), "key-1"));
    var another =
        only(
            fixture.award(
                theirs.value(),
                recipients("{\"name\":\"Bob\"}"),
                "key-1",
                bearer(other, Scope.AWARD)));

    assertThat(another.string("id")).isNotEqualTo(mine.string("id"));
    assertThat(name(another)).isEqualTo("Bob");
  }

  @Test
  void aBodyOfMegabytesIsTooLarge() {
    var evidence =
        """
        {"recipients":[{"name":"Ada","evidence":[{"id":"data:text/html;base64,%s"}]}]}
        """;

    assertThat(fixture.award(evidence.formatted("A".repeat(200_000)), null).status())
        .isEqualTo(400);
    assertThat(fixture.award(evidence.formatted("A".repeat(5 * 1024 * 1024)), null).status())
        .isEqualTo(413);
    assertStatus(fixture.award(AWARD + " ".repeat(6 * 1024 * 1024 + 1), null), 413);
    fixture.assertNothingIssued();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../data-python", "data-python/", "data-python%2F", "DATA-PYTHON", "", "é"})
  void aPathThatNamesNoAchievementIsAnsweredLikeNone(String achievement) {
    var response = fixture.award(achievement, AWARD, null, bearer(Demo.ISSUER, Scope.AWARD));

    assertStatus(response, 404);
    fixture.assertNothingIssued();
  }

  /** Twice the same result with nine times the same alignment: what all orders are tried of. */
  @Test
  void aPoisonGraphIsRefusedAtOnceWhoeverOfTheRecipientsHasIt() {
    var alignment = "{\"targetName\":\"x\",\"targetUrl\":\"https://issuer.example/x\"}";
    var result =
        "{\"value\":\"1\",\"alignment\":[" + (alignment + ",").repeat(8) + alignment + "]}";
    var poisoned = "{\"name\":\"Eve\",\"results\":[" + result + "," + result + "]}";
    var one = recipients("{\"name\":\"Ada\"}", poisoned);
    var all = recipients(Collections.nCopies(100, poisoned));

    var refused = fixture.award(one);

    assertRefused(refused, 400, "\"path\":\"/recipients/1\"");
    fixture.assertNothingIssued();
    assertThat(cpuMillis(() -> fixture.award(one))).isLessThan(200);
    assertThat(cpuMillis(() -> fixture.award(all))).isLessThan(2_000);
    fixture.assertNothingIssued();
  }

  /** Of the quickest of some runs: others use the machine, too. */
  private static long cpuMillis(Supplier<HttpResponse> request) {
    var threads = ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long before = threads.getCurrentThreadCpuTime();
      assertThat(request.get().status()).isEqualTo(400);
      least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
    }
    return least / 1_000_000;
  }

  @Test
  void whatLooksLikeMarkupIsKeptAsTheTextThatItIs() {
    var name = "<script>alert(1)</script> & \"Ada\"";

    var result = only(awardTo(name.replace("\"", "\\\"")));

    assertThat(name(result)).isEqualTo(name);
    assertStatus(awardTo("a\\u0000b"), 400);
    assertStatus(awardTo("a".repeat(201)), 400);
  }

  private HttpResponse awardTo(String name) {
    return fixture.award(recipients("{\"name\":\"" + name + "\"}"));
  }

  @Test
  void aDisabledKeyStopsIssuingAndNothingIsStored() {
    fixture.signer.disable(fixture.issuer.signingKey(KeyKind.ED25519).orElseThrow());
    var response = fixture.award(AWARD, "key-1");

    assertUnavailable(response);
    assertThat(fixture.records.count()).isZero();
    assertThat(text(response)).contains("an alarm tells the operator");
    assertThat(fixture.log)
        .singleElement()
        .asString()
        .contains("\"event\":\"unavailable\"", "SigningUnavailableException")
        .doesNotContain("key-1")
        .doesNotContainIgnoringCase("ada");
  }

  @Test
  void aKeyThatWasExchangedBehindTheCatalogSignsNothing() {
    var strange = fixture.signer.create(KeyKind.P256);
    var catalogued = fixture.issuer.signingKey(KeyKind.P256).orElseThrow();
    fixture.catalog.put(
        new Issuer(
            Demo.ISSUER,
            fixture.issuer.profile(),
            List.of(
                new SigningKey(strange.keyArn(), catalogued.publicKey()),
                fixture.issuer.signingKey(KeyKind.ED25519).orElseThrow()),
            2));

    assertStatus(fixture.award(AWARD, "key-1"), 503);
    assertThat(fixture.records.count()).isZero();
  }

  private static String people(String... keys) {
    return recipients(
        Stream.of(keys).map("{\"key\":\"%1$s\",\"name\":\"Ada %1$s\"}"::formatted).toList());
  }

  private static String recipients(String... recipients) {
    return recipients(List.of(recipients));
  }

  private static String recipients(List<String> recipients) {
    return "{\"recipients\":[" + String.join(",", recipients) + "]}";
  }

  private static CompactJws jwsOf(JsonObject result) {
    return jws(result.string("jwt").orElseThrow());
  }

  private static List<String> ids(HttpResponse response) {
    return Demo.object(text(response)).list("results").stream()
        .map(result -> id((JsonObject) result))
        .toList();
  }

  private static void assertUnavailable(HttpResponse response) {
    assertStatus(response, 503);
    assertThat(response.headers()).containsKey("retry-after");
  }

  private static JsonObject email(JsonObject result) {
    return result
        .object("verifiableCredential")
        .flatMap(credential -> credential.object("credentialSubject"))
        .orElseThrow()
        .list("identifier")
        .stream()
        .map(JsonObject.class::cast)
        .filter(identity -> identity.string("identityType").orElse("").equals("emailAddress"))
        .findFirst()
        .orElseThrow();
  }

  private static String name(JsonValue result) {
    return ((JsonObject) result)
        .object("verifiableCredential")
        .flatMap(credential -> credential.object("credentialSubject"))
        .map(subject -> (JsonObject) subject.list("identifier").getFirst())
        .flatMap(identity -> identity.string("identityHash"))
        .orElseThrow();
  }
}
