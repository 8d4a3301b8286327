package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.jose.Base64Url;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.CredentialStatus;
import org.sceau.verification.Check;
import org.sceau.verification.Outcome;
import org.sceau.verification.ProblemCode;
import org.sceau.verification.SecuringForm;
import org.sceau.verification.VerificationProblem;
import org.sceau.verification.VerificationReport;
import org.sceau.verification.VerificationReport.Verdict;

class CredentialVerifierTest {

  private static final Instant SINCE = Instant.parse("2026-03-02T09:00:00Z");

  private final VerifyFixture world = new VerifyFixture();

  @Test
  void aRecordIsVerifiedWithoutAnyCanonicalization() {
    var report = world.verifier().verifyStored(world.issue());

    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.decisive()).isEmpty();
    var proven = report.proven().orElseThrow();
    assertThat(proven.issuer().name()).isEqualTo("Université Exemple");
    assertThat(proven.algorithm()).isEqualTo("ES256");
    assertThat(proven.credential()).isEqualTo(world.credential());
    assertThat(proven.facts().recipientName()).contains("Camille Martin");
  }

  @Test
  void bothFormsAreVerifiedWhenBroughtAlong() {
    var issued = world.issue();

    assertThat(jws(issued.secured().jwt()).verdict()).isEqualTo(Verdict.VERIFIED);
    var embedded = json(issued.secured().embedded());
    assertThat(embedded.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(embedded.proven().orElseThrow().algorithm()).isEqualTo("eddsa-rdfc-2022");
    assertThat(
            json("""
            {"@context":"https://www.w3.org/ns/credentials/v2",
             "type":"EnvelopedVerifiableCredential","id":"data:application/vc+jwt,%s"}
            """
                    .formatted(issued.secured().jwt()))
                .verdict())
        .isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void whatARetiredKeySignedStaysGood() {
    var issued = world.issue();
    world.live(new KeyLife.Retired(VerifyFixture.VALID_FROM.minusSeconds(1)));

    assertThat(world.verifier().verifyStored(issued).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(jws(issued.secured().jwt()).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(json(issued.secured().embedded()).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void whatIsOnRecordFromBeforeTheCompromiseStaysGood() {
    var issued = world.issue();
    world.live(new KeyLife.Compromised(VerifyFixture.VALID_FROM.plusSeconds(1)));

    assertThat(world.verifier().verifyStored(issued).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(jws(issued.secured().jwt()).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(json(issued.secured().embedded()).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void whatWasSignedSinceTheCompromiseIsRefusedAndTheDateIsTold() {
    var issued = world.issue();
    world.live(new KeyLife.Compromised(VerifyFixture.VALID_FROM));

    for (var report :
        List.of(
            world.verifier().verifyStored(issued),
            jws(issued.secured().jwt()),
            json(issued.secured().embedded()))) {
      assertFails(report, Check.PROOF, ProblemCode.KEY_COMPROMISED);
      assertThat(report.decisive().orElseThrow().since()).isEqualTo(VerifyFixture.VALID_FROM);
      assertThat(report.proven()).isEmpty();
    }
  }

  @Test
  void whoeverHasTheKeyCannotDateBack() {
    var compromised = new KeyLife.Compromised(VerifyFixture.VALID_FROM.plusSeconds(1));
    world.live(compromised);
    assertFails(jws(world.jws(world.credential())), Check.PROOF, ProblemCode.KEY_COMPROMISED);

    world.issue();
    var other = world.credentialWithAchievement("name", new JsonString("Médecine"));
    assertFails(jws(world.jws(other)), Check.PROOF, ProblemCode.KEY_COMPROMISED);
    assertFails(
        world.verifier().verify(world.embedded(other)), Check.PROOF, ProblemCode.KEY_COMPROMISED);
  }

  @Test
  void eachFormStandsOrFallsWithItsOwnKey() {
    var issued = world.issue();
    world.live(new KeyLife.Active(), new KeyLife.Compromised(VerifyFixture.VALID_FROM));

    assertThat(jws(issued.secured().jwt()).verdict()).isEqualTo(Verdict.VERIFIED);
    assertFails(json(issued.secured().embedded()), Check.PROOF, ProblemCode.KEY_COMPROMISED);
  }

  /** A good proof beside it does not speak for what a lost key signed. */
  @Test
  void ofSeveralProofsNoneIsByACompromisedKey() {
    var credential = world.credential();
    world.issue();
    var good = world.embedded(credential);
    var method = DidDocument.multikeyMethod(world.deployment.webDid(VerifyFixture.DEMO), world.key);
    var lost = world.embedded(credential, method, world.key);
    var proofs = List.of(proof(good), proof(lost));
    assertThat(world.verifier().verify(good.with("proof", new JsonArray(proofs))).verdict())
        .isEqualTo(Verdict.VERIFIED);

    world.live(
        new KeyLife.Compromised(VerifyFixture.VALID_FROM.plusSeconds(1)), new KeyLife.Active());

    for (var order : List.of(proofs, proofs.reversed())) {
      assertFails(
          world.verifier().verify(good.with("proof", new JsonArray(order))),
          Check.PROOF,
          ProblemCode.KEY_COMPROMISED);
    }
  }

  private static JsonValue proof(JsonObject secured) {
    return secured.object("proof").orElseThrow();
  }

  @Test
  void ofWhatIsErasedNothingShowsThatItWasSignedBefore() {
    var issued = world.issue();
    world.erase();
    world.live(new KeyLife.Compromised(VerifyFixture.VALID_FROM.plusSeconds(1)));

    assertFails(jws(issued.secured().jwt()), Check.PROOF, ProblemCode.KEY_COMPROMISED);
  }

  @Test
  void theOlderTypOfOpenBadgesIsRead() {
    world.issue();
    var header = world.header().with("typ", new JsonString("JWT"));

    assertThat(jws(world.jws(header, world.claims(world.credential()), world.key)).verdict())
        .isEqualTo(Verdict.VERIFIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vp+jwt", "at+jwt", "vc+sd-jwt", ""})
  void anotherTypIsRefused(String typ) {
    world.issue();
    var header = world.header().with("typ", new JsonString(typ));

    assertFails(
        jws(world.jws(header, world.claims(world.credential()), world.key)),
        Check.FORM,
        ProblemCode.NOT_A_CREDENTIAL);
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void aClaimThatContradictsTheCredentialFails(String claim, UnaryOperator<JsonObject> change) {
    var world = new VerifyFixture();
    world.issue();
    var payload = change.apply(world.claims(world.credential()));
    var jws = world.jws(world.header(), payload, world.key);

    assertFails(world.verifier().verify(jws), Check.FORM, ProblemCode.CONTRADICTION);
    var report =
        world.verifier().verifyStored(world.record(jws, "", new CredentialStatus.Active()));
    assertFails(report, Check.FORM, ProblemCode.CONTRADICTION);
    assertThat(report.decisive().map(VerificationProblem::detail).orElseThrow())
        .contains(claim.substring(0, claim.indexOf(' ')));
  }

  static Stream<Arguments> contradictions() {
    return Stream.of("iss", "jti", "sub", "nbf", "exp")
        .flatMap(claim ->
            Stream.of(
                Arguments.of(
                    claim + " missing", (UnaryOperator<JsonObject>) json -> json.without(claim)),
                Arguments.of(
                    claim + " of another",
                    (UnaryOperator<JsonObject>)
                        json -> json.with(claim, new JsonString("did:web:sceau.example:other"))),
                Arguments.of(
                    claim + " other number",
                    (UnaryOperator<JsonObject>)
                        json -> json.with(claim, JsonNumber.of(1_768_471_201)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vc", "vp"})
  void aClaimOfTheOlderDataModelIsRefused(String claim) {
    world.issue();
    var payload = world.claims(world.credential()).with(claim, new JsonString("oops"));

    assertFails(
        jws(world.jws(world.header(), payload, world.key)),
        Check.FORM,
        ProblemCode.NOT_A_CREDENTIAL);
  }

  @Test
  void aRecordThatSaysOtherwiseIsAContradiction() {
    var jws = world.jws(world.credential());
    var status = new CredentialStatus.Active();

    assertFails(
        world
            .verifier()
            .verifyStored(
                world.record(jws, "", status, new ValidityPeriod(VerifyFixture.VALID_FROM, null))),
        Check.FORM,
        ProblemCode.CONTRADICTION);
    var elsewhere =
        world
            .credential()
            .with("id", new JsonString("https://sceau.example/c/AAAAAAAAAAAAAAAAAAAAAA"));
    var payload =
        world.claims(elsewhere).with("jti", new JsonString(elsewhere.string("id").orElseThrow()));
    assertFails(
        world
            .verifier()
            .verifyStored(world.record(world.jws(world.header(), payload, world.key), "", status)),
        Check.FORM,
        ProblemCode.CONTRADICTION);
    var neighbour =
        world
            .credential()
            .with("issuer", new JsonString(world.deployment.webDid(VerifyFixture.OTHER)));
    var theirs =
        world
            .claims(neighbour)
            .with("iss", new JsonString(world.deployment.webDid(VerifyFixture.OTHER)));
    assertFails(
        world
            .verifier()
            .verifyStored(world.record(world.jws(world.header(), theirs, world.key), "", status)),
        Check.FORM,
        ProblemCode.CONTRADICTION);
    var otherPosition = world.credential().with("credentialStatus", entry("1"));
    assertFails(
        world.verifier().verifyStored(world.record(world.jws(otherPosition), "", status)),
        Check.FORM,
        ProblemCode.CONTRADICTION);
  }

  @Test
  void aSchemaThatItNamesIsSaidNotToBeLookedAt() {
    var without = world.credential().without("credentialSchema");

    assertThat(jws(world.jws(world.credential())).outcome(Check.SCHEMA))
        .isInstanceOf(Outcome.NotChecked.class);
    assertThat(jws(world.jws(without)).outcome(Check.SCHEMA))
        .isInstanceOf(Outcome.NotApplicable.class);
  }

  /** Its status entry leads to the record, since its id does not. */
  @Test
  void aCredentialWithAnIdOfItsIssuersHasTheStatusOfItsRecord() {
    var credential =
        world
            .credential()
            .with("id", new JsonString("https://university.example/credentials/7"))
            .with(
                "credentialStatus",
                entry(Integer.toString(VerifyFixture.INDEX))
                    .with("id", new JsonString(world.deployment.statusUrl(world.id))));
    var payload =
        world
            .claims(credential)
            .with("jti", new JsonString("https://university.example/credentials/7"));
    var jws = world.jws(world.header(), payload, world.key);
    var revoked = new CredentialStatus.Revoked(SINCE, null);
    var record = world.record(jws, JsonWriter.write(world.embedded(credential)), revoked);
    var _ = world.store.record(record, null);

    for (var report :
        List.of(
            world.verifier().verifyStored(record), jws(jws), json(record.secured().embedded()))) {
      assertFails(report, Check.STATUS, ProblemCode.REVOKED);
    }
  }

  /** Anyone who knows a link can write it into another credential. */
  @Test
  void theRecordOfAnotherIssuersCredentialSaysNothingOfIt() {
    var theirs =
        world
            .credential()
            .with("issuer", new JsonString(world.deployment.webDid(VerifyFixture.OTHER)));
    var method =
        DidDocument.multikeyMethod(world.deployment.webDid(VerifyFixture.OTHER), world.otherKey);
    world.issue();

    var report = world.verifier().verify(world.embedded(theirs, method, world.otherKey));

    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.decisive().map(VerificationProblem::code))
        .contains(ProblemCode.STATUS_OF_ANOTHER);
    assertThat(report.proven().orElseThrow().status()).isEmpty();
  }

  @Test
  void everyTamperedCharacterOfTheJwsIsNoticed() {
    var jws = world.issue().secured().jwt();
    for (int i = 0; i < jws.length(); i += 37) {
      var tampered =
          jws.substring(0, i) + (jws.charAt(i) == 'A' ? 'B' : 'A') + jws.substring(i + 1);
      var report = jws(tampered);
      assertThat(report.verdict()).as("character %d", i).isEqualTo(Verdict.NOT_VERIFIED);
      assertThat(report.proven()).isEmpty();
    }
  }

  @Test
  void aTamperedEmbeddedCredentialFails() {
    var embedded = VerifyFixture.read(world.issue().secured().embedded());

    var report = world.verifier().verify(embedded.with("name", new JsonString("Autre chose")));

    assertFails(report, Check.PROOF, ProblemCode.PROOF_INVALID);
    assertThat(report.proven()).isEmpty();
  }

  @Test
  void noAlgorithmIsNone() {
    world.issue();
    var payload = Base64Url.encode(JsonWriter.writeBytes(world.claims(world.credential())));
    for (var alg : new String[] {"none", "None", "HS256"}) {
      var header =
          Base64Url.encode(JsonWriter.writeBytes(world.header().with("alg", new JsonString(alg))));
      assertThat(jws(header + "." + payload + ".").verdict()).isEqualTo(Verdict.NOT_VERIFIED);
      assertThat(jws(header + "." + payload + ".AAAA").verdict()).isEqualTo(Verdict.NOT_VERIFIED);
    }
  }

  @Test
  void aForeignKeyUnderTheIssuersKidFails() {
    world.issue();

    assertFails(
        jws(world.jws(world.header(), world.claims(world.credential()), world.otherKey)),
        Check.PROOF,
        ProblemCode.PROOF_INVALID);
  }

  @Test
  void theKeyOfAnotherIssuerDoesNotSpeakForThisOne() {
    world.issue();
    var kid = world.deployment.webDid(VerifyFixture.OTHER) + "#" + world.otherKey.kid();

    assertFails(
        jws(world.jws(VerifyFixture.header(kid), world.claims(world.credential()), world.otherKey)),
        Check.PROOF,
        ProblemCode.KEY_NOT_OF_ISSUER);
    assertFails(
        world.verifier().verify(world.embedded(world.credential(), kid, world.otherKey)),
        Check.PROOF,
        ProblemCode.KEY_NOT_OF_ISSUER);
  }

  @Test
  void aKeySmuggledIntoTheFragmentDoesNotSpeakForTheIssuer() {
    world.issue();
    var kid = world.deployment.webDid(VerifyFixture.DEMO) + "#" + world.otherKey.kid();

    assertFails(
        jws(world.jws(VerifyFixture.header(kid), world.claims(world.credential()), world.otherKey)),
        Check.PROOF,
        ProblemCode.KEY_NOT_OF_ISSUER);
  }

  @Test
  void aBareThumbprintOrNoKidNamesNoKey() {
    world.issue();
    var payload = world.claims(world.credential());

    assertFails(
        jws(world.jws(VerifyFixture.header(world.key.kid()), payload, world.key)),
        Check.PROOF,
        ProblemCode.KEY_NOT_OF_ISSUER);
    assertFails(
        jws(world.jws(world.header().without("kid"), payload, world.key)),
        Check.PROOF,
        ProblemCode.KEY_NOT_OF_ISSUER);
  }

  @Test
  void eachFormNamesItsKeyInItsOwnWay() {
    world.issue();
    var did = world.deployment.webDid(VerifyFixture.DEMO);

    assertFails(
        world
            .verifier()
            .verify(
                world.embedded(
                    world.credential(), DidDocument.jwkMethod(did, world.edKey), world.edKey)),
        Check.PROOF,
        ProblemCode.KEY_NOT_OF_ISSUER);
    assertFails(
        jws(
            world.jws(
                VerifyFixture.header(DidDocument.multikeyMethod(did, world.key)),
                world.claims(world.credential()),
                world.key)),
        Check.PROOF,
        ProblemCode.KEY_NOT_OF_ISSUER);
  }

  @Test
  void twoProofsMustBothHold() {
    var good = VerifyFixture.read(world.issue().secured().embedded());
    var bad =
        good.object("proof").orElseThrow().with("proofValue", new JsonString("z" + "2".repeat(86)));

    assertThat(
            world
                .verifier()
                .verify(good.with("proof", JsonArray.of(good.object("proof").orElseThrow(), bad)))
                .verdict())
        .isEqualTo(Verdict.NOT_VERIFIED);
  }

  /** Nor is a document of our own that somebody has written otherwise. */
  @Test
  void aCredentialOfOursThatIsNotPlainIsNotRead() {
    var good = VerifyFixture.read(world.issue().secured().embedded());
    var rewritten =
        good.without("name")
            .with(
                "https://schema.org/name", good.string("name").map(JsonString::new).orElseThrow());

    var report = world.verifier().verify(rewritten);

    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.decisive().map(VerificationProblem::code)).contains(ProblemCode.NOT_PLAIN);
  }

  /** What cannot be judged says nothing against the issuer. */
  @Test
  void aProofOfAKindThatIsNotReadIsNeitherGoodNorBad() {
    var good = VerifyFixture.read(world.issue().secured().embedded());
    var proof = good.object("proof").orElseThrow();
    for (var other :
        new JsonObject[] {
          proof.with("cryptosuite", new JsonString("ecdsa-sd-2023")),
          proof.with("type", new JsonString("BbsBlsSignature2020")),
          proof.with("previousProof", new JsonString("urn:uuid:1"))
        }) {
      var report = world.verifier().verify(good.with("proof", other));

      assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(report.decisive().map(VerificationProblem::code))
          .contains(ProblemCode.PROOF_UNSUPPORTED);
      assertThat(report.proven()).isEmpty();
    }
    // Neither does it hide a proof that is wrong.
    assertFails(
        world
            .verifier()
            .verify(
                good.with("name", new JsonString("Autre"))
                    .with(
                        "proof",
                        JsonArray.of(
                            proof, proof.with("cryptosuite", new JsonString("ecdsa-sd-2023"))))),
        Check.PROOF,
        ProblemCode.PROOF_INVALID);
  }

  @Test
  void anUnsignedCredentialFails() {
    assertFails(world.verifier().verify(world.credential()), Check.PROOF, ProblemCode.NOT_SECURED);
  }

  @Test
  void theEndIsExclusiveAndTheBeginningForgivesAMinute() {
    var issued = world.issue();

    world.now = VerifyFixture.VALID_UNTIL.minusSeconds(1);
    assertThat(world.verifier().verifyStored(issued).verdict()).isEqualTo(Verdict.VERIFIED);
    world.now = VerifyFixture.VALID_UNTIL;
    var ended = world.verifier().verifyStored(issued);
    assertFails(ended, Check.VALIDITY_PERIOD, ProblemCode.EXPIRED);
    assertThat(ended.decisive().orElseThrow().since()).isEqualTo(VerifyFixture.VALID_UNTIL);
    assertThat(ended.proven()).isPresent();
    world.now = VerifyFixture.VALID_FROM.minusSeconds(60);
    assertThat(world.verifier().verifyStored(issued).verdict()).isEqualTo(Verdict.VERIFIED);
    world.now = VerifyFixture.VALID_FROM.minusSeconds(61);
    assertFails(
        world.verifier().verifyStored(issued), Check.VALIDITY_PERIOD, ProblemCode.NOT_YET_VALID);
  }

  @Test
  void theStatusIsThatOfTheRecordWhateverTheFormBroughtAlong() {
    var issued =
        world.issue(world.credential(), new CredentialStatus.Revoked(SINCE, "Erreur de nom."));

    for (var report :
        new VerificationReport[] {
          world.verifier().verifyStored(issued),
          jws(issued.secured().jwt()),
          json(issued.secured().embedded())
        }) {
      assertFails(report, Check.STATUS, ProblemCode.REVOKED);
      assertThat(report.proven().orElseThrow().status())
          .contains(new CredentialStatus.Revoked(SINCE, "Erreur de nom."));
    }
  }

  @Test
  void aSuspendedCredentialIsNotVerified() {
    var issued = world.issue(world.credential(), new CredentialStatus.Suspended(SINCE, null));

    assertFails(world.verifier().verifyStored(issued), Check.STATUS, ProblemCode.SUSPENDED);
  }

  @Test
  void aRevocationWeighsMoreThanTheEndOfValidity() {
    var issued = world.issue(world.credential(), new CredentialStatus.Revoked(SINCE, null));
    world.now = VerifyFixture.VALID_UNTIL;

    assertThat(world.verifier().verifyStored(issued).decisive().map(VerificationProblem::code))
        .contains(ProblemCode.REVOKED);
  }

  @Test
  void aGoodSignatureWithoutARecordIsNeitherGoodNorBad() {
    var report = jws(world.jws(world.credential()));

    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.decisive().map(VerificationProblem::code))
        .contains(ProblemCode.STATUS_UNKNOWN);
    assertThat(report.proven().orElseThrow().status()).isEmpty();
  }

  @Test
  void theRecordOfAnotherPositionSaysNothing() {
    world.issue();

    var report = jws(world.jws(world.credential().with("credentialStatus", entry("7"))));

    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.decisive().map(VerificationProblem::code))
        .contains(ProblemCode.STATUS_OF_ANOTHER);
  }

  @Test
  void theCredentialOfAnIssuerWhoIsNotReachedIsNeitherGoodNorBad() {
    var foreign = world.credential().with("issuer", new JsonString("did:web:elsewhere.example"));
    var claims = world.claims(foreign).with("iss", new JsonString("did:web:elsewhere.example"));
    var signed =
        world.jws(VerifyFixture.header("did:web:elsewhere.example#1"), claims, world.otherKey);

    var report = jws(signed);
    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.decisive().map(VerificationProblem::code))
        .contains(ProblemCode.ISSUER_UNREACHABLE);
    assertThat(report.proven()).isEmpty();
  }

  @Test
  void anIssuerThatTheCatalogDoesNotHaveIsUnknown() {
    var did = "did:web:sceau.example:issuers:nobody";
    var ghost = world.credential().with("issuer", new JsonString(did));
    var claims = world.claims(ghost).with("iss", new JsonString(did));

    var report =
        jws(world.jws(VerifyFixture.header(did + "#" + world.key.kid()), claims, world.key));

    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.decisive().map(VerificationProblem::code))
        .contains(ProblemCode.ISSUER_UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-15",
        "2026-01-15t10:00:00Z",
        "2026-01-15T24:00:00Z",
        "2026-13-15T10:00:00Z",
        "2026-01-15T10:00:60Z",
        "0000-01-15T10:00:00Z",
        "10000-01-15T10:00:00Z",
        " 2026-01-15T10:00:00Z",
        "2026-02-30T10:00:00Z"
      })
  void aDateThatIsNotOneOfRfc3339Fails(String date) {
    assertFails(
        world.verifier().verify(world.credential().with("validUntil", new JsonString(date))),
        Check.FORM,
        ProblemCode.NOT_A_CREDENTIAL);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void aMalformedCredentialFails(String name, UnaryOperator<JsonObject> change) {
    assertThat(name).isNotEmpty();
    assertFails(
        world.verifier().verify(change.apply(world.credential())),
        Check.FORM,
        ProblemCode.NOT_A_CREDENTIAL);
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        malformed(
            "context", json -> json.with("@context", JsonArray.ofStrings("https://x.example"))),
        malformed("no context", json -> json.without("@context")),
        malformed("type", json -> json.with("type", JsonArray.ofStrings("OpenBadgeCredential"))),
        malformed("two ids", json -> json.with("id", JsonArray.ofStrings("a:b", "c:d"))),
        malformed("id no url", json -> json.with("id", new JsonString("no url"))),
        malformed("no issuer", json -> json.without("issuer")),
        malformed("issuer no id", json -> json.with("issuer", JsonObject.EMPTY)),
        malformed("issuer number", json -> json.with("issuer", JsonNumber.of(1))),
        malformed("no subject", json -> json.without("credentialSubject")),
        malformed("empty subject", json -> json.with("credentialSubject", JsonObject.EMPTY)),
        malformed("no subjects", json -> json.with("credentialSubject", JsonArray.of())),
        malformed("status", json -> json.with("credentialStatus", new JsonString("x"))),
        malformed(
            "order", json -> json.with("validUntil", new JsonString("2020-01-15T10:00:00Z"))));
  }

  private static Arguments malformed(String name, UnaryOperator<JsonObject> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{\"a\":1,\"a\":2}", "{} {}"})
  void whatIsNotJsonIsNotReadable(String text) {
    assertFails(json(text), Check.FORM, ProblemCode.NOT_READABLE);
  }

  @Test
  void anEnvelopeOfAnotherMediaTypeIsNotOpened() {
    assertFails(
        json(
            """
            {"type":["EnvelopedVerifiableCredential"],"id":"data:text/html,<b>"}
            """),
        Check.FORM,
        ProblemCode.NOT_A_CREDENTIAL);
  }

  private VerificationReport jws(String jws) {
    return world.verifier().verify(jws.getBytes(StandardCharsets.UTF_8), SecuringForm.COMPACT_JWS);
  }

  private VerificationReport json(String json) {
    return world.verifier().verify(json.getBytes(StandardCharsets.UTF_8), SecuringForm.JSON);
  }

  private JsonObject entry(String index) {
    return VerifyFixture.read(
        """
        {"id":"https://sceau.example/status/demo-revocation-1#%s","type":"BitstringStatusListEntry",
         "statusPurpose":"revocation","statusListIndex":"%s",
         "statusListCredential":"https://sceau.example/status/demo-revocation-1"}
        """
            .formatted(index, index));
  }

  private static void assertFails(VerificationReport report, Check check, ProblemCode code) {
    assertThat(report.verdict()).isEqualTo(Verdict.NOT_VERIFIED);
    assertThat(report.outcome(check))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.problem().code()).isEqualTo(code));
    assertThat(report.decisive().map(VerificationProblem::code)).contains(code);
  }
}
