package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.at;
import static org.sceau.testing.JsonEdits.json;
import static org.sceau.testing.JsonEdits.patch;
import static org.sceau.verification.Check.FORM;
import static org.sceau.verification.Check.PROOF;
import static org.sceau.verification.Check.SCHEMA;
import static org.sceau.verification.Check.STATUS;
import static org.sceau.verification.Check.VALIDITY_PERIOD;
import static org.sceau.verification.ProblemCode.KEY_COMPROMISED;
import static org.sceau.verification.ProblemCode.KEY_NOT_OF_ISSUER;
import static org.sceau.verification.ProblemCode.NOT_A_CREDENTIAL;
import static org.sceau.verification.ProblemCode.PROOF_INVALID;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.jose.Base64Url;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.CredentialStatus;
import org.sceau.verification.Outcome;
import org.sceau.verification.ProblemCode;
import org.sceau.verification.SecuringForm;
import org.sceau.verification.VerificationProblem;
import org.sceau.verification.VerificationReport.Verdict;

class CredentialVerifierTest extends LocalIssuerFixture {

  private static final Instant SINCE = Instant.parse("2026-03-02T09:00:00Z");

  @Test
  void aRecordIsVerifiedWithoutAnyCanonicalization() {
    var report = verifyStored(issue());

    assertVerified(report);
    var proven = report.proven().orElseThrow();
    assertThat(proven.issuer().name()).isEqualTo("Université Exemple");
    assertThat(proven.algorithm()).isEqualTo("ES256");
    assertThat(proven.credential()).isEqualTo(credential());
    assertThat(proven.facts().recipientName()).contains("Camille Martin");
  }

  @Test
  void bothFormsAreVerifiedWhenBroughtAlong() {
    var issued = issue();

    verifyForms(issued).forEach(VerifyFixture::assertVerified);
    var embedded = verify(json(issued.secured().embedded()));
    assertThat(embedded.proven().orElseThrow().algorithm()).isEqualTo("eddsa-rdfc-2022");
    assertVerified(verify(enveloped(issued.secured().jwt())));
  }

  @Test
  void whatARetiredKeySignedStaysGood() {
    var issued = issue();
    setKeyLife(new KeyLife.Retired(VALID_FROM.minusSeconds(1)));

    verifyForms(issued).forEach(VerifyFixture::assertVerified);
  }

  @Test
  void whatIsOnRecordFromBeforeTheCompromiseStaysGood() {
    var issued = issue();
    setKeyLife(new KeyLife.Compromised(VALID_FROM.plusSeconds(1)));

    verifyForms(issued).forEach(VerifyFixture::assertVerified);
  }

  @Test
  void whatWasSignedSinceTheCompromiseIsRefusedAndTheDateIsTold() {
    var issued = issue();
    setKeyLife(new KeyLife.Compromised(VALID_FROM));

    for (var report : verifyForms(issued)) {
      assertFails(report, PROOF, KEY_COMPROMISED);
      assertThat(report.decisive().orElseThrow().since()).isEqualTo(VALID_FROM);
      assertThat(report.proven()).isEmpty();
    }
  }

  @Test
  void whoeverHasTheKeyCannotDateBack() {
    var compromised = new KeyLife.Compromised(VALID_FROM.plusSeconds(1));
    setKeyLife(compromised);
    assertFails(verify(jws(credential())), PROOF, KEY_COMPROMISED);

    issue();
    var other = credentialWithAchievement("name", text("Médecine"));
    assertFails(verify(jws(other)), PROOF, KEY_COMPROMISED);
    assertFails(verify(embedded(other)), PROOF, KEY_COMPROMISED);
  }

  @Test
  void eachFormStandsOrFallsWithItsOwnKey() {
    var issued = issue();
    setKeyLife(new KeyLife.Active(), new KeyLife.Compromised(VALID_FROM));

    assertVerified(verify(issued.secured().jwt()));
    assertFails(verify(json(issued.secured().embedded())), PROOF, KEY_COMPROMISED);
  }

  /** A good proof beside it does not speak for what a lost key signed. */
  @Test
  void ofSeveralProofsNoneIsByACompromisedKey() {
    var credential = credential();
    issue();
    var good = embedded(credential);
    var method = DidDocument.multikeyMethod(did, key);
    var lost = embedded(credential, method, key);
    var proofs = List.of(at(good, "/proof"), at(lost, "/proof"));
    assertVerified(verify(good.with("proof", new JsonArray(proofs))));

    setKeyLife(new KeyLife.Compromised(VALID_FROM.plusSeconds(1)), new KeyLife.Active());

    for (var order : List.of(proofs, proofs.reversed())) {
      assertFails(verify(good.with("proof", new JsonArray(order))), PROOF, KEY_COMPROMISED);
    }
  }

  @Test
  void ofWhatIsErasedNothingShowsThatItWasSignedBefore() {
    var issued = issue();
    erase();
    setKeyLife(new KeyLife.Compromised(VALID_FROM.plusSeconds(1)));

    assertFails(verify(issued.secured().jwt()), PROOF, KEY_COMPROMISED);
  }

  @Test
  void theOlderTypOfOpenBadgesIsRead() {
    issue();
    var header = header().with("typ", text("JWT"));

    assertVerified(verify(jws(header, claims(credential()), key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vp+jwt", "at+jwt", "vc+sd-jwt", ""})
  void anotherTypIsRefused(String typ) {
    issue();
    var header = header().with("typ", text(typ));

    assertFails(verify(jws(header, claims(credential()), key)), FORM, NOT_A_CREDENTIAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          iss | [{"op":"remove","path":"/iss"}]
          iss | [{"op":"replace","path":"/iss","value":"did:web:sceau.example:other"}]
          iss | [{"op":"replace","path":"/iss","value":1768471201}]
          jti | [{"op":"remove","path":"/jti"}]
          jti | [{"op":"replace","path":"/jti","value":"did:web:sceau.example:other"}]
          jti | [{"op":"replace","path":"/jti","value":1768471201}]
          sub | [{"op":"remove","path":"/sub"}]
          sub | [{"op":"replace","path":"/sub","value":"did:web:sceau.example:other"}]
          sub | [{"op":"replace","path":"/sub","value":1768471201}]
          nbf | [{"op":"remove","path":"/nbf"}]
          nbf | [{"op":"replace","path":"/nbf","value":"did:web:sceau.example:other"}]
          nbf | [{"op":"replace","path":"/nbf","value":1768471201}]
          exp | [{"op":"remove","path":"/exp"}]
          exp | [{"op":"replace","path":"/exp","value":"did:web:sceau.example:other"}]
          exp | [{"op":"replace","path":"/exp","value":1768471201}]
          """)
  void aClaimThatContradictsTheCredentialFails(String claim, String patch) {
    issue();
    var jws = jws(header(), patch(claims(credential()), patch), key);

    assertFails(verify(jws), FORM, ProblemCode.CONTRADICTION);
    var report = verifyStored(jws);
    assertFails(report, FORM, ProblemCode.CONTRADICTION);
    assertThat(report.decisive().map(VerificationProblem::detail).orElseThrow()).contains(claim);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vc", "vp"})
  void aClaimOfTheOlderDataModelIsRefused(String claim) {
    issue();
    var payload = claims(credential()).with(claim, text("oops"));

    assertFails(verify(jws(header(), payload, key)), FORM, NOT_A_CREDENTIAL);
  }

  @Test
  void aRecordThatSaysOtherwiseIsAContradiction() {
    var endless = new ValidityPeriod(VALID_FROM, null);
    var record = record(jws(credential()), "", new CredentialStatus.Active(), endless);
    var elsewhere = text("https://sceau.example/c/AAAAAAAAAAAAAAAAAAAAAA");
    var payload = claims(credential()).with("id", elsewhere).with("jti", elsewhere);
    var theirs = claims(credential()).with("issuer", text(otherDid)).with("iss", text(otherDid));
    var otherPosition = credential().with("credentialStatus", entry("1"));

    for (var report :
        List.of(
            verifyStored(record),
            verifyStored(jws(header(), payload, key)),
            verifyStored(jws(header(), theirs, key)),
            verifyStored(jws(otherPosition)))) {
      assertFails(report, FORM, ProblemCode.CONTRADICTION);
    }
  }

  @Test
  void aSchemaThatItNamesIsSaidNotToBeLookedAt() {
    var without = credential().without("credentialSchema");

    assertThat(verify(jws(credential())).outcome(SCHEMA)).isInstanceOf(Outcome.NotChecked.class);
    assertThat(verify(jws(without)).outcome(SCHEMA)).isInstanceOf(Outcome.NotApplicable.class);
  }

  /** Its status entry leads to the record, since its id does not. */
  @Test
  void aCredentialWithAnIdOfItsIssuersHasTheStatusOfItsRecord() {
    var credential =
        credential()
            .with("id", text("https://university.example/credentials/7"))
            .with(
                "credentialStatus",
                entry(Integer.toString(INDEX)).with("id", text(deployment.statusUrl(id))));
    var payload = claims(credential).with("jti", text("https://university.example/credentials/7"));
    var jws = jws(header(), payload, key);
    var revoked = new CredentialStatus.Revoked(SINCE, null);
    var record = record(jws, JsonWriter.write(embedded(credential)), revoked);
    var _ = store.record(record, null);

    for (var report : verifyForms(record)) {
      assertFails(report, STATUS, ProblemCode.REVOKED);
    }
  }

  /** Anyone who knows a link can write it into another credential. */
  @Test
  void theRecordOfAnotherIssuersCredentialSaysNothingOfIt() {
    var theirs = credential().with("issuer", text(otherDid));
    var method = DidDocument.multikeyMethod(otherDid, otherKey);
    issue();

    var report = verify(embedded(theirs, method, otherKey));

    assertUnknown(report, ProblemCode.STATUS_OF_ANOTHER);
    assertThat(report.proven().orElseThrow().status()).isEmpty();
  }

  @Test
  void everyTamperedCharacterOfTheJwsIsNoticed() {
    var jws = issue().secured().jwt();
    for (int i = 0; i < jws.length(); i += 37) {
      var tampered =
          jws.substring(0, i) + (jws.charAt(i) == 'A' ? 'B' : 'A') + jws.substring(i + 1);
      var report = verify(tampered);
      assertThat(report.verdict()).as("character %d", i).isEqualTo(Verdict.NOT_VERIFIED);
      assertThat(report.proven()).isEmpty();
    }
  }

  @Test
  void aTamperedEmbeddedCredentialFails() {
    var embedded = json(issue().secured().embedded());

    var report = verify(embedded.with("name", text("Autre chose")));

    assertFails(report, PROOF, PROOF_INVALID);
    assertThat(report.proven()).isEmpty();
  }

  @Test
  void noAlgorithmIsNone() {
    issue();
    var payload = Base64Url.encode(JsonWriter.writeBytes(claims(credential())));
    for (var alg : new String[] {"none", "None", "HS256"}) {
      var header = Base64Url.encode(JsonWriter.writeBytes(header().with("alg", text(alg))));
      assertThat(verify(header + "." + payload + ".").verdict()).isEqualTo(Verdict.NOT_VERIFIED);
      assertThat(verify(header + "." + payload + ".AAAA").verdict())
          .isEqualTo(Verdict.NOT_VERIFIED);
    }
  }

  @Test
  void aForeignKeyUnderTheIssuersKidFails() {
    issue();

    assertFails(verify(jws(header(), claims(credential()), otherKey)), PROOF, PROOF_INVALID);
  }

  @Test
  void theKeyOfAnotherIssuerDoesNotSpeakForThisOne() {
    issue();
    var kid = otherDid + "#" + otherKey.kid();

    assertFails(verify(jws(header(kid), claims(credential()), otherKey)), PROOF, KEY_NOT_OF_ISSUER);
    assertFails(verify(embedded(credential(), kid, otherKey)), PROOF, KEY_NOT_OF_ISSUER);
  }

  @Test
  void aKeySmuggledIntoTheFragmentDoesNotSpeakForTheIssuer() {
    issue();
    var kid = did + "#" + otherKey.kid();

    assertFails(verify(jws(header(kid), claims(credential()), otherKey)), PROOF, KEY_NOT_OF_ISSUER);
  }

  @Test
  void aBareThumbprintOrNoKidNamesNoKey() {
    issue();
    var payload = claims(credential());

    assertFails(verify(jws(header(key.kid()), payload, key)), PROOF, KEY_NOT_OF_ISSUER);
    assertFails(verify(jws(header().without("kid"), payload, key)), PROOF, KEY_NOT_OF_ISSUER);
  }

  @Test
  void eachFormNamesItsKeyInItsOwnWay() {
    issue();

    assertFails(
        verify(embedded(credential(), DidDocument.jwkMethod(did, edKey), edKey)),
        PROOF,
        KEY_NOT_OF_ISSUER);
    assertFails(
        verify(jws(header(DidDocument.multikeyMethod(did, key)), claims(credential()), key)),
        PROOF,
        KEY_NOT_OF_ISSUER);
  }

  @Test
  void twoProofsMustBothHold() {
    var good = json(issue().secured().embedded());
    var bad = good.object("proof").orElseThrow().with("proofValue", text("z" + "2".repeat(86)));

    assertFails(verify(good.with("proof", JsonArray.of(at(good, "/proof"), bad))), PROOF_INVALID);
  }

  /** A document of our own that somebody has written otherwise is read in its normal form. */
  @Test
  void aCredentialOfOursMayBeWrittenOtherwise() {
    var good = json(issue().secured().embedded());
    var rewritten = good.without("name").with("https://schema.org/name", at(good, "/name"));

    var report = verify(rewritten);

    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.proven().orElseThrow().facts().name())
        .isEqualTo(verify(good).proven().orElseThrow().facts().name());
  }

  /** What cannot be judged says nothing against the issuer. */
  @Test
  void aProofOfAKindThatIsNotReadIsNeitherGoodNorBad() {
    var good = json(issue().secured().embedded());
    var proof = good.object("proof").orElseThrow();
    for (var other :
        List.of(
            proof.with("cryptosuite", text("ecdsa-sd-2023")),
            proof.with("type", text("BbsBlsSignature2020")),
            proof.with("previousProof", text("urn:uuid:1")))) {
      var report = verify(good.with("proof", other));

      assertUnknown(report, ProblemCode.PROOF_UNSUPPORTED);
      assertThat(report.proven()).isEmpty();
    }
    // Neither does it hide a proof that is wrong.
    assertFails(
        verify(
            good.with("name", text("Autre"))
                .with(
                    "proof",
                    JsonArray.of(proof, proof.with("cryptosuite", text("ecdsa-sd-2023"))))),
        PROOF,
        PROOF_INVALID);
  }

  @Test
  void anUnsignedCredentialFails() {
    assertFails(verify(credential()), PROOF, ProblemCode.NOT_SECURED);
  }

  @Test
  void theEndIsExclusiveAndTheBeginningForgivesAMinute() {
    var issued = issue();

    now = VALID_UNTIL.minusSeconds(1);
    assertVerified(verifyStored(issued));
    now = VALID_UNTIL;
    var ended = verifyStored(issued);
    assertFails(ended, VALIDITY_PERIOD, ProblemCode.EXPIRED);
    assertThat(ended.decisive().orElseThrow().since()).isEqualTo(VALID_UNTIL);
    assertThat(ended.proven()).isPresent();
    now = VALID_FROM.minusSeconds(60);
    assertVerified(verifyStored(issued));
    now = VALID_FROM.minusSeconds(61);
    assertFails(verifyStored(issued), VALIDITY_PERIOD, ProblemCode.NOT_YET_VALID);
  }

  @Test
  void theStatusIsThatOfTheRecordWhateverTheFormBroughtAlong() {
    var issued = issue(credential(), new CredentialStatus.Revoked(SINCE, "Erreur de nom."));

    for (var report : verifyForms(issued)) {
      assertFails(report, STATUS, ProblemCode.REVOKED);
      assertThat(report.proven().orElseThrow().status())
          .contains(new CredentialStatus.Revoked(SINCE, "Erreur de nom."));
    }
  }

  @Test
  void aSuspendedCredentialIsNotVerified() {
    var issued = issue(credential(), new CredentialStatus.Suspended(SINCE, null));

    assertFails(verifyStored(issued), STATUS, ProblemCode.SUSPENDED);
  }

  @Test
  void aRevocationWeighsMoreThanTheEndOfValidity() {
    var issued = issue(credential(), new CredentialStatus.Revoked(SINCE, null));
    now = VALID_UNTIL;

    assertThat(verifyStored(issued).decisive().map(VerificationProblem::code))
        .contains(ProblemCode.REVOKED);
  }

  @Test
  void aGoodSignatureWithoutARecordIsNeitherGoodNorBad() {
    var report = verify(jws(credential()));

    assertUnknown(report, ProblemCode.STATUS_UNKNOWN);
    assertThat(report.proven().orElseThrow().status()).isEmpty();
  }

  @Test
  void theRecordOfAnotherPositionSaysNothing() {
    issue();

    var report = verify(jws(credential().with("credentialStatus", entry("7"))));

    assertUnknown(report, ProblemCode.STATUS_OF_ANOTHER);
  }

  @Test
  void theCredentialOfAnIssuerWhoIsNotReachedIsNeitherGoodNorBad() {
    var foreign =
        credential()
            .with("id", text("urn:uuid:5f0c2c54-7f0f-4b9e-8c2b-0f6b6f0b6f01"))
            .with("issuer", text("did:web:elsewhere.example"));
    var claims =
        claims(foreign)
            .with("jti", at(foreign, "/id"))
            .with("iss", text("did:web:elsewhere.example"));
    var signed = jws(header("did:web:elsewhere.example#1"), claims, otherKey);

    var report = verify(signed);
    assertUnknown(report, ProblemCode.ISSUER_UNREACHABLE);
    assertThat(report.proven()).isEmpty();
  }

  /** A reader who opens the address would see another credential. */
  @Test
  void aStrangersCredentialWithTheAddressOfALinkIsRefused() {
    var foreign = credential().with("issuer", text("did:web:elsewhere.example"));
    var claims = claims(foreign).with("iss", text("did:web:elsewhere.example"));

    assertFails(
        verify(jws(header("did:web:elsewhere.example#1"), claims, otherKey)),
        FORM,
        ProblemCode.LINK_OF_ANOTHER);
  }

  @Test
  void anIssuerThatTheCatalogDoesNotHaveIsUnknown() {
    var did = "did:web:sceau.example:issuers:nobody";
    var ghost = credential().with("issuer", text(did));
    var claims = claims(ghost).with("iss", text(did));

    var report = verify(jws(header(did + "#" + key.kid()), claims, key));

    assertUnknown(report, ProblemCode.ISSUER_UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-15", "2026-01-15t10:00:00Z", "2026-01-15T24:00:00Z",
        "2026-13-15T10:00:00Z", "2026-01-15T10:00:60Z", "0000-01-15T10:00:00Z",
        "10000-01-15T10:00:00Z", " 2026-01-15T10:00:00Z", "2026-02-30T10:00:00Z"
      })
  void aDateThatIsNotOneOfRfc3339Fails(String date) {
    assertFails(verify(credential().with("validUntil", text(date))), FORM, NOT_A_CREDENTIAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          context       | [{"op":"replace","path":"/@context","value":["https://x.example"]}]
          no context    | [{"op":"remove","path":"/@context"}]
          type          | [{"op":"replace","path":"/type","value":["OpenBadgeCredential"]}]
          two ids       | [{"op":"replace","path":"/id","value":["a:b","c:d"]}]
          id no url     | [{"op":"replace","path":"/id","value":"no url"}]
          no issuer     | [{"op":"remove","path":"/issuer"}]
          issuer no id  | [{"op":"replace","path":"/issuer","value":{}}]
          issuer number | [{"op":"replace","path":"/issuer","value":1}]
          no subject    | [{"op":"remove","path":"/credentialSubject"}]
          empty subject | [{"op":"replace","path":"/credentialSubject","value":{}}]
          no subjects   | [{"op":"replace","path":"/credentialSubject","value":[]}]
          status        | [{"op":"replace","path":"/credentialStatus","value":"x"}]
          order         | [{"op":"replace","path":"/validUntil","value":"2020-01-15T10:00:00Z"}]
          """)
  void aMalformedCredentialFails(String name, String patch) {
    assertThat(name).isNotEmpty();
    assertFails(verify(patch(credential(), patch)), FORM, NOT_A_CREDENTIAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{\"a\":1,\"a\":2}", "{} {}"})
  void whatIsNotJsonIsNotReadable(String text) {
    assertFails(verify(text, SecuringForm.JSON), FORM, ProblemCode.NOT_READABLE);
  }

  @Test
  void anEnvelopeOfAnotherMediaTypeIsNotOpened() {
    assertFails(
        verify(
            json(
                """
                {"type":["EnvelopedVerifiableCredential"],"id":"data:text/html,<b>"}
                """)),
        FORM,
        NOT_A_CREDENTIAL);
  }

  private JsonObject entry(String index) {
    return json(
        """
        {"id":"https://sceau.example/status/demo-revocation-1#%s","type":"BitstringStatusListEntry",
         "statusPurpose":"revocation","statusListIndex":"%s",
         "statusListCredential":"https://sceau.example/status/demo-revocation-1"}
        """
            .formatted(index, index));
  }
}
