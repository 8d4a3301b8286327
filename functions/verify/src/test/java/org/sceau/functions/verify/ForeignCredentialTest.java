package org.sceau.functions.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.at;
import static org.sceau.testing.JsonEdits.json;
import static org.sceau.testing.JsonEdits.set;
import static org.sceau.testing.JsonEdits.value;
import static org.sceau.verification.ProblemCode.ISSUER_UNUSABLE;
import static org.sceau.verification.ProblemCode.KEY_NOT_OF_ISSUER;
import static org.sceau.verification.ProblemCode.PROOF_INVALID;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.Base64Url;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.verification.Check;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.Outcome;
import org.sceau.verification.ProblemCode;
import org.sceau.verification.TrustRegistry;
import org.sceau.verification.VerificationProblem;
import org.sceau.verification.VerificationReport;
import org.sceau.verification.VerificationReport.Verdict;

class ForeignCredentialTest extends ExternalIssuerFixture {

  private final CredentialVerifier verifier = verifier();

  @Test
  void anyonesCredentialIsVerifiedInBothForms() {
    for (var report :
        List.of(verifier.verify(jws(credential())), verifier.verify(embedded(credential())))) {
      assertThat(report.outcomes()).containsEntry(Check.STATUS, new Outcome.Passed());
      assertVerified(report);
      var proven = report.proven().orElseThrow();
      assertThat(proven.issuer().name()).isEqualTo("Uni");
      assertThat(proven.verificationMethod()).startsWith(DID + "#key-");
    }
    // One document for both, and one list.
    assertThat(web.fetched).containsExactly(DOCUMENT, LIST);
  }

  @Test
  void aBadSignatureCausesNoFetchButOfTheIssuersDocument() {
    assertRefused(verifier.verify(jws(KID, credential(), attackerKey)), ProblemCode.PROOF_INVALID);
    assertThat(web.fetched).containsExactly(DOCUMENT);

    web.fetched.clear();
    var tampered = embedded(credential()).with("name", text("Other"));
    var fresh = verifier();
    assertRefused(fresh.verify(tampered), ProblemCode.PROOF_INVALID);
    assertThat(web.fetched).containsExactly(DOCUMENT);
  }

  /** Row 1. */
  @Test
  void theKeyOfAStrangerDoesNotSpeakForTheIssuer() {
    var multikey = Multikey.encode(attackerKey.publicKey());
    var didKey = "did:key:" + multikey + "#" + multikey;

    assertRefused(verifier.verify(jws(didKey, credential(), attackerKey)), KEY_NOT_OF_ISSUER);
    assertRefused(verifier.verify(embedded(credential(), didKey, attackerKey)), KEY_NOT_OF_ISSUER);
    assertThat(web.fetched).isEmpty();
  }

  /** Row 2. */
  @Test
  void aKeyInTheFragmentIsNotOneOfTheDocument() {
    var kid = DID + "#" + Multikey.encode(attackerKey.publicKey());

    assertRefused(verifier.verify(jws(kid, credential(), attackerKey)), KEY_NOT_OF_ISSUER);
    assertRefused(verifier.verify(embedded(credential(), kid, attackerKey)), KEY_NOT_OF_ISSUER);
    assertThat(web.fetched).containsExactly(DOCUMENT);
  }

  /** Row 3. */
  @Test
  void aKeyInTheHeaderCountsIfTheIssuerListsIt() {
    var header = header("").without("kid");
    var own = header.with("jwk", key.publicKey().toJson());
    var strangers = header.with("jwk", attackerKey.publicKey().toJson());

    var report = verifier.verify(jws(own, credential(), key));
    assertVerified(report);
    assertThat(report.proven().orElseThrow().verificationMethod()).isEqualTo(KID);
    assertRefused(verifier.verify(jws(strangers, credential(), attackerKey)), KEY_NOT_OF_ISSUER);
    assertVerified(verifier.verify(jws(own.with("kid", text(KID)), credential(), key)));
    assertRefused(
        verifier.verify(jws(strangers.with("kid", text(KID)), credential(), attackerKey)),
        PROOF_INVALID);
  }

  /** Row 3. */
  @ParameterizedTest
  @ValueSource(strings = {"jku", "x5u", "crit", "b64", "zip"})
  void aHeaderThatBringsAKeyAlongIsNotFollowed(String member) {
    var header = header(KID).with(member, text("https://recording.example/keys"));

    assertThat(verifier.verify(jws(header, credential(), key)).verdict())
        .isEqualTo(Verdict.NOT_VERIFIED);
    assertThat(web.fetched).isEmpty();
  }

  /** VC-JOSE-COSE, section 3.1.3: these dates are the signature's, and both have to hold. */
  @Test
  void theLaterBeginningAndTheEarlierEndCount() {
    var credential = credential().with("validUntil", text("2029-01-15T10:00:00Z"));
    var at = NOW.getEpochSecond();

    assertVerified(verifier.verify(jws(credential.with("exp", JsonNumber.of(at + 1)))));
    assertProblem(ProblemCode.EXPIRED, credential.with("exp", JsonNumber.of(at)));
    assertProblem(ProblemCode.NOT_YET_VALID, credential.with("nbf", JsonNumber.of(at + 61)));
    var ended = credential.with("validUntil", text("2026-03-20T14:05:00Z"));
    assertProblem(ProblemCode.EXPIRED, ended.with("exp", JsonNumber.of(at + 100)));
    var early = credential.with("validFrom", text("2026-03-20T14:06:01Z"));
    assertProblem(ProblemCode.NOT_YET_VALID, early.with("nbf", JsonNumber.of(at - 100)));
    for (var bad : List.of("\"1893456000\"", "9e15", "-1", "true")) {
      assertProblem(ProblemCode.CONTRADICTION, credential.with("exp", value(bad)));
    }
  }

  private void assertProblem(ProblemCode code, JsonObject claims) {
    assertFails(verifier.verify(jws(claims)), code);
  }

  /** Data Model v2.0, section 4.9. */
  @Test
  void aDateWithoutAZoneIsInUtc() {
    var credential =
        credential()
            .with("validFrom", text("2026-01-15T10:00:00"))
            .with("validUntil", text("2026-03-20T14:05:00"));
    assertProblem(ProblemCode.EXPIRED, credential);
    now = NOW.minusSeconds(1);
    var report = verifier.verify(embedded(credential));
    assertVerified(report);
    assertThat(report.proven().orElseThrow().facts().validUntil()).contains(NOW);
  }

  /** Open Badges 3.0, section 8.2.4, has keys lie by themselves, where anyone of a host may. */
  @Test
  void aKeyBesideTheIssuersDocumentIsNeitherTakenNorCalledFalse() {
    var issuer = "https://platform.example/issuers/uni";
    for (var kid :
        List.of("https://platform.example/keys/1", "https://platform.example/issuers/other#1")) {
      assertUndecided(
          verifier.verify(jws(kid, ofIssuer(issuer), key)), ProblemCode.PROOF_UNSUPPORTED);
    }
    assertRefused(
        verifier.verify(jws("https://else.example/keys/1", ofIssuer(issuer), key)),
        KEY_NOT_OF_ISSUER);
    var bare = "https://platform.example";
    assertUndecided(
        verifier.verify(jws(bare + "/keys/1", ofIssuer(bare), key)), ProblemCode.PROOF_UNSUPPORTED);
    assertRefused(
        verifier.verify(jws(bare + ".else.example/keys/1", ofIssuer(bare), key)),
        KEY_NOT_OF_ISSUER);
    assertThat(web.fetched).isEmpty();
  }

  @Test
  void aTypeThatNothingDefinesIsRefusedInEveryForm() {
    var credential = credential().with("type", texts("VerifiableCredential", "Diploma"));
    assertRefused(verifier.verify(jws(credential)), ProblemCode.NOT_A_CREDENTIAL);
    assertRefused(
        verifier.verify(
            embedded(credential()).with("type", texts("VerifiableCredential", "Diploma"))),
        ProblemCode.NOT_A_CREDENTIAL);
    assertThat(web.fetched).isEmpty();
  }

  /** Contexts that were added to a signed document since are not the issuer's words. */
  @Test
  void whatIsReportedIsWhatWasSigned() {
    var signed =
        secured(
            credential(),
            DataIntegrity.proofOptions(Cryptosuite.EDDSA_JCS_2022, VALID_FROM, ED_KID)
                .with("@context", texts(V2)),
            edKey);
    var more = signed.with("@context", texts(V2, "https://www.w3.org/ns/credentials/examples/v2"));

    var report = verifier.verify(more);

    assertVerified(report);
    assertThat(report.proven().orElseThrow().credential()).isEqualTo(credential());
  }

  /** Row 4. */
  @Test
  void aKeyForAnotherPurposeDoesNotAssert() {
    web.publish(DOCUMENT, document().with("assertionMethod", texts(ED_KID)));
    assertRefused(verifier.verify(jws(credential())), KEY_NOT_OF_ISSUER);

    var secured = embedded(credential());
    assertRefused(
        verifier.verify(set(secured, "/proof/proofPurpose", "authentication")),
        ProblemCode.PROOF_INVALID);
  }

  /** Row 5. */
  @Test
  void aKeyThatAnotherControlsIsNotTheIssuers() {
    web.publish(DOCUMENT, documentWithMethod("controller", text("did:web:else.example")));

    assertRefused(verifier.verify(jws(credential())), KEY_NOT_OF_ISSUER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"revoked", "expires"})
  void aKeyThatHasEndedSignsNothingAnyMore(String member) {
    web.publish(DOCUMENT, documentWithMethod(member, text("2026-03-20T14:04:59Z")));
    assertRefused(verifier.verify(jws(credential())), KEY_NOT_OF_ISSUER);

    web.publish(DOCUMENT, documentWithMethod(member, text("2026-03-21T00:00:00Z")));
    assertVerified(verifySigned(credential()));

    web.publish(DOCUMENT, documentWithMethod(member, text("tomorrow")));
    assertRefused(verifySigned(credential()), KEY_NOT_OF_ISSUER);
  }

  /** Row 36. */
  @Test
  void nothingElseInACredentialIsEverFetched() {
    var elsewhere =
        json(
            """
            {"id":"https://recording.example/x","type":"https://types.example/Thing"}
            """);
    var credential =
        credential()
            .with("refreshService", elsewhere)
            .with("evidence", elsewhere)
            .with("termsOfUse", elsewhere)
            .with("credentialSchema", elsewhere)
            .with("endorsementJwt", texts("https://recording.example/e"));

    var report = verifier.verify(jws(credential));

    assertVerified(report);
    assertThat(report.outcome(Check.SCHEMA)).isEqualTo(new Outcome.NotChecked());
    assertThat(web.fetched).containsExactly(DOCUMENT, LIST);
  }

  @Test
  void keysWithinTheIdNeedNoDocument() {
    for (var key : List.of(key, edKey)) {
      var multikey = Multikey.encode(key.publicKey());
      var did = "did:key:" + multikey;
      var credential = ofIssuer(did);
      assertVerified(verifier.verify(embedded(credential, did + "#" + multikey, key)));
    }
    var did = "did:jwk:" + encoded(key.publicKey().toJson());
    assertVerified(verifier.verify(jws(did + "#0", ofIssuer(did), key)));
    assertRefused(verifier.verify(jws(did + "#1", ofIssuer(did), key)), KEY_NOT_OF_ISSUER);
    assertThat(web.fetched).isEmpty();
  }

  private static String encoded(JsonObject json) {
    return Base64Url.encode(JsonWriter.writeBytes(json));
  }

  /** Row 51. */
  @Test
  void aDidOfNoKeyThatSignsIsNotFollowed() {
    var multikey = Multikey.encode(key.publicKey());
    for (var did :
        List.of(
            "did:key:" + multikey + "/path",
            "did:key:" + multikey + "?query",
            "did:key:" + multikey + "1",
            "did:key:u" + multikey.substring(1),
            "did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc",
            "did:key:",
            "did:jwk:eyJ9",
            "did:jwk:" + Base64Url.encode("{\"kty\":\"oct\",\"k\":\"AA\"}".getBytes(UTF_8)),
            "did:jwk:" + encoded(key.publicKey().toJson().with("use", text("enc"))),
            "did:ion:abc",
            "did:ethr:0x00",
            "urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11",
            "http://uni.example/issuer",
            "https://uni.example/issuer#me")) {
      assertUndecided(
          verifier.verify(jws(did + "#" + multikey, ofIssuer(did), key)), ISSUER_UNUSABLE);
    }
    assertRefused(
        verifier.verify(
            jws("did:key:" + multikey + "#other", ofIssuer("did:key:" + multikey), key)),
        KEY_NOT_OF_ISSUER);
    assertThat(web.fetched).isEmpty();
  }

  @Test
  void anIssuerByHttpsHasADocumentToo() {
    var issuer = "https://uni.example/issuers/1";
    web.publish(
        issuer,
        json(
            JsonWriter.write(document())
                .replace(DID + "#", issuer + "#")
                .replace("\"" + DID + "\"", "\"" + issuer + "\"")));

    assertVerified(verifier.verify(jws(issuer + "#key-1", ofIssuer(issuer), key)));
    assertThat(web.fetched).containsExactly(issuer);
  }

  /** Rows 43 and 47: what the name of a did:web leads to. */
  @Test
  void aDidWebLeadsToItsDocument() {
    var paths =
        Map.of(
            "did:web:uni.example", "https://uni.example/.well-known/did.json",
            "did:web:Uni.Example", "https://uni.example/.well-known/did.json",
            "did:web:uni.example:a:b-c", "https://uni.example/a/b-c/did.json",
            "did:web:uni.example%3A8443", "https://uni.example:8443/.well-known/did.json",
            "did:web:uni.example:8443", "https://uni.example/8443/did.json");
    paths.forEach((did, url) -> {
      web.fetched.clear();
      verifier.verify(jws(did + "#key-1", ofIssuer(did), key));
      assertThat(web.fetched).as(did).containsExactly(url);
    });
  }

  /** Row 43. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "did:web:", "did:web::", "did:web:.",
        "did:web:uni.example:", "did:web:uni.example::a", "did:web:uni.example:..",
        "did:web:uni.example:.:a", "did:web:uni.example:a%2Fb", "did:web:uni.example:%2e%2e",
        "did:web:uni.example%2Fa", "did:web:uni.example%2F..%2Fa", "did:web:uni.example/a",
        "did:web:uni.example?a", "did:web:uni.example%3A", "did:web:uni.example%3Ax",
        "did:web:uni.example%3A0443", "did:web:uni.example%3A443%3A80", "did:web:user@uni.example",
        "did:web:user%40uni.example", "did:web:uni.example%00", "did:web:uni.example%23",
        "did:web:uni.example%5C", "did:web:%5B%3A%3A1%5D", "did:web:uni..example",
        "did:web:.uni.example", "did:web:uni.example.", "did:web:uni_.example",
        "did:web:-uni.example", "did:web:uni-.example", "did:web:uni.example.256",
        "did:web:uni.example:a~b", "did:web:uni.example:a;b", "did:web:uni.example:a+b"
      })
  void aDidWebOfAnotherFormLeadsNowhere(String did) {
    var report = verifier.verify(jws(did + "#key-1", ofIssuer(did), key));

    assertThat(report.verdict()).isNotEqualTo(Verdict.VERIFIED);
    assertThat(report.proven()).isEmpty();
    assertThat(web.fetched).isEmpty();
  }

  @Test
  void anIdIsAtMostTwoThousandCharacters() {
    var longest = "did:web:uni.example:" + "a".repeat(255) + (":" + "a".repeat(255)).repeat(6);
    var https = "https://uni.example/";
    for (var id :
        List.of(
            longest + ":" + "a".repeat(2_048 - longest.length() - 1), https + "a".repeat(2_028))) {
      var _ = verifier.verify(jws(id + "#key-1", ofIssuer(id), key));
      assertThat(web.fetched).as("looked up").hasSize(1);
      web.fetched.clear();
      var longer = id + "a";
      assertUndecided(
          verifier.verify(jws(longer + "#key-1", ofIssuer(longer), key)), ISSUER_UNUSABLE);
      assertThat(web.fetched).isEmpty();
    }
  }

  @Test
  void aDocumentHasAtMostTwoHundredMethods() {
    var methods = new ArrayList<>(document().array("verificationMethod").orElseThrow().items());
    var last = (JsonObject) methods.getLast();
    while (methods.size() < 200) {
      methods.add(last.with("id", text(DID + "#more-" + methods.size())));
    }
    web.publish(DOCUMENT, document().with("verificationMethod", new JsonArray(methods)));
    assertVerified(verifySigned(credential()));

    methods.add(last.with("id", text(DID + "#one-more")));
    web.publish(DOCUMENT, document().with("verificationMethod", new JsonArray(methods)));
    assertUndecided(verifySigned(credential()), ISSUER_UNUSABLE);
  }

  /** Row 47. */
  @Test
  void aDocumentThatIsNotTheOneAskedForIsNotGoneBy() {
    var first = at(document(), "/verificationMethod/0");
    var other = set((JsonObject) first, "/publicKeyJwk", attackerKey.publicKey().toJson());
    for (var document :
        List.of(
            document().with("id", text("did:web:else.example")),
            document().without("id"),
            document().with("verificationMethod", JsonArray.of(first, other)),
            document()
                .with("verificationMethod", new JsonArray(Collections.nCopies(10_000, first))),
            document().with("verificationMethod", texts("x")),
            document().with("assertionMethod", JsonArray.of(JsonArray.of())))) {
      web.publish(DOCUMENT, document);
      assertUndecided(verifySigned(credential()), ISSUER_UNUSABLE);
    }
    for (var text : List.of("", "[]", "<html>", "{\"id\":1,\"id\":2}", "{}{}")) {
      web.publish(DOCUMENT, text);
      assertUndecided(verifySigned(credential()), ISSUER_UNUSABLE);
    }
  }

  /** Row 47. */
  @Test
  void aMethodOfAnothersIsNotTheIssuers() {
    var others = "did:web:else.example#key-1";
    web.publish(DOCUMENT, json(JsonWriter.write(document()).replace(KID, others)));

    assertRefused(verifier.verify(jws(others, credential(), key)), KEY_NOT_OF_ISSUER);
    assertRefused(verifier.verify(jws(credential())), KEY_NOT_OF_ISSUER);
  }

  @Test
  void methodsMayBeEmbeddedOrRelative() {
    var relative = at(documentWithMethod("id", text("#key-1")), "/verificationMethod/0");
    web.publish(
        DOCUMENT,
        document().without("verificationMethod").with("assertionMethod", JsonArray.of(relative)));
    assertThat(verifier.verify(jws(credential())).proven()).isPresent();

    web.publish(
        DOCUMENT,
        document()
            .with("verificationMethod", JsonArray.of(relative))
            .with("assertionMethod", texts("#key-1")));
    assertThat(verifySigned(credential()).proven()).isPresent();
  }

  @Test
  void aMethodWithASecretOrTwoKeysIsNotUsed() {
    for (var method :
        List.of(
            documentWithMethod("privateKeyMultibase", text("z1")),
            documentWithMethod(
                "publicKeyMultibase", text(Multikey.encode(attackerKey.publicKey()))),
            documentWithMethod("publicKeyJwk", key.publicKey().toJson().with("use", text("enc"))),
            documentWithMethod(
                "publicKeyJwk", key.publicKey().toJson().with("key_ops", texts("sign"))),
            documentWithMethod("type", text("X25519KeyAgreementKey2020")))) {
      web.publish(DOCUMENT, method);
      assertRefused(verifySigned(credential()), KEY_NOT_OF_ISSUER);
    }
  }

  @Test
  void aDocumentIsRememberedForItsLifetimeAndANewKeyIsLookedFor() {
    var bytes = JsonWriter.writeBytes(document());
    web.answers(
        DOCUMENT, new Fetch.Fetched(bytes, "application/json", "\"1\"", Duration.ofMinutes(10)));
    var credential = credential().without("credentialStatus");
    verifier.verify(jws(credential));
    now = now.plus(Duration.ofMinutes(9));
    verifier.verify(jws(credential));
    assertThat(web.fetched).hasSize(1);

    verifier.verify(jws(DID + "#key-9", credential, key));
    assertThat(web.fetched).hasSize(2);
    assertThat(web.wanted.getLast().etag()).isEqualTo("\"1\"");
    for (int i = 0; i < 1_000; i++) {
      verifier.verify(jws(DID + "#key-" + i, credential, attackerKey));
    }
    assertThat(web.fetched).hasSize(2);

    web.answers(DOCUMENT, new Fetch.Unchanged(null));
    now = now.plus(Duration.ofHours(1));
    assertVerified(verifier.verify(jws(credential)));
    assertThat(web.fetched).hasSize(3);
  }

  @Test
  void theReportSaysWhichRegistriesHaveTheIssuer() {
    registries.add(new TrustRegistry("Universities", Map.of(DID, "Uni")));
    registries.add(new TrustRegistry("Schools", Map.of()));
    var report = verifier.verify(jws(credential()));
    assertThat(report.outcome(Check.REGISTRY)).isEqualTo(new Outcome.Passed());
    assertThat(report.proven().orElseThrow().registries()).containsExactly("Universities");

    var did = "did:key:" + Multikey.encode(edKey.publicKey());
    var unknown =
        verifier.verify(
            embedded(ofIssuer(did), did + "#" + Multikey.encode(edKey.publicKey()), edKey));
    assertThat(unknown.outcome(Check.REGISTRY))
        .isEqualTo(new Outcome.Warned(VerificationProblem.of(ProblemCode.ISSUER_NOT_REGISTERED)));
    assertVerified(unknown);
  }

  @Test
  void anIssuerOfThisDeploymentIsNeverLookedUpElsewhere() {
    var local = new LocalIssuerFixture();
    assertVerified(local.verify(local.issue().secured().jwt()));
    assertThat(local.web.fetched).isEmpty();
  }

  private JsonObject ofIssuer(String id) {
    return credential().without("credentialStatus").with("issuer", text(id));
  }

  private static void assertRefused(VerificationReport report, ProblemCode code) {
    assertFails(report, code);
    assertThat(report.proven()).isEmpty();
  }

  private static void assertUndecided(VerificationReport report, ProblemCode code) {
    assertUnknown(report, code);
    assertThat(report.proven()).isEmpty();
  }
}
