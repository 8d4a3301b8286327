package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.Base64Url;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
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

class ForeignCredentialTest {

  private final ExternalIssuerFixture abroad = new ExternalIssuerFixture();
  private final VerifyFixture world = abroad.world;
  private final CredentialVerifier verifier = world.verifier();

  @Test
  void anyonesCredentialIsVerifiedInBothForms() {
    for (var report :
        new VerificationReport[] {
          verifier.verify(abroad.jws(abroad.credential())),
          verifier.verify(abroad.embedded(abroad.credential()))
        }) {
      assertThat(report.outcomes()).containsEntry(Check.STATUS, new Outcome.Passed());
      assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
      var proven = report.proven().orElseThrow();
      assertThat(proven.issuer().name()).isEqualTo("Uni");
      assertThat(proven.verificationMethod()).startsWith(ExternalIssuerFixture.DID + "#key-");
    }
    // One document for both, and one list.
    assertThat(abroad.fetched())
        .containsExactly(ExternalIssuerFixture.DOCUMENT, ExternalIssuerFixture.LIST);
  }

  @Test
  void aBadSignatureCausesNoFetchButOfTheIssuersDocument() {
    assertFails(
        verifier.verify(
            abroad.jws(ExternalIssuerFixture.KID, abroad.credential(), abroad.attackers)),
        ProblemCode.PROOF_INVALID);
    assertThat(abroad.fetched()).containsExactly(ExternalIssuerFixture.DOCUMENT);

    abroad.fetched().clear();
    var tampered = abroad.embedded(abroad.credential()).with("name", new JsonString("Other"));
    var fresh = world.verifier();
    assertFails(fresh.verify(tampered), ProblemCode.PROOF_INVALID);
    assertThat(abroad.fetched()).containsExactly(ExternalIssuerFixture.DOCUMENT);
  }

  /** Row 1. */
  @Test
  void theKeyOfAStrangerDoesNotSpeakForTheIssuer() {
    var multikey = Multikey.encode(abroad.attackers.publicKey());
    var didKey = "did:key:" + multikey + "#" + multikey;

    assertFails(
        verifier.verify(abroad.jws(didKey, abroad.credential(), abroad.attackers)),
        ProblemCode.KEY_NOT_OF_ISSUER);
    assertFails(
        verifier.verify(world.embedded(abroad.credential(), didKey, abroad.attackers)),
        ProblemCode.KEY_NOT_OF_ISSUER);
    assertThat(abroad.fetched()).isEmpty();
  }

  /** Row 2. */
  @Test
  void aKeyInTheFragmentIsNotOneOfTheDocument() {
    var kid = ExternalIssuerFixture.DID + "#" + Multikey.encode(abroad.attackers.publicKey());

    assertFails(
        verifier.verify(abroad.jws(kid, abroad.credential(), abroad.attackers)),
        ProblemCode.KEY_NOT_OF_ISSUER);
    assertFails(
        verifier.verify(world.embedded(abroad.credential(), kid, abroad.attackers)),
        ProblemCode.KEY_NOT_OF_ISSUER);
    assertThat(abroad.fetched()).containsExactly(ExternalIssuerFixture.DOCUMENT);
  }

  /** Row 3. */
  @Test
  void aKeyInTheHeaderCountsIfTheIssuerListsIt() {
    var header = JsonObject.builder().put("alg", "ES256").put("typ", "vc+jwt").build();
    var own = header.with("jwk", abroad.key.publicKey().toJson());
    var strangers = header.with("jwk", abroad.attackers.publicKey().toJson());

    var report = verifier.verify(world.jws(own, abroad.credential(), abroad.key));
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.proven().orElseThrow().verificationMethod())
        .isEqualTo(ExternalIssuerFixture.KID);
    assertFails(
        verifier.verify(world.jws(strangers, abroad.credential(), abroad.attackers)),
        ProblemCode.KEY_NOT_OF_ISSUER);
    assertThat(
            verifier
                .verify(
                    world.jws(
                        own.with("kid", new JsonString(ExternalIssuerFixture.KID)),
                        abroad.credential(),
                        abroad.key))
                .verdict())
        .as("named and embedded")
        .isEqualTo(Verdict.VERIFIED);
    assertFails(
        verifier.verify(
            world.jws(
                strangers.with("kid", new JsonString(ExternalIssuerFixture.KID)),
                abroad.credential(),
                abroad.attackers)),
        ProblemCode.KEY_NOT_OF_ISSUER);
  }

  /** Row 3. */
  @ParameterizedTest
  @ValueSource(strings = {"jku", "x5u", "x5c", "crit", "b64", "zip"})
  void aHeaderThatBringsAKeyAlongIsNotFollowed(String member) {
    var header =
        VerifyFixture.header(ExternalIssuerFixture.KID)
            .with(member, new JsonString("https://recording.example/keys"));

    assertThat(verifier.verify(world.jws(header, abroad.credential(), abroad.key)).verdict())
        .isEqualTo(Verdict.NOT_VERIFIED);
    assertThat(abroad.fetched()).isEmpty();
  }

  /** VC-JOSE-COSE, section 3.1.3: these dates are the signature's, and both have to hold. */
  @Test
  void theLaterBeginningAndTheEarlierEndCount() {
    var credential = abroad.credential().with("validUntil", new JsonString("2029-01-15T10:00:00Z"));
    var at = VerifyFixture.NOW.getEpochSecond();

    assertThat(verifier.verify(abroad.jws(credential.with("exp", JsonNumber.of(at + 1)))).verdict())
        .isEqualTo(Verdict.VERIFIED);
    assertThat(verdictProblem(credential.with("exp", JsonNumber.of(at))))
        .contains(ProblemCode.EXPIRED);
    assertThat(verdictProblem(credential.with("nbf", JsonNumber.of(at + 61))))
        .contains(ProblemCode.NOT_YET_VALID);
    assertThat(
            verdictProblem(
                credential
                    .with("exp", JsonNumber.of(at + 100))
                    .with("validUntil", new JsonString("2026-03-20T14:05:00Z"))))
        .contains(ProblemCode.EXPIRED);
    assertThat(
            verdictProblem(
                credential
                    .with("nbf", JsonNumber.of(at - 100))
                    .with("validFrom", new JsonString("2026-03-20T14:06:01Z"))))
        .contains(ProblemCode.NOT_YET_VALID);
    for (var bad : List.of("\"1893456000\"", "9e15", "-1", "true")) {
      var claims =
          VerifyFixture.read(
              JsonWriter.write(credential).replaceFirst("\\{", "{\"exp\":" + bad + ","));
      assertThat(verdictProblem(claims)).contains(ProblemCode.CONTRADICTION);
    }
  }

  private java.util.Optional<ProblemCode> verdictProblem(JsonObject claims) {
    return verifier.verify(abroad.jws(claims)).decisive().map(VerificationProblem::code);
  }

  /** Data Model v2.0, section 4.9. */
  @Test
  void aDateWithoutAZoneIsInUtc() {
    var credential =
        abroad
            .credential()
            .with("validFrom", new JsonString("2026-01-15T10:00:00"))
            .with("validUntil", new JsonString("2026-03-20T14:05:00"));
    assertThat(verdictProblem(credential)).contains(ProblemCode.EXPIRED);
    world.now = VerifyFixture.NOW.minusSeconds(1);
    var report = verifier.verify(abroad.embedded(credential));
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.proven().orElseThrow().facts().validUntil()).contains(VerifyFixture.NOW);
  }

  /** Open Badges 3.0, section 8.2.4, has keys lie by themselves, where anyone of a host may. */
  @Test
  void aKeyBesideTheIssuersDocumentIsNeitherTakenNorCalledFalse() {
    var issuer = "https://platform.example/issuers/uni";
    for (var kid :
        List.of("https://platform.example/keys/1", "https://platform.example/issuers/other#1")) {
      assertUnknown(
          verifier.verify(abroad.jws(kid, ofIssuer(issuer), abroad.key)),
          ProblemCode.PROOF_UNSUPPORTED);
    }
    assertFails(
        verifier.verify(abroad.jws("https://else.example/keys/1", ofIssuer(issuer), abroad.key)),
        ProblemCode.KEY_NOT_OF_ISSUER);
    var bare = "https://platform.example";
    assertUnknown(
        verifier.verify(abroad.jws(bare + "/keys/1", ofIssuer(bare), abroad.key)),
        ProblemCode.PROOF_UNSUPPORTED);
    assertFails(
        verifier.verify(abroad.jws(bare + ".else.example/keys/1", ofIssuer(bare), abroad.key)),
        ProblemCode.KEY_NOT_OF_ISSUER);
    assertThat(abroad.fetched()).isEmpty();
  }

  @Test
  void aTypeThatNothingDefinesIsRefusedInEveryForm() {
    var credential =
        abroad.credential().with("type", JsonArray.ofStrings("VerifiableCredential", "Diploma"));
    assertFails(verifier.verify(abroad.jws(credential)), ProblemCode.NOT_A_CREDENTIAL);
    assertFails(
        verifier.verify(
            abroad
                .embedded(abroad.credential())
                .with("type", JsonArray.ofStrings("VerifiableCredential", "Diploma"))),
        ProblemCode.NOT_A_CREDENTIAL);
    assertThat(abroad.fetched()).isEmpty();
  }

  /** Contexts that were added to a signed document since are not the issuer's words. */
  @Test
  void whatIsReportedIsWhatWasSigned() {
    var signed =
        world.secured(
            abroad.credential(),
            org.sceau.dataintegrity.DataIntegrity.proofOptions(
                    org.sceau.dataintegrity.Cryptosuite.EDDSA_JCS_2022,
                    VerifyFixture.VALID_FROM,
                    ExternalIssuerFixture.ED_KID)
                .with("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2")),
            abroad.edKey);
    var more =
        signed.with(
            "@context",
            JsonArray.ofStrings(
                "https://www.w3.org/ns/credentials/v2",
                "https://www.w3.org/ns/credentials/examples/v2"));

    var report = verifier.verify(more);

    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.proven().orElseThrow().credential()).isEqualTo(abroad.credential());
  }

  /** Row 4. */
  @Test
  void aKeyForAnotherPurposeDoesNotAssert() {
    world.web.publish(
        ExternalIssuerFixture.DOCUMENT,
        abroad
            .document()
            .with("assertionMethod", JsonArray.ofStrings(ExternalIssuerFixture.ED_KID)));
    assertFails(verifier.verify(abroad.jws(abroad.credential())), ProblemCode.KEY_NOT_OF_ISSUER);

    var secured = abroad.embedded(abroad.credential());
    var proof = secured.object("proof").orElseThrow();
    assertFails(
        verifier.verify(
            secured.with("proof", proof.with("proofPurpose", new JsonString("authentication")))),
        ProblemCode.PROOF_INVALID);
  }

  /** Row 5. */
  @Test
  void aKeyThatAnotherControlsIsNotTheIssuers() {
    world.web.publish(
        ExternalIssuerFixture.DOCUMENT,
        abroad.documentWithMethod("controller", new JsonString("did:web:else.example")));

    assertFails(verifier.verify(abroad.jws(abroad.credential())), ProblemCode.KEY_NOT_OF_ISSUER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"revoked", "expires"})
  void aKeyThatHasEndedSignsNothingAnyMore(String member) {
    world.web.publish(
        ExternalIssuerFixture.DOCUMENT,
        abroad.documentWithMethod(member, new JsonString("2026-03-20T14:04:59Z")));
    assertFails(verifier.verify(abroad.jws(abroad.credential())), ProblemCode.KEY_NOT_OF_ISSUER);

    world.web.publish(
        ExternalIssuerFixture.DOCUMENT,
        abroad.documentWithMethod(member, new JsonString("2026-03-21T00:00:00Z")));
    assertThat(world.verifier().verify(abroad.jws(abroad.credential())).verdict())
        .isEqualTo(Verdict.VERIFIED);

    world.web.publish(
        ExternalIssuerFixture.DOCUMENT,
        abroad.documentWithMethod(member, new JsonString("tomorrow")));
    assertFails(
        world.verifier().verify(abroad.jws(abroad.credential())), ProblemCode.KEY_NOT_OF_ISSUER);
  }

  /** Row 36. */
  @Test
  void nothingElseInACredentialIsEverFetched() {
    var elsewhere =
        VerifyFixture.read(
            """
            {"id":"https://recording.example/x","type":"https://types.example/Thing"}
            """);
    var credential =
        abroad
            .credential()
            .with("refreshService", elsewhere)
            .with("evidence", elsewhere)
            .with("termsOfUse", elsewhere)
            .with("credentialSchema", elsewhere)
            .with("endorsementJwt", JsonArray.ofStrings("https://recording.example/e"));

    var report = verifier.verify(abroad.jws(credential));

    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.outcome(Check.SCHEMA)).isEqualTo(new Outcome.NotChecked());
    assertThat(abroad.fetched())
        .containsExactly(ExternalIssuerFixture.DOCUMENT, ExternalIssuerFixture.LIST);
  }

  @Test
  void keysWithinTheIdNeedNoDocument() {
    for (var key : List.of(abroad.key, abroad.edKey)) {
      var multikey = Multikey.encode(key.publicKey());
      var did = "did:key:" + multikey;
      var credential = ofIssuer(did);
      assertThat(verifier.verify(world.embedded(credential, did + "#" + multikey, key)).verdict())
          .isEqualTo(Verdict.VERIFIED);
    }
    var jwk = Base64Url.encode(JsonWriter.writeBytes(abroad.key.publicKey().toJson()));
    var did = "did:jwk:" + jwk;
    assertThat(verifier.verify(abroad.jws(did + "#0", ofIssuer(did), abroad.key)).verdict())
        .isEqualTo(Verdict.VERIFIED);
    assertFails(
        verifier.verify(abroad.jws(did + "#1", ofIssuer(did), abroad.key)),
        ProblemCode.KEY_NOT_OF_ISSUER);
    assertThat(abroad.fetched()).isEmpty();
  }

  /** Row 51. */
  @Test
  void aDidOfNoKeyThatSignsIsNotFollowed() {
    var multikey = Multikey.encode(abroad.key.publicKey());
    for (var did :
        List.of(
            "did:key:" + multikey + "/path",
            "did:key:" + multikey + "?query",
            "did:key:" + multikey + "1",
            "did:key:u" + multikey.substring(1),
            "did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc",
            "did:key:",
            "did:jwk:eyJ9",
            "did:jwk:"
                + Base64Url.encode(
                    "{\"kty\":\"oct\",\"k\":\"AA\"}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            "did:jwk:"
                + Base64Url.encode(
                    JsonWriter.writeBytes(
                        abroad.key.publicKey().toJson().with("use", new JsonString("enc")))),
            "did:ion:abc",
            "did:ethr:0x00",
            "urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11",
            "http://uni.example/issuer",
            "https://uni.example/issuer#me")) {
      assertUnknown(
          verifier.verify(abroad.jws(did + "#" + multikey, ofIssuer(did), abroad.key)),
          ProblemCode.ISSUER_UNUSABLE);
    }
    assertFails(
        verifier.verify(
            abroad.jws(
                "did:key:" + multikey + "#other", ofIssuer("did:key:" + multikey), abroad.key)),
        ProblemCode.KEY_NOT_OF_ISSUER);
    assertThat(abroad.fetched()).isEmpty();
  }

  @Test
  void anIssuerByHttpsHasADocumentToo() {
    var issuer = "https://uni.example/issuers/1";
    world.web.publish(
        issuer,
        VerifyFixture.read(
            JsonWriter.write(abroad.document())
                .replace(ExternalIssuerFixture.DID + "#", issuer + "#")
                .replace("\"" + ExternalIssuerFixture.DID + "\"", "\"" + issuer + "\"")));

    assertThat(
            verifier.verify(abroad.jws(issuer + "#key-1", ofIssuer(issuer), abroad.key)).verdict())
        .isEqualTo(Verdict.VERIFIED);
    assertThat(abroad.fetched()).containsExactly(issuer);
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
      abroad.fetched().clear();
      verifier.verify(abroad.jws(did + "#key-1", ofIssuer(did), abroad.key));
      assertThat(abroad.fetched()).as(did).containsExactly(url);
    });
  }

  /** Row 43. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "did:web:",
        "did:web::",
        "did:web:.",
        "did:web:uni.example:",
        "did:web:uni.example::a",
        "did:web:uni.example:..",
        "did:web:uni.example:.:a",
        "did:web:uni.example:a%2Fb",
        "did:web:uni.example:%2e%2e",
        "did:web:uni.example%2Fa",
        "did:web:uni.example%2F..%2Fa",
        "did:web:uni.example/a",
        "did:web:uni.example?a",
        "did:web:uni.example%3A",
        "did:web:uni.example%3Ax",
        "did:web:uni.example%3A0443",
        "did:web:uni.example%3A443%3A80",
        "did:web:user@uni.example",
        "did:web:user%40uni.example",
        "did:web:uni.example%00",
        "did:web:uni.example%23",
        "did:web:uni.example%5C",
        "did:web:%5B%3A%3A1%5D",
        "did:web:uni..example",
        "did:web:.uni.example",
        "did:web:uni.example.",
        "did:web:uni_.example",
        "did:web:-uni.example",
        "did:web:uni-.example",
        "did:web:uni.example.256",
        "did:web:uni.example:a~b",
        "did:web:uni.example:a;b",
        "did:web:uni.example:a+b"
      })
  void aDidWebOfAnotherFormLeadsNowhere(String did) {
    var report = verifier.verify(abroad.jws(did + "#key-1", ofIssuer(did), abroad.key));

    assertThat(report.verdict()).isNotEqualTo(Verdict.VERIFIED);
    assertThat(report.proven()).isEmpty();
    assertThat(abroad.fetched()).isEmpty();
  }

  @Test
  void anIdIsAtMostTwoThousandCharacters() {
    var web = "did:web:uni.example:" + "a".repeat(255) + (":" + "a".repeat(255)).repeat(6);
    var https = "https://uni.example/";
    for (var id :
        List.of(web + ":" + "a".repeat(2_048 - web.length() - 1), https + "a".repeat(2_028))) {
      var _ = verifier.verify(abroad.jws(id + "#key-1", ofIssuer(id), abroad.key));
      assertThat(abroad.fetched()).as("looked up").hasSize(1);
      abroad.fetched().clear();
      var longer = id + "a";
      assertUnknown(
          verifier.verify(abroad.jws(longer + "#key-1", ofIssuer(longer), abroad.key)),
          ProblemCode.ISSUER_UNUSABLE);
      assertThat(abroad.fetched()).isEmpty();
    }
  }

  @Test
  void aDocumentHasAtMostTwoHundredMethods() {
    var methods =
        new ArrayList<>(abroad.document().array("verificationMethod").orElseThrow().items());
    var last = (JsonObject) methods.getLast();
    while (methods.size() < 200) {
      methods.add(
          last.with("id", new JsonString(ExternalIssuerFixture.DID + "#more-" + methods.size())));
    }
    world.web.publish(
        ExternalIssuerFixture.DOCUMENT,
        abroad.document().with("verificationMethod", new JsonArray(methods)));
    assertThat(world.verifier().verify(abroad.jws(abroad.credential())).verdict())
        .isEqualTo(Verdict.VERIFIED);

    methods.add(last.with("id", new JsonString(ExternalIssuerFixture.DID + "#one-more")));
    world.web.publish(
        ExternalIssuerFixture.DOCUMENT,
        abroad.document().with("verificationMethod", new JsonArray(methods)));
    assertUnknown(
        world.verifier().verify(abroad.jws(abroad.credential())), ProblemCode.ISSUER_UNUSABLE);
  }

  /** Row 47. */
  @Test
  void aDocumentThatIsNotTheOneAskedForIsNotGoneBy() {
    var methods = abroad.document().array("verificationMethod").orElseThrow().items();
    var twice =
        new JsonArray(
            List.of(
                methods.getFirst(),
                ((JsonObject) methods.getFirst())
                    .with("publicKeyJwk", abroad.attackers.publicKey().toJson())));
    for (var document :
        List.of(
            abroad.document().with("id", new JsonString("did:web:else.example")),
            abroad.document().without("id"),
            abroad.document().with("verificationMethod", twice),
            abroad
                .document()
                .with(
                    "verificationMethod",
                    new JsonArray(java.util.Collections.nCopies(10_000, methods.getFirst()))),
            abroad.document().with("verificationMethod", JsonArray.ofStrings("x")),
            abroad.document().with("assertionMethod", JsonArray.of(JsonArray.of())))) {
      world.web.publish(ExternalIssuerFixture.DOCUMENT, document);
      assertUnknown(
          world.verifier().verify(abroad.jws(abroad.credential())), ProblemCode.ISSUER_UNUSABLE);
    }
    for (var text : List.of("", "[]", "<html>", "{\"id\":1,\"id\":2}", "{}{}")) {
      world.web.publish(ExternalIssuerFixture.DOCUMENT, text);
      assertUnknown(
          world.verifier().verify(abroad.jws(abroad.credential())), ProblemCode.ISSUER_UNUSABLE);
    }
  }

  /** Row 47. */
  @Test
  void aMethodOfAnothersIsNotTheIssuers() {
    var others = "did:web:else.example#key-1";
    world.web.publish(
        ExternalIssuerFixture.DOCUMENT,
        VerifyFixture.read(
            JsonWriter.write(abroad.document()).replace(ExternalIssuerFixture.KID, others)));

    assertFails(
        verifier.verify(abroad.jws(others, abroad.credential(), abroad.key)),
        ProblemCode.KEY_NOT_OF_ISSUER);
    assertFails(verifier.verify(abroad.jws(abroad.credential())), ProblemCode.KEY_NOT_OF_ISSUER);
  }

  @Test
  void methodsMayBeEmbeddedOrRelative() {
    var methods = abroad.document().array("verificationMethod").orElseThrow().items();
    var relative = ((JsonObject) methods.getFirst()).with("id", new JsonString("#key-1"));
    world.web.publish(
        ExternalIssuerFixture.DOCUMENT,
        abroad
            .document()
            .without("verificationMethod")
            .with("assertionMethod", JsonArray.of(relative)));
    assertThat(verifier.verify(abroad.jws(abroad.credential())).proven()).isPresent();

    world.web.publish(
        ExternalIssuerFixture.DOCUMENT,
        abroad
            .document()
            .with("verificationMethod", JsonArray.of(relative))
            .with("assertionMethod", JsonArray.ofStrings("#key-1")));
    assertThat(world.verifier().verify(abroad.jws(abroad.credential())).proven()).isPresent();
  }

  @Test
  void aMethodWithASecretOrTwoKeysIsNotUsed() {
    for (var method :
        List.of(
            abroad.documentWithMethod("privateKeyMultibase", new JsonString("z1")),
            abroad.documentWithMethod(
                "publicKeyMultibase",
                new JsonString(Multikey.encode(abroad.attackers.publicKey()))),
            abroad.documentWithMethod(
                "publicKeyJwk", abroad.key.publicKey().toJson().with("use", new JsonString("enc"))),
            abroad.documentWithMethod(
                "publicKeyJwk",
                abroad.key.publicKey().toJson().with("key_ops", JsonArray.ofStrings("sign"))),
            abroad.documentWithMethod("type", new JsonString("X25519KeyAgreementKey2020")))) {
      world.web.publish(ExternalIssuerFixture.DOCUMENT, method);
      assertFails(
          world.verifier().verify(abroad.jws(abroad.credential())), ProblemCode.KEY_NOT_OF_ISSUER);
    }
  }

  @Test
  void aDocumentIsRememberedForItsLifetimeAndANewKeyIsLookedFor() {
    var bytes = JsonWriter.writeBytes(abroad.document());
    world.web.answers(
        ExternalIssuerFixture.DOCUMENT,
        new Fetch.Fetched(bytes, "application/json", "\"1\"", Duration.ofMinutes(10)));
    var credential = abroad.credential().without("credentialStatus");
    verifier.verify(abroad.jws(credential));
    world.now = world.now.plus(Duration.ofMinutes(9));
    verifier.verify(abroad.jws(credential));
    assertThat(abroad.fetched()).hasSize(1);

    verifier.verify(abroad.jws(ExternalIssuerFixture.DID + "#key-9", credential, abroad.key));
    assertThat(abroad.fetched()).hasSize(2);
    assertThat(world.web.wanted.getLast().etag()).isEqualTo("\"1\"");
    for (int i = 0; i < 1_000; i++) {
      verifier.verify(
          abroad.jws(ExternalIssuerFixture.DID + "#key-" + i, credential, abroad.attackers));
    }
    assertThat(abroad.fetched()).hasSize(2);

    world.web.answers(ExternalIssuerFixture.DOCUMENT, new Fetch.Unchanged(null));
    world.now = world.now.plus(Duration.ofHours(1));
    assertThat(verifier.verify(abroad.jws(credential)).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(abroad.fetched()).hasSize(3);
  }

  @Test
  void theReportSaysWhichRegistriesHaveTheIssuer() {
    world.registries.add(
        new TrustRegistry("Universities", Map.of(ExternalIssuerFixture.DID, "Uni")));
    world.registries.add(new TrustRegistry("Schools", Map.of()));
    var report = verifier.verify(abroad.jws(abroad.credential()));
    assertThat(report.outcome(Check.REGISTRY)).isEqualTo(new Outcome.Passed());
    assertThat(report.proven().orElseThrow().registries()).containsExactly("Universities");

    var did = "did:key:" + Multikey.encode(abroad.edKey.publicKey());
    var unknown =
        verifier.verify(
            world.embedded(
                ofIssuer(did),
                did + "#" + Multikey.encode(abroad.edKey.publicKey()),
                abroad.edKey));
    assertThat(unknown.outcome(Check.REGISTRY))
        .isEqualTo(new Outcome.Warned(VerificationProblem.of(ProblemCode.ISSUER_NOT_REGISTERED)));
    assertThat(unknown.verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void anIssuerOfThisDeploymentIsNeverLookedUpElsewhere() {
    assertThat(verifier.verify(world.issue().secured().jwt()).verdict())
        .isEqualTo(Verdict.VERIFIED);
    assertThat(abroad.fetched()).isEmpty();
  }

  private JsonObject ofIssuer(String id) {
    return abroad.credential().without("credentialStatus").with("issuer", new JsonString(id));
  }

  private static void assertFails(VerificationReport report, ProblemCode code) {
    assertThat(report.verdict()).isEqualTo(Verdict.NOT_VERIFIED);
    assertThat(report.decisive().map(VerificationProblem::code)).contains(code);
    assertThat(report.proven()).isEmpty();
  }

  private static void assertUnknown(VerificationReport report, ProblemCode code) {
    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.decisive().map(VerificationProblem::code)).contains(code);
    assertThat(report.proven()).isEmpty();
  }
}
