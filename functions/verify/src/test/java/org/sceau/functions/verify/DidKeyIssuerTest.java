package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sceau.dataintegrity.Multikey;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.CredentialStatus;
import org.sceau.testing.Demo;
import org.sceau.verification.Check;
import org.sceau.verification.Outcome;
import org.sceau.verification.ProblemCode;
import org.sceau.verification.SecuringForm;
import org.sceau.verification.VerificationProblem;
import org.sceau.verification.VerificationReport;
import org.sceau.verification.VerificationReport.Verdict;

/** Verifies credentials of a local issuer that is identified by the did:key of its key. */
class DidKeyIssuerTest {

  private final VerifyFixture world = new VerifyFixture();
  private final String multikey = Multikey.encode(world.key.publicKey());
  private final String did = "did:key:" + multikey;
  private final String method = did + "#" + multikey;

  @BeforeEach
  void theIssuerIsItsKey() {
    live(new KeyLife.Active());
  }

  @Test
  void itsCredentialsAreVerifiedFromTheRecordAndNobodyIsAsked() {
    var issued = issue();

    assertThat(world.verifier().verifyStored(issued).verdict()).isEqualTo(Verdict.VERIFIED);
    for (var report : brought(issued)) {
      assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
      assertThat(report.outcome(Check.REGISTRY)).isInstanceOf(Outcome.NotApplicable.class);
      assertThat(report.proven().orElseThrow().verificationMethod()).isEqualTo(method);
    }
    assertThat(world.web.fetched).isEmpty();
  }

  @Test
  void theirStatusIsThatOfTheRecord() {
    var issued =
        issue(
            credential(), method, world.key, new CredentialStatus.Revoked(VerifyFixture.NOW, null));

    for (var report : brought(issued)) {
      assertFails(report, Check.STATUS, ProblemCode.REVOKED);
    }
  }

  @Test
  void whatItSignedSinceItsKeyWasCompromisedIsRefused() {
    var issued = issue();
    live(new KeyLife.Compromised(VerifyFixture.VALID_FROM.plusSeconds(1)));
    assertThat(world.verifier().verifyStored(issued).verdict()).isEqualTo(Verdict.VERIFIED);
    for (var report : brought(issued)) {
      assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    }

    live(new KeyLife.Compromised(VerifyFixture.VALID_FROM));
    assertFails(world.verifier().verifyStored(issued), Check.PROOF, ProblemCode.KEY_COMPROMISED);
    for (var report : brought(issued)) {
      assertFails(report, Check.PROOF, ProblemCode.KEY_COMPROMISED);
    }
  }

  /** It is the issuer's word, and not of a stranger of whom nothing is known. */
  @Test
  void whoeverHasTheKeyCannotLeaveSceauOut() {
    live(new KeyLife.Compromised(VerifyFixture.VALID_FROM));
    var elsewhere =
        credential()
            .with("id", new JsonString("https://elsewhere.example/1"))
            .without("credentialStatus");

    assertFails(
        json(world.embedded(elsewhere, method, world.key)),
        Check.PROOF,
        ProblemCode.KEY_COMPROMISED);
  }

  @Test
  void aNameOfItsKeyAsAnotherKindOfIssuerIsNotItsOwn() {
    var web = world.deployment.webDid(VerifyFixture.DEMO);
    for (var issuer : List.of(web, world.deployment.webDid(VerifyFixture.OTHER))) {
      assertFails(
          json(world.embedded(credential(issuer), method, world.key)),
          Check.PROOF,
          ProblemCode.KEY_NOT_OF_ISSUER);
    }
    assertFails(
        json(world.embedded(credential(web), web + "#" + multikey, world.key)),
        Check.PROOF,
        ProblemCode.KEY_NOT_OF_ISSUER);
    assertFails(
        json(world.embedded(credential(), web + "#" + multikey, world.key)),
        Check.PROOF,
        ProblemCode.KEY_NOT_OF_ISSUER);
  }

  @Test
  void aRecordWhoseIssuerIsAnotherKeyIsNotGenuine() {
    var stranger = world.otherKey;
    var theirs = Multikey.encode(stranger.publicKey());
    var credential = credential("did:key:" + theirs);

    var report =
        world
            .verifier()
            .verifyStored(
                issue(
                    credential,
                    "did:key:" + theirs + "#" + theirs,
                    stranger,
                    new CredentialStatus.Active()));

    assertFails(report, Check.PROOF, ProblemCode.KEY_NOT_OF_ISSUER);
  }

  /** A table has keys of 2,048 bytes at most, and most did:keys are of Ed25519. */
  @ParameterizedTest
  @MethodSource("notOfP256")
  void whoCannotBeOursIsNotLookedFor(String issuer) {
    int calls = world.catalog.faults().calls();

    var report = json(world.embedded(credential(issuer), method, world.key));

    assertThat(report.verdict()).isNotEqualTo(Verdict.VERIFIED);
    assertThat(world.catalog.faults().calls()).isEqualTo(calls);
  }

  static Stream<String> notOfP256() {
    return Stream.of(
        "did:key:",
        "did:key:zDna" + "e".repeat(3_000),
        "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        "did:key:zDnaerGBD7Zxzau2fdfEFaaaTDYBu5XEBYdGV2BmERp3MDSov/path");
  }

  private void live(KeyLife life) {
    var made = Demo.issuer(world.key.with(life));
    long revision = world.catalog.issuer(VerifyFixture.DEMO).orElseThrow().revision();
    var _ =
        world.catalog.put(
            new Issuer(VerifyFixture.DEMO, made.profile(), made.keys(), revision + 1));
  }

  private JsonObject credential() {
    return credential(did);
  }

  private JsonObject credential(String issuer) {
    var credential = world.credential();
    return credential.with(
        "issuer", credential.object("issuer").orElseThrow().with("id", new JsonString(issuer)));
  }

  private IssuedCredential issue() {
    return issue(credential(), method, world.key, new CredentialStatus.Active());
  }

  private IssuedCredential issue(
      JsonObject credential, String method, SigningKey signing, CredentialStatus status) {
    var issuer = credential.object("issuer").flatMap(each -> each.string("id")).orElseThrow();
    var jws =
        world.jws(
            VerifyFixture.header(method),
            world.claims(credential).with("iss", new JsonString(issuer)),
            signing);
    var issued =
        world.record(jws, JsonWriter.write(world.embedded(credential, method, signing)), status);
    var _ = world.store.record(issued, null);
    return issued;
  }

  private List<VerificationReport> brought(IssuedCredential issued) {
    return List.of(
        world
            .verifier()
            .verify(
                issued.secured().jwt().getBytes(StandardCharsets.UTF_8), SecuringForm.COMPACT_JWS),
        world
            .verifier()
            .verify(
                issued.secured().embedded().getBytes(StandardCharsets.UTF_8), SecuringForm.JSON));
  }

  private VerificationReport json(JsonObject secured) {
    return world.verifier().verify(JsonWriter.writeBytes(secured), SecuringForm.JSON);
  }

  private static void assertFails(VerificationReport report, Check check, ProblemCode code) {
    assertThat(report.verdict()).isEqualTo(Verdict.NOT_VERIFIED);
    assertThat(report.outcome(check)).isInstanceOf(Outcome.Failed.class);
    assertThat(report.decisive().map(VerificationProblem::code)).contains(code);
  }
}
