package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.at;
import static org.sceau.testing.JsonEdits.set;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sceau.dataintegrity.Multikey;
import org.sceau.json.JsonObject;
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
import org.sceau.verification.VerificationReport.Verdict;

/** Verifies credentials of a local issuer that is identified by the did:key of its key. */
class DidKeyIssuerTest extends LocalIssuerFixture {

  private final String multikey = Multikey.encode(key.publicKey());
  private final String keyDid = "did:key:" + multikey;
  private final String method = keyDid + "#" + multikey;

  @BeforeEach
  void theIssuerIsItsKey() {
    setLife(new KeyLife.Active());
  }

  @Test
  void itsCredentialsAreVerifiedFromTheRecordAndNobodyIsAsked() {
    var issued = issueByKey();

    for (var report : verifyForms(issued)) {
      assertVerified(report);
      assertThat(report.outcome(Check.REGISTRY)).isInstanceOf(Outcome.NotApplicable.class);
      assertThat(report.proven().orElseThrow().verificationMethod()).isEqualTo(method);
    }
    assertThat(web.fetched).isEmpty();
  }

  @Test
  void theirStatusIsThatOfTheRecord() {
    var issued = issue(badge(), method, key, new CredentialStatus.Revoked(NOW, null));

    for (var report : verifyForms(issued)) {
      assertFails(report, Check.STATUS, ProblemCode.REVOKED);
    }
  }

  @Test
  void whatItSignedSinceItsKeyWasCompromisedIsRefused() {
    var issued = issueByKey();
    setLife(new KeyLife.Compromised(VALID_FROM.plusSeconds(1)));
    verifyForms(issued).forEach(VerifyFixture::assertVerified);

    setLife(new KeyLife.Compromised(VALID_FROM));
    for (var report : verifyForms(issued)) {
      assertFails(report, Check.PROOF, ProblemCode.KEY_COMPROMISED);
    }
  }

  /** It is the issuer's word, and not of a stranger of whom nothing is known. */
  @Test
  void whoeverHasTheKeyCannotLeaveSceauOut() {
    setLife(new KeyLife.Compromised(VALID_FROM));
    var elsewhere =
        badge().with("id", text("https://elsewhere.example/1")).without("credentialStatus");

    assertFails(verify(embedded(elsewhere, method, key)), Check.PROOF, ProblemCode.KEY_COMPROMISED);
  }

  @Test
  void aNameOfItsKeyAsAnotherKindOfIssuerIsNotItsOwn() {
    var web = deployment.webDid(DEMO);
    var webMethod = web + "#" + multikey;
    for (var secured :
        List.of(
            embedded(badge(web), method, key),
            embedded(badge(otherDid), method, key),
            embedded(badge(web), webMethod, key),
            embedded(badge(), webMethod, key))) {
      assertFails(verify(secured), Check.PROOF, ProblemCode.KEY_NOT_OF_ISSUER);
    }
  }

  @Test
  void aRecordWhoseIssuerIsAnotherKeyIsNotGenuine() {
    var theirs = "did:key:" + Multikey.encode(otherKey.publicKey());
    var theirMethod = theirs + theirs.replace("did:key:", "#");

    var issued = issue(badge(theirs), theirMethod, otherKey, new CredentialStatus.Active());

    assertFails(verifyStored(issued), Check.PROOF, ProblemCode.KEY_NOT_OF_ISSUER);
  }

  /** A table has keys of 2,048 bytes at most, and most did:keys are of Ed25519. */
  @ParameterizedTest
  @MethodSource("notOfP256")
  void whoCannotBeOursIsNotLookedFor(String issuer) {
    int calls = catalog.faults().calls();

    var report = verify(embedded(badge(issuer), method, key));

    assertThat(report.verdict()).isNotEqualTo(Verdict.VERIFIED);
    assertThat(catalog.faults().calls()).isEqualTo(calls);
  }

  static Stream<String> notOfP256() {
    return Stream.of(
        "did:key:",
        "did:key:zDna" + "e".repeat(3_000),
        "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        "did:key:zDnaerGBD7Zxzau2fdfEFaaaTDYBu5XEBYdGV2BmERp3MDSov/path");
  }

  private void setLife(KeyLife life) {
    var made = Demo.issuer(key.with(life));
    long revision = catalog.issuer(DEMO).orElseThrow().revision();
    var _ = catalog.put(new Issuer(DEMO, made.profile(), made.keys(), revision + 1));
  }

  private JsonObject badge() {
    return badge(keyDid);
  }

  private JsonObject badge(String issuer) {
    return set(credential(), "/issuer/id", issuer);
  }

  private IssuedCredential issueByKey() {
    return issue(badge(), method, key, new CredentialStatus.Active());
  }

  private IssuedCredential issue(
      JsonObject credential, String method, SigningKey signing, CredentialStatus status) {
    var jws =
        jws(header(method), claims(credential).with("iss", at(credential, "/issuer/id")), signing);
    var issued = record(jws, JsonWriter.write(embedded(credential, method, signing)), status);
    var _ = store.record(issued, null);
    return issued;
  }
}
