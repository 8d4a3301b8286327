package org.sceau.functions.issue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.functions.issue.IssueFixture.assertRefused;
import static org.sceau.functions.issue.IssueFixture.assertStatus;
import static org.sceau.functions.issue.IssueFixture.bearer;
import static org.sceau.functions.issue.IssueFixture.json;
import static org.sceau.functions.issue.IssueFixture.jws;
import static org.sceau.functions.issue.IssueFixture.limitedTo;
import static org.sceau.functions.issue.IssueFixture.only;
import static org.sceau.functions.issue.IssueFixture.text;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.catalog.IssuingSettings;
import org.sceau.records.catalog.IssuingSettings.Form;
import org.sceau.records.catalog.IssuingSettings.Kind;
import org.sceau.records.catalog.Scope;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.testing.Demo;

/** {@code POST /credentials/issue}. */
class IssueCredentialRouteTest {

  private static final String DID = Demo.DEPLOYMENT.webDid(Demo.ISSUER);

  private static final JsonObject BADGE =
      Demo.object(
          """
          {"@context":["https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
           "type":["VerifiableCredential","OpenBadgeCredential"],
           "name":"Analyse de données",
           "credentialSubject":{"type":["AchievementSubject"],
            "identifier":[{"type":"IdentityObject","hashed":false,"identityHash":"S-12",
             "identityType":"sourcedId"}],
            "achievement":{"id":"https://issuer.example/a/1","type":["Achievement"],
             "name":"Analyse de données","description":"Lire des données.",
             "criteria":{"narrative":"Un projet."}}}}
          """);

  private static final JsonObject DEGREE =
      Demo.object(
          """
          {"@context":["https://www.w3.org/ns/credentials/v2",
            "https://www.w3.org/ns/credentials/examples/v2"],
           "type":["VerifiableCredential","ExampleDegreeCredential"],
           "credentialSubject":{"id":"did:example:subject",
            "degree":{"type":"ExampleBachelorDegree","name":"Licence"}}}
          """);

  private final IssueFixture fixture = new IssueFixture();

  @Test
  void aBadgeIsCompletedWithWhatOnlySceauSets() {
    var embedded = embedded(issue(BADGE));
    var kept = kept(embedded.string("id").orElseThrow());

    assertThat(embedded.get("issuer")).isEqualTo(fixture.issuer.profile().toJson(DID));
    assertThat(embedded.string("validFrom")).contains("2026-01-15T10:00:00Z");
    assertThat(embedded.list("credentialSchema")).hasSize(1);
    assertThat(embedded.object("credentialSubject").flatMap(subject -> subject.string("id")))
        .get()
        .asString()
        .startsWith("urn:uuid:");
    assertThat(embedded.object("credentialStatus").flatMap(entry -> entry.string("id")))
        .contains(
            Demo.DEPLOYMENT.statusListUrl(kept.position().list()) + "#" + kept.position().index());
    assertThat(Demo.object(kept.secured().embedded())).isEqualTo(embedded);
    assertThat(kept.achievement()).isNull();
  }

  @Test
  void itsProofIsOneByTheIssuersKey() {
    assertThat(fixture.verify(embedded(issue(BADGE))))
        .isInstanceOf(DataIntegrity.Verification.Verified.class);
  }

  @Test
  void theLinkIsItsLocation() {
    var answer = fixture.issue(body(BADGE));

    assertThat(embedded(answer).string("id")).contains(link(answer));
  }

  @Test
  void whoAsksForAJwtGetsItInAnEnvelope() {
    assertIsEnveloped(fixture.issue(body(BADGE, "{\"mediaType\":\"application/vc+jwt\"}"), null));
  }

  @Test
  void theIssuersSettingDecidesTheFormWhereNothingIsSaid() {
    fixture.settings(new IssuingSettings(Kind.OPEN_BADGES, Form.JWT));

    assertIsEnveloped(fixture.issue(body(BADGE)));
    assertThat(
            embedded(fixture.issue(body(BADGE, "{\"mediaType\":\"application/vc\"}"), null))
                .has("proof"))
        .isTrue();
  }

  @Test
  void theSameKeyGivesTheSameCredential() {
    var first = fixture.issue(body(BADGE), "key-1");
    var again = fixture.issue(body(BADGE), "key-1");

    assertStatus(again, 201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(fixture.records.count()).isEqualTo(1);
  }

  @Test
  void theKeyOfAnotherCredentialOrAwardIsRefused() {
    issue(BADGE, "key-1");
    only(fixture.award(Demo.awardBody(), "key-2"));

    assertRefused(fixture.issue(body(BADGE, "{}"), "key-1"), 409, "idempotency-key-reused");
    assertRefused(fixture.issue(body(BADGE), "key-2"), 409, "idempotency-key-reused");
    assertThat(fixture.records.count()).isEqualTo(2);
  }

  @Test
  void whatWasErasedIsNotIssuedAgain() {
    var id = embedded(issue(BADGE, "key-1")).string("id").orElseThrow();
    CredentialStore records = fixture.records;
    assertThat(records.erase(kept(id).id(), Demo.ISSUER, Demo.NOW)).isPresent();

    assertRefused(fixture.issue(body(BADGE), "key-1"), 410, "erased");
  }

  @Test
  void anIssuerOfOpenBadgesIssuesNothingElse() {
    assertNotIssued(DEGREE, "/credential/type");
  }

  @Test
  void anIssuerWithTheSettingIssuesWhateverTheDataModelAllows() {
    fixture.allowAnyCredential();

    var embedded = embedded(issue(DEGREE));

    assertThat(embedded.string("issuer")).contains(DID);
    assertThat(embedded.get("@context")).isEqualTo(DEGREE.get("@context"));
    assertThat(embedded.get("credentialSubject")).isEqualTo(DEGREE.get("credentialSubject"));
    assertThat(embedded.get("proof")).isInstanceOf(JsonObject.class);
  }

  /** The schema wants an array of proofs, by whichever of its two names a badge goes. */
  @ParameterizedTest
  @ValueSource(strings = {"OpenBadgeCredential", "AchievementCredential"})
  void aBadgeHasItsProofInAnArray(String type) {
    fixture.allowAnyCredential();

    var embedded =
        embedded(issue(BADGE.with("type", JsonArray.ofStrings("VerifiableCredential", type))));

    assertThat(embedded.get("proof")).isInstanceOf(JsonArray.class);
    assertThat(embedded.list("credentialSchema")).hasSize(1);
  }

  @Test
  void aTextThatTurnsTheDirectionOfWritingIsRefusedWhateverTheCredential() {
    fixture.allowAnyCredential();

    var contexts =
        JsonArray.ofStrings(
            "https://www.w3.org/ns/credentials/v2",
            "https://www.w3.org/ns/credentials/undefined-terms/v2");
    assertNotIssued(
        DEGREE.with("name", new JsonString("a\u202eb")), "\"path\":\"/credential/name\"");
    assertNotIssued(
        withSubject(DEGREE, "{\"a\\u202eb\":\"text\"}").with("@context", contexts),
        "member's name");
  }

  @Test
  void whatTheIssuerSaysOfItselfIsKept() {
    fixture.allowAnyCredential();
    var self = Demo.object("{\"id\":\"%s\",\"name\":\"L'université\"}".formatted(DID));

    assertThat(embedded(issue(DEGREE.with("issuer", self))).get("issuer")).isEqualTo(self);
  }

  @Test
  void aTimeIsKeptAsItIsWrittenAndCountsInItsJwtByTheSecond() {
    fixture.allowAnyCredential();

    var embedded =
        embedded(issue(DEGREE.with("validFrom", new JsonString("2026-01-15T11:30:00.750+01:00"))));

    var kept = kept(embedded.string("id").orElseThrow());
    assertThat(embedded.string("validFrom")).contains("2026-01-15T11:30:00.750+01:00");
    assertThat(kept.validity().validFrom()).isEqualTo("2026-01-15T10:30:00Z");
    assertThat(Demo.object(new String(payload(kept), UTF_8)).number("nbf").orElseThrow().literal())
        .isEqualTo("1768473000");
  }

  @Test
  void anIdOfItsOwnIsKeptAndTheStatusEntryLeadsToTheLink() {
    fixture.allowAnyCredential();

    var answer =
        issue(DEGREE.with("id", new JsonString("https://university.example/credentials/7")));

    var embedded = embedded(answer);
    var link = link(answer);
    assertThat(embedded.string("id")).contains("https://university.example/credentials/7");
    assertThat(embedded.object("credentialStatus").flatMap(entry -> entry.string("id")))
        .contains(link + "#status");
    assertThat(Demo.object(new String(payload(kept(link)), UTF_8)).string("jti"))
        .contains("https://university.example/credentials/7");
  }

  @Test
  void aBadgeOfAnIssuerWithTheSettingIsHeldAgainstItsSchemaAllTheSame() {
    fixture.allowAnyCredential();
    var nameless = subject(BADGE).object("achievement").orElseThrow().without("name");

    assertNotIssued(
        BADGE.with("credentialSubject", subject(BADGE).with("achievement", nameless)),
        "/credential/credentialSubject/achievement");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id", "proof", "credentialStatus", "credentialSchema", "validFrom", "jti", "exp"})
  void whatOnlySceauSetsIsRefusedByItsName(String name) {
    var answer = fixture.issue(body(BADGE.with(name, new JsonString("x"))), null);

    assertRefused(answer, 400, "/credential/" + name);
    assertThat(text(answer)).contains("Leave this out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "@context | \"https://www.w3.org/ns/credentials/v2\"",
        "@context | [\"https://issuer.example/v1\"]",
        "@context | [\"https://www.w3.org/ns/credentials/v2\",\"https://issuer.example/v1\"]",
        "type | \"VerifiableCredential\"",
        "type | [\"VerifiableCredential\",7]",
        "type | [\"ExampleDegreeCredential\"]",
        "issuer | 7",
        "issuer | \"https://other.example\"",
        "issuer | {\"name\":\"nobody\"}",
        "id | \"not a url\"",
        "id | \"https://sceau.example/c/AAAAAAAAAAAAAAAAAAAAAA\"",
        "credentialSubject | \"did:example:subject\"",
        "credentialSubject | []",
        "@context | [\"https://www.w3.org/ns/credentials/v2\"]",
        "validFrom | \"yesterday\"",
        "validUntil | \"2020-01-01T00:00:00Z\"",
        "evidence | \"none\"",
        "termsOfUse | {\"id\":\"https://issuer.example/terms\"}",
      })
  void whatIsIllFormedIsRefusedWithItsPathAndNothingIsSigned(String name, String value) {
    fixture.allowAnyCredential();
    var wrong =
        DEGREE.with(name, Demo.object("{\"v\":[%s]}".formatted(value)).list("v").getFirst());

    assertNotIssued(wrong, "\"path\":\"/credential");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | /credential",
        "{\"credential\":[]} | /credential",
        "{\"credential\":{},\"option\":{}} | /option",
        "{\"credential\":{},\"options\":{\"credentialId\":\"x\"}} | /options/credentialId",
        "{\"credential\":{},\"options\":{\"mandatoryPointers\":[]}} | /options/mandatoryPointers",
        "{\"credential\":{},\"options\":{\"mediaType\":\"text/html\"}} | /options/mediaType",
        "{\"credential\":{}} | /credential/credentialSubject",
      })
  void aBodyThatIsNoRequestSaysWhere(String body, String path) {
    assertRefused(fixture.issue(body), 400, "\"path\":\"" + path + "\"");
  }

  /** Its RDF is that of a plain credential, whose proof would hold for either. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"https://schema.org/description\":\"Text\"}",
        "{\"description\":{\"@value\":\"Text\"}}",
        "{\"evidence\":{\"@type\":\"ExampleBachelorDegree\",\"name\":\"Text\"}}"
      })
  void aCredentialThatCannotBeReadSafelyIsRefusedBeforeItIsSigned(String members) {
    fixture.allowAnyCredential();

    assertNotIssued(withSubject(DEGREE, members), "cannot be read safely");
  }

  @Test
  void aCredentialTooLargeForTheRecordIsRefusedBeforeItIsSigned() {
    fixture.allowAnyCredential();

    assertNotIssued(DEGREE.with("description", new JsonString("x".repeat(150_000))), "bytes");
  }

  @Test
  void whoIssuesTooFastIsToldToWaitAndNothingIsSigned() {
    var busy = limitedTo(10);
    for (int i = 0; i < 100; i++) {
      assertThat(busy.issue(body(BADGE), "key-" + i).status()).isEqualTo(201);
    }
    int signed = busy.signer.faults().calls();

    assertRefused(busy.issue(body(BADGE), "key-100"), 429, "Retry-After");
    assertThat(busy.signer.faults().calls()).isEqualTo(signed);
    assertThat(busy.issue(body(BADGE), "key-7").status()).isEqualTo(201);
  }

  /** Nine times the same alignment in each of two equal results: threats A4, row 73. */
  @Test
  void aPoisonGraphIsRefusedBeforeAnythingIsSigned() {
    var alignment =
        Demo.object(
            """
            {"type":["Alignment"],"targetName":"x","targetUrl":"https://issuer.example/x"}
            """);
    var result =
        JsonObject.builder()
            .put("type", JsonArray.ofStrings("Result"))
            .put("value", "1")
            .put("alignment", new JsonArray(Collections.nCopies(9, alignment)))
            .build();
    var subject = subject(BADGE).with("result", new JsonArray(Collections.nCopies(2, result)));

    assertNotIssued(BADGE.with("credentialSubject", subject), "/credential");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /hashed       | {"identityType":"emailAddress","identityHash":"learner@example.org","hashed":false}
          /hashed       | {"identityType":"nationalIdentityNumber","identityHash":"1","hashed":false}
          /identityHash | {"identityType":"emailAddress","identityHash":"%1$s","hashed":true,"salt":"%2$s"}
          /identityHash | {"identityType":"emailAddress","identityHash":"md5$00","hashed":true,"salt":"%2$s"}
          /salt         | {"identityType":"emailAddress","identityHash":"sha256$%1$s","hashed":true}
          /salt         | {"identityType":"emailAddress","identityHash":"sha256$%1$s","hashed":true,"salt":"5a1t"}
          """)
  void whomABadgeNamesIsNotGivenAwayByIt(String path, String identity) {
    assertNotIssued(naming(identity), "/credential/credentialSubject/identifier/0" + path);
  }

  @Test
  void aHashUnderASaltOfItsOwnNamesARecipient() {
    issue(
        naming(
            """
            {"identityType":"emailAddress","identityHash":"sha256$%1$s","hashed":true,"salt":"%2$s"}
            """));
  }

  private static JsonObject naming(String identity) {
    var named =
        Demo.object(identity.formatted("0a".repeat(32), "5f".repeat(16)))
            .with("type", new JsonString("IdentityObject"));
    return BADGE.with("credentialSubject", subject(BADGE).with("identifier", JsonArray.of(named)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /name                  | {"name":"a\\u202eb"}
          /description           | {"description":"a\\u0000b"}
          /tag/1                 | {"tag":["a","b\\u2066"]}
          /criteria/narrative    | {"criteria":{"narrative":"[x](javascript:alert(1))"}}
          /criteria/narrative    | {"criteria":{"narrative":"> [a]: javascript:alert(1)\\n\\n[a]"}}
          /criteria/narrative    | {"criteria":{"narrative":"a <script>alert(1)</script>"}}
          /image/id              | {"image":{"id":"javascript:alert(1)","type":"Image"}}
          /image/id              | {"image":{"id":"data:image/svg+xml,<svg/>","type":"Image"}}
          /image/id              | {"image":{"id":"http://issuer.example/a.png","type":"Image"}}
          /image/id              | {"image":{"id":"file:///etc/passwd","type":"Image"}}
          """)
  void aBadgeBringsNothingToThoseWhoOpenItButTextAndPictures(String path, String member) {
    assertNotIssued(withAchievement(member), "/credential/credentialSubject/achievement" + path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /credentialSubject/narrative                            | {"credentialSubject":{"id":"did:example:subject","narrative":"%s"}}
          /evidence/0/narrative                                   | {"evidence":[{"type":["Evidence"],"narrative":"%s"}]}
          /evidence/narrative                                     | {"evidence":{"type":["Evidence"],"narrative":"%s"}}
          /endorsement/0/credentialSubject/endorsementComment     | {"endorsement":[{"credentialSubject":{"endorsementComment":"%s"}}]}
          """)
  void everyMarkdownOfABadgeIsChecked(String path, String members) {
    assertNotIssued(
        with(BADGE, members.formatted("- [a]: javascript:alert(1)")), "/credential" + path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"image\":{\"id\":\"https://issuer.example/a.png\",\"type\":\"Image\"}}",
        "{\"image\":{\"id\":\"data:image/png;base64,iVBORw0KGgo=\",\"type\":\"Image\"}}",
        "{\"criteria\":{\"narrative\":\"[x](https://issuer.example/)\\n`<script>`\"}}"
      })
  void whatIsTextOrAPictureIsTaken(String member) {
    issue(withAchievement(member));
  }

  private static JsonObject withAchievement(String members) {
    var achievement = subject(BADGE).object("achievement").orElseThrow();
    return BADGE.with(
        "credentialSubject", subject(BADGE).with("achievement", with(achievement, members)));
  }

  private static JsonObject withSubject(JsonObject credential, String members) {
    return credential.with("credentialSubject", with(subject(credential), members));
  }

  private static JsonObject subject(JsonObject credential) {
    return credential.object("credentialSubject").orElseThrow();
  }

  private static JsonObject with(JsonObject base, String members) {
    var whole = base;
    for (var member : Demo.object(members).members().entrySet()) {
      whole = whole.with(member.getKey(), member.getValue());
    }
    return whole;
  }

  private void assertNotIssued(JsonObject credential, String text) {
    assertRefused(fixture.issue(body(credential)), 400, text);
    fixture.assertNothingIssued();
  }

  @Test
  void whoMayNotAwardMayNotIssue() {
    var reader = bearer(Demo.ISSUER, Scope.READ);

    assertStatus(fixture.issue(body(BADGE), null, reader), 403);
  }

  @Test
  void itIsListedAndReadBackWithoutAnAchievement() {
    var id = kept(embedded(issue(BADGE)).string("id").orElseThrow()).id().value();

    var listed =
        (JsonObject) Demo.object(text(fixture.list(Map.of()))).list("credentials").getFirst();
    var readBack = Demo.object(text(fixture.readBack(id)));

    assertThat(listed.string("id")).contains(id);
    assertThat(listed.has("achievement") || listed.has("achievementVersion")).isFalse();
    assertThat(readBack.string("status")).contains("active");
  }

  private HttpResponse issue(JsonObject credential) {
    return issue(credential, null);
  }

  private HttpResponse issue(JsonObject credential, @Nullable String idempotencyKey) {
    var answer = fixture.issue(body(credential), idempotencyKey);
    assertThat(answer.status()).as(text(answer)).isEqualTo(201);
    return answer;
  }

  private static String body(JsonObject credential) {
    return JsonWriter.write(new JsonObject(Map.of("credential", credential)));
  }

  private static String body(JsonObject credential, String options) {
    return JsonWriter.write(
        JsonObject.builder()
            .put("credential", credential)
            .put("options", Demo.object(options))
            .build());
  }

  private static JsonObject embedded(HttpResponse answer) {
    return json(answer, 201).object("verifiableCredential").orElseThrow();
  }

  private static String link(HttpResponse answer) {
    return requireNonNull(answer.headers().get("location"));
  }

  private IssuedCredential kept(String link) {
    return fixture.kept(link.substring(link.lastIndexOf('/') + 1));
  }

  private static byte[] payload(IssuedCredential kept) {
    return jws(kept.secured().jwt()).payload();
  }

  private void assertIsEnveloped(HttpResponse answer) {
    var envelope = embedded(answer);
    assertThat(envelope.string("type")).contains("EnvelopedVerifiableCredential");
    assertThat(envelope.string("id"))
        .contains("data:application/vc+jwt," + kept(link(answer)).secured().jwt());
  }
}
