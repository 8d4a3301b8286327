package org.sceau.functions.issue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
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
import org.sceau.records.catalog.DidDocument;
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

  private final IssueFixture office = new IssueFixture();

  @Test
  void anAwardMakesOneCredentialInBothForms() {
    var result = IssueFixture.only(office.award(AWARD, null));
    var embedded = result.object("verifiableCredential").orElseThrow();
    var jws = jws(result);
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
    var result = IssueFixture.only(office.award(AWARD, null));
    var did = Demo.DEPLOYMENT.webDid(Demo.ISSUER);
    var jwtKey = office.issuer.signingKey(KeyKind.P256).orElseThrow();
    var proofKey = office.issuer.signingKey(KeyKind.ED25519).orElseThrow();

    assertThat(jws(result).isSignedBy(jwtKey.publicKey(), new CachingSignatures())).isTrue();
    assertThat(jws(result).kid()).contains(did + "#" + jwtKey.kid());
    assertThat(
            office.integrity.verify(
                result.object("verifiableCredential").orElseThrow(),
                method ->
                    method.equals(DidDocument.multikeyMethod(did, proofKey))
                        ? Optional.of(proofKey.publicKey())
                        : Optional.empty()))
        .isInstanceOf(DataIntegrity.Verification.Verified.class);
  }

  @Test
  void theAwardSaysHowMuchOfAMicroCredentialItIs() {
    assertThat(IssueFixture.only(office.award(AWARD, null)).object("annexOne"))
        .contains(Demo.object("{\"elements\":\"11/11\",\"missing\":[]}"));
  }

  @Test
  void whatIsHandedOutIsOnRecordToTheByte() {
    var result = IssueFixture.only(office.award(AWARD, null));
    var kept =
        office.records.find(new CredentialId(result.string("id").orElseThrow())).orElseThrow();

    assertThat(result.string("jwt")).contains(kept.secured().jwt());
    assertThat(result.object("verifiableCredential"))
        .contains(Demo.object(kept.secured().embedded()));
  }

  @Test
  void anEMailIsOnlyInItAsASaltedHash() {
    var one = IssueFixture.only(office.award(AWARD, null));
    var other = IssueFixture.only(office.award(AWARD, null));

    assertThat(one.toString()).doesNotContain("learner@example.org");
    assertThat(email(one).string("identityHash").orElseThrow()).matches("sha256\\$[0-9a-f]{64}");
    assertThat(email(one).string("salt").orElseThrow()).hasSize(32);
    assertThat(email(one).string("salt")).isNotEqualTo(email(other).string("salt"));
  }

  @Test
  void whatWasErasedIsNotAwardedAgainUnderItsKey() {
    var first = IssueFixture.only(office.award(AWARD, "key-1"));
    erase(first);
    int before = office.records.count();

    var again = office.award(AWARD, "key-1");

    assertThat(again.status()).isEqualTo(410);
    assertThat(IssueFixture.text(again)).contains("urn:sceau:problem:erased", "/recipients/0");
    assertThat(office.records.count()).isEqualTo(before);
    assertThat(office.award(AWARD, "key-2").status()).isEqualTo(201);
  }

  @Test
  void ofSeveralRecipientsTheErasedOneIsNamedAndTheOthersCanBeAwarded() {
    var ada = "{\"name\":\"Ada\",\"key\":\"row-1\"}";
    var eve = "{\"name\":\"Eve\",\"key\":\"row-2\"}";
    erase(IssueFixture.only(office.award("{\"recipients\":[" + eve + "]}", null)));

    var both = office.award("{\"recipients\":[" + ada + "," + eve + "]}", null);

    assertThat(both.status()).isEqualTo(410);
    assertThat(IssueFixture.text(both)).contains("/recipients/1").doesNotContain("/recipients/0");
    assertThat(office.records.count()).isEqualTo(1);
    assertThat(office.award("{\"recipients\":[" + ada + "]}", null).status()).isEqualTo(201);
  }

  private void erase(JsonObject result) {
    var id = new CredentialId(result.string("id").orElseThrow());
    assertThat(office.records.erase(id, Demo.ISSUER, Demo.NOW)).isPresent();
  }

  @Test
  void theSameKeyGivesTheSameBytes() {
    var first = office.award(AWARD, "key-1");
    var second = office.award(AWARD, "key-1");

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    office.award(AWARD, "key-1");
    int signatures = office.signer.faults().calls();
    var second = office.award(AWARD.replace("15.5", "19"), "key-1");

    assertThat(second.status()).isEqualTo(409);
    assertThat(IssueFixture.text(second)).contains("idempotency-key-reused");
    assertThat(office.signer.faults().calls()).isEqualTo(signatures);
  }

  @Test
  void aRecipientWithAKeyIsAwardedOnceInWhateverRequest() {
    var all = ids(office.award(people("a", "b", "c"), null));
    var again = ids(office.award(people("c", "d", "a"), "another-key"));

    assertThat(again.get(0)).isEqualTo(all.get(2));
    assertThat(again.get(2)).isEqualTo(all.get(0));
    assertThat(again.get(1)).isNotIn(all);
    assertThat(office.records.count()).isEqualTo(4);
  }

  @Test
  void aRecipientsKeyForAnotherAwardIsRefusedByItsPlaceAndNobodyIsAwarded() {
    office.award(people("a"), null);
    var response =
        office.award(
            "{\"recipients\":[{\"key\":\"b\",\"name\":\"Bob\"},{\"key\":\"a\",\"name\":\"Eve\"}]}",
            null);

    assertThat(response.status()).isEqualTo(409);
    assertThat(IssueFixture.text(response))
        .contains("idempotency-key-reused", "\"path\":\"/recipients/1/key\"")
        .doesNotContain("/recipients/0");
    assertThat(office.records.count()).isEqualTo(1);
  }

  @Test
  void aRecipientsKeyDoesNotMeetTheKeyOfARequest() {
    var one = ids(office.award("{\"recipients\":[{\"name\":\"Ada\"}]}", "a"));
    var other = ids(office.award("{\"recipients\":[{\"key\":\"a\",\"name\":\"Ada\"}]}", null));
    var third = ids(office.award("{\"recipients\":[{\"key\":\"0 a\",\"name\":\"Ada\"}]}", null));

    assertThat(one).isNotEqualTo(other);
    assertThat(third).isEmpty();
  }

  @Test
  void afterAFailureInTheMiddleTheSameRecipientsGetTheSame() {
    office.signer.faults().failAfter(6, 1, FaultPlan.Moment.AFTER);
    var interrupted = office.award(people("a", "b", "c", "d", "e", "f"), null);
    var first = ids(office.award(people("f", "e", "d"), null));
    var second = ids(office.award(people("a", "b", "c", "d", "e", "f"), null));

    assertThat(interrupted.status()).isEqualTo(503);
    assertThat(second.subList(3, 6)).containsExactly(first.get(2), first.get(1), first.get(0));
    assertThat(office.records.count()).isEqualTo(6);
  }

  @Test
  void withoutAKeyEachRequestIsAnAwardOfItsOwn() {
    assertThat(IssueFixture.only(office.award(AWARD, null)).string("id"))
        .isNotEqualTo(IssueFixture.only(office.award(AWARD, null)).string("id"));
  }

  @Test
  void aHundredEqualRequestsAtOnceMakeOneCredential() throws Exception {
    var answers = new ArrayList<Future<HttpResponse>>();
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 100; i++) {
        answers.add(threads.submit(() -> office.award(AWARD, "key-1")));
      }
    }
    var bodies = new HashSet<String>();
    for (var answer : answers) {
      bodies.add(IssueFixture.text(answer.get()));
    }

    assertThat(bodies).hasSize(1);
  }

  @Test
  void recipientsAreAnsweredInTheirOrder() {
    var response =
        office.award(
            """
            {"recipients":[{"name":"Ada"},{"name":"Bob","did":"did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"},{"name":"Eve"}]}
            """,
            "key-1");
    var names =
        Demo.object(IssueFixture.text(response)).list("results").stream()
            .map(IssueHandlerTest::name)
            .toList();

    assertThat(names).containsExactly("Ada", "Bob", "Eve");
  }

  @Test
  void noTwoCredentialsShareAPositionWhenAListIsFullAndAnotherFollows() {
    var small = new IssueFixture(16);
    var positions = new HashSet<String>();
    for (int i = 0; i < 50; i++) {
      small.records.publishFirst();
      positions.add(
          IssueFixture.only(small.award(AWARD, null))
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
    var small = new IssueFixture(16);
    int given = 0;
    var response = small.award(AWARD, "key-0");
    while (response.status() == 201) {
      given++;
      response = small.award(AWARD, "key-" + given);
    }
    int signatures = small.signer.faults().calls();

    assertThat(given).isEqualTo(16);
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers()).containsKey("retry-after");
    assertThat(IssueFixture.text(response)).contains("not public yet");
    assertThat(small.log).singleElement().asString().contains("\"event\":\"list-not-public\"");
    assertThat(small.award(AWARD, "key-16").status()).isEqualTo(503);
    assertThat(small.signer.faults().calls()).isEqualTo(signatures);
    assertThat(small.records.count()).isEqualTo(16);

    small.records.publishFirst();
    assertThat(small.award(AWARD, "key-16").status()).isEqualTo(201);
    assertThat(small.award(AWARD, "key-0").status()).isEqualTo(201);
  }

  @Test
  void whoAwardsTooFastIsToldToWaitBeforeAnythingIsSigned() {
    var busy = new IssueFixture(131_072, 10);
    busy.now = Demo.NOW.plusSeconds(1);
    assertThat(busy.award(crowd(60), "crowd-1").status()).isEqualTo(201);
    busy.now = Demo.NOW.plusMillis(3_500);
    int signatures = busy.signer.faults().calls();
    int calls = busy.records.faults().calls();

    var response = busy.award(crowd(60), "crowd-2");

    assertThat(response.status()).isEqualTo(429);
    assertThat(response.headers())
        .containsEntry("retry-after", "7")
        .containsEntry("content-type", "application/problem+json");
    assertThat(IssueFixture.text(response))
        .contains("urn:sceau:problem:too-fast", "send the same request again");
    assertThat(busy.signer.faults().calls()).as("calls of KMS").isEqualTo(signatures);
    assertThat(busy.records.faults().calls() - calls).as("of the keys, and no more").isEqualTo(1);
    assertThat(busy.records.count()).isEqualTo(60);

    assertThat(busy.award(crowd(40), "crowd-3").status()).as("there is room for").isEqualTo(201);
    busy.now = busy.now.plusSeconds(7);
    assertThat(busy.award(crowd(60), "crowd-2").status()).isEqualTo(201);
  }

  @Test
  void whatWasAwardedIsAnsweredHoweverFastItIsAskedFor() {
    var busy = new IssueFixture(131_072, 10);
    var first = busy.award(crowd(100), "crowd-1");
    assertThat(busy.award(AWARD, null).status()).isEqualTo(429);

    assertThat(busy.award(crowd(100), "crowd-1").body()).isEqualTo(first.body());
  }

  @Test
  void ofTenThousandAwardsAtOnceTheIssuerGetsWhatItMay() {
    var busy = new IssueFixture(131_072, 10);

    var statuses = Race.run(10_000, i -> busy.award(crowd(1), "key-" + i).status());

    assertThat(statuses).containsOnly(201, 429);
    assertThat(statuses.stream().filter(status -> status == 201)).hasSize(100);
    assertThat(busy.signer.faults().calls()).isEqualTo(200);
    assertThat(busy.records.count()).isEqualTo(100);
  }

  @Test
  void withoutItsCountsNothingIsAwarded() {
    var busy = new IssueFixture(131_072, 10);
    busy.counts.faults().failNext(1, FaultPlan.Moment.AFTER);

    var response = busy.award(AWARD, "key-1");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers()).containsKey("retry-after");
    assertThat(busy.signer.faults().calls()).isZero();
    assertThat(busy.award(AWARD, "key-1").status()).isEqualTo(201);
  }

  private static String crowd(int people) {
    return "{\"recipients\":[" + "{\"name\":\"Ada\"},".repeat(people - 1) + "{\"name\":\"Ada\"}]}";
  }

  @Test
  void aTableThatWentBackInTimeGivesNoPositionTwice() {
    var small = new IssueFixture(16);
    for (int i = 0; i < 8; i++) {
      IssueFixture.only(small.award(AWARD, null));
    }
    small.records.rewindAllocation(Demo.ISSUER, 4);
    small.records.publishFirst();

    for (int i = 0; i < 8; i++) {
      IssueFixture.only(small.award(AWARD, null));
    }
  }

  @Test
  void anIssuerWithoutAnEd25519KeyIsServedToo() {
    var signer = office.signer;
    office.catalog.put(
        new Issuer(Demo.ISSUER, office.issuer.profile(), List.of(signer.create(KeyKind.P256)), 2));
    var embedded =
        IssueFixture.only(office.award(AWARD, null)).object("verifiableCredential").orElseThrow();

    assertThat(((JsonObject) embedded.list("proof").getFirst()).string("cryptosuite"))
        .contains("ecdsa-rdfc-2019");
  }

  @Test
  void withoutAKeyOfTheIssuerThereIsNoAward() {
    assertThat(office.award(AWARD, null, new Caller.Stranger(false)).status()).isEqualTo(401);
    assertThat(office.award(AWARD, null, new Caller.Stranger(true)).status()).isEqualTo(401);
    assertThat(office.award(AWARD, null, new Caller.Operator()).status()).isEqualTo(403);
    assertThat(office.award(AWARD, null, IssueFixture.bearer(Demo.ISSUER, Scope.READ)).status())
        .isEqualTo(403);
    nothingHappened();
  }

  @Test
  void anotherIssuersAchievementIsAnsweredLikeNone() {
    var other = new IssuerId("other");
    office.catalog.put(new Issuer(other, office.issuer.profile(), office.issuer.keys(), 1));
    var foreign = office.award(AWARD, null, IssueFixture.bearer(other, Scope.AWARD));
    var unknown =
        office.award("no-such", AWARD, null, IssueFixture.bearer(Demo.ISSUER, Scope.AWARD));

    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(unknown.body());
    nothingHappened();
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
    var response = office.award(body, "key-1");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(IssueFixture.text(response)).contains("\"path\":\"" + path + "\"");
    nothingHappened();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "{\"recipients\":[],\"recipients\":[]}", "{}{}", "{} x"})
  void whatIsNotOneJsonObjectIsRefused(String body) {
    assertThat(office.award(body, null).status()).isEqualTo(400);
    nothingHappened();
  }

  @Test
  void moreThanAHundredRecipientsAreTooMany() {
    var body = "{\"recipients\":[" + "{\"name\":\"Ada\"},".repeat(100) + "{\"name\":\"Bob\"}]}";

    assertThat(IssueFixture.text(office.award(body, null))).contains("1 to 100");
    nothingHappened();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "é", "\u0001"})
  void anIllFormedIdempotencyKeyIsRefused(String key) {
    assertThat(office.award(AWARD, key).status()).isEqualTo(400);
    assertThat(office.award(AWARD, "k".repeat(10_000)).status()).isEqualTo(400);
    nothingHappened();
  }

  @Test
  void theSameKeyOfAnotherIssuerIsAnotherAward() {
    var other = new IssuerId("other");
    var theirs = new AchievementId("theirs");
    office.catalog.put(new Issuer(other, office.issuer.profile(), office.issuer.keys(), 1));
    office.catalog.put(new Achievement(theirs, other, Demo.achievement().content(), null, 1));
    office.positions.openFirst(other);
    office.records.publishFirst();

    var mine = IssueFixture.only(office.award("{\"recipients\":[{\"name\":\"Ada\"}]}", "key-1"));
    var another =
        IssueFixture.only(
            office.award(
                theirs.value(),
                "{\"recipients\":[{\"name\":\"Bob\"}]}",
                "key-1",
                IssueFixture.bearer(other, Scope.AWARD)));

    assertThat(another.string("id")).isNotEqualTo(mine.string("id"));
    assertThat(name(another)).isEqualTo("Bob");
  }

  @Test
  void aBodyOfMegabytesIsTooLarge() {
    var evidence =
        """
        {"recipients":[{"name":"Ada","evidence":[{"id":"data:text/html;base64,%s"}]}]}
        """;

    assertThat(office.award(evidence.formatted("A".repeat(200_000)), null).status()).isEqualTo(400);
    assertThat(office.award(evidence.formatted("A".repeat(5 * 1024 * 1024)), null).status())
        .isEqualTo(413);
    assertThat(office.award(AWARD + " ".repeat(6 * 1024 * 1024 + 1), null).status()).isEqualTo(413);
    nothingHappened();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../data-python", "data-python/", "data-python%2F", "DATA-PYTHON", "", "é"})
  void aPathThatNamesNoAchievementIsAnsweredLikeNone(String achievement) {
    var response =
        office.award(achievement, AWARD, null, IssueFixture.bearer(Demo.ISSUER, Scope.AWARD));

    assertThat(response.status()).isEqualTo(404);
    nothingHappened();
  }

  /** Twice the same result with nine times the same alignment: what all orders are tried of. */
  @Test
  void aPoisonGraphIsRefusedAtOnceWhoeverOfTheRecipientsHasIt() {
    var alignment = "{\"targetName\":\"x\",\"targetUrl\":\"https://issuer.example/x\"}";
    var result =
        "{\"value\":\"1\",\"alignment\":[" + (alignment + ",").repeat(8) + alignment + "]}";
    var poisoned = "{\"name\":\"Eve\",\"results\":[" + result + "," + result + "]}";
    var one = "{\"recipients\":[{\"name\":\"Ada\"}," + poisoned + "]}";
    var all = "{\"recipients\":[" + (poisoned + ",").repeat(99) + poisoned + "]}";

    var refused = office.award(one, null);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(IssueFixture.text(refused)).contains("\"path\":\"/recipients/1\"");
    nothingHappened();
    assertThat(cpuMillis(() -> office.award(one, null))).isLessThan(200);
    assertThat(cpuMillis(() -> office.award(all, null))).isLessThan(2_000);
    nothingHappened();
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
    var result =
        IssueFixture.only(
            office.award(
                "{\"recipients\":[{\"name\":\"" + name.replace("\"", "\\\"") + "\"}]}", null));

    assertThat(name(result)).isEqualTo(name);
    assertThat(office.award("{\"recipients\":[{\"name\":\"a\\u0000b\"}]}", null).status())
        .isEqualTo(400);
    assertThat(
            office
                .award("{\"recipients\":[{\"name\":\"" + "a".repeat(201) + "\"}]}", null)
                .status())
        .isEqualTo(400);
  }

  @Test
  void aDisabledKeyStopsIssuingAndNothingIsStored() {
    office.signer.disable(office.issuer.signingKey(KeyKind.ED25519).orElseThrow());
    var response = office.award(AWARD, "key-1");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers()).containsKey("retry-after");
    assertThat(office.records.count()).isZero();
    assertThat(IssueFixture.text(response)).contains("an alarm tells the operator");
    assertThat(office.log)
        .singleElement()
        .asString()
        .contains("\"event\":\"unavailable\"", "SigningUnavailableException")
        .doesNotContain("key-1")
        .doesNotContainIgnoringCase("ada");
  }

  @Test
  void aKeyThatWasExchangedBehindTheCatalogSignsNothing() {
    var strange = office.signer.create(KeyKind.P256);
    var catalogued = office.issuer.signingKey(KeyKind.P256).orElseThrow();
    office.catalog.put(
        new Issuer(
            Demo.ISSUER,
            office.issuer.profile(),
            List.of(
                new SigningKey(strange.keyArn(), catalogued.publicKey()),
                office.issuer.signingKey(KeyKind.ED25519).orElseThrow()),
            2));

    assertThat(office.award(AWARD, "key-1").status()).isEqualTo(503);
    assertThat(office.records.count()).isZero();
  }

  private static String people(String... keys) {
    return "{\"recipients\":["
        + String.join(
            ",",
            List.of(keys).stream()
                .map(key -> "{\"key\":\"%s\",\"name\":\"Ada %s\"}".formatted(key, key))
                .toList())
        + "]}";
  }

  private static List<String> ids(HttpResponse response) {
    return Demo.object(IssueFixture.text(response)).list("results").stream()
        .map(result -> ((JsonObject) result).string("id").orElseThrow())
        .toList();
  }

  private void nothingHappened() {
    assertThat(office.signer.faults().calls()).isZero();
    assertThat(office.records.count()).isZero();
  }

  private static CompactJws jws(JsonObject result) {
    return switch (CompactJws.read(result.string("jwt").orElseThrow())) {
      case CompactJws.Reading.Read(var jws) -> jws;
      case CompactJws.Reading.Refused(var reason) -> throw new AssertionError(reason);
    };
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
