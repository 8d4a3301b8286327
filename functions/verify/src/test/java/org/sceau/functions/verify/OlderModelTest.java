package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.json;
import static org.sceau.testing.JsonEdits.set;

import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Multikey;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.statuslist.EncodedList;
import org.sceau.verification.Check;
import org.sceau.verification.Outcome;
import org.sceau.verification.ProblemCode;
import org.sceau.verification.VerificationReport;
import org.sceau.verification.VerificationReport.Verdict;

/** Credentials and badges on data model 1.1, in every form in which they are about. */
class OlderModelTest extends ExternalIssuerFixture {

  private static final String V1 = "https://www.w3.org/2018/credentials/v1";
  private static final String ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1";
  private static final String OB301 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json";
  private static final String STATUS_2021 = "https://w3id.org/vc/status-list/2021/v1";

  @Test
  void aBadgeWithAnEmbeddedProofIsVerified() {
    var report = verify(signature2020(badge()));

    assertVerified(report);
    var facts = report.proven().orElseThrow().facts();
    assertThat(facts.validFrom()).contains(Instant.parse("2024-01-15T10:00:00Z"));
    assertThat(facts.validUntil()).contains(Instant.parse("2029-01-15T10:00:00Z"));
    assertThat(web.fetched).containsExactly(DOCUMENT, LIST);

    var dataIntegrity =
        badge()
            .with(
                "@context",
                texts(V1, OB301, STATUS_2021, "https://w3id.org/security/data-integrity/v2"));
    assertVerified(verify(embedded(dataIntegrity)));
    assertFails(
        verify(signature2020(badge()).with("name", text("Other"))), ProblemCode.PROOF_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", ""})
  void aCredentialInAClaimIsVerified(String typ) {
    var report = verify(jwt(typ, claims(badge())));

    assertVerified(report);
    assertThat(report.proven().orElseThrow().credential()).isEqualTo(badge());
  }

  @Test
  void aClaimSaysWhatTheCredentialDoesNot() {
    var bare =
        badge().without("issuer").without("id").without("issuanceDate").without("expirationDate");

    var report = verify(jwt("JWT", claims(badge()).with("vc", bare)));

    assertVerified(report);
    assertThat(report.proven().orElseThrow().facts().issuerId()).contains(DID);
    assertThat(report.proven().orElseThrow().facts().validUntil())
        .contains(Instant.parse("2029-01-15T10:00:00Z"));
  }

  /** RFC 7515, section 4.1.4: a kid is a hint. */
  @Test
  void aKeyNeedsNoName() {
    var did = "did:key:" + Multikey.encode(key.publicKey());
    var credential = badge().without("credentialStatus").with("issuer", text(did));
    var header = json("{\"alg\":\"ES256\",\"typ\":\"JWT\"}");
    var claims = claims(credential).with("iss", text(did));

    assertVerified(verify(jws(header, claims, key)));
    assertFails(verify(jws(header, claims, attackerKey)), ProblemCode.PROOF_INVALID);
    // Of several keys the one that fits and that signed is found, in either model.
    assertVerified(verify(jws(header, claims(badge()), key)));
    assertVerified(
        verify(
            jws(
                header.with("typ", text("vc+jwt")),
                credential().without("credentialStatus").with("issuer", text(did)),
                key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "jti", "sub", "nbf", "exp"})
  void aClaimThatSaysOtherwiseFails(String claim) {
    var claims = claims(badge());
    var other = claims.get(claim) instanceof JsonNumber ? JsonNumber.of(1_700_000_000) : null;

    assertFails(
        verify(jwt("JWT", claims.with(claim, other == null ? text("urn:x:y") : other))),
        ProblemCode.CONTRADICTION);
    assertThat(web.fetched).isEmpty();
  }

  @Test
  void itBeginsAndEndsAsItSays() {
    now = Instant.parse("2029-01-15T09:59:59Z");
    assertVerified(verify(signature2020(badge().without("credentialStatus"))));
    now = Instant.parse("2029-01-15T10:00:00Z");
    for (var report :
        List.of(verify(signature2020(badge())), verify(jwt("JWT", claims(badge()))))) {
      assertFails(report, ProblemCode.EXPIRED);
    }
    var early =
        badge().without("credentialStatus").with("issuanceDate", text("2028-01-15T10:00:00Z"));
    now = NOW;
    assertFails(verify(signature2020(early)), ProblemCode.NOT_YET_VALID);
    assertFails(
        verify(signature2020(badge().without("issuanceDate"))), ProblemCode.NOT_A_CREDENTIAL);
  }

  @Test
  void aStatusList2021IsAskedWhetherItIsRevoked() {
    web.publish(LIST, signature2020(list(bits(7), 131_072)));
    assertFails(verify(signature2020(badge())), ProblemCode.REVOKED_BY_LIST);
    web.publish(LIST, signature2020(list(bits(6, 8), 131_072)));
    assertVerified(verify(signature2020(badge())));
    web.publish(LIST, jwt("JWT", listClaims(list(bits(7), 131_072))));
    assertFails(verify(jwt("JWT", claims(badge()))), ProblemCode.REVOKED_BY_LIST);
  }

  /** Its drafts asked for base64 in one place and showed base64url in another. */
  @Test
  void aStatusList2021IsReadHoweverItIsWritten() {
    for (var set : List.of(bits(7), bits(7, 131_071), bits(7, 99, 1_234, 77_777))) {
      var list = list(set, 131_072);
      var url = Base64.getUrlDecoder().decode(EncodedList.encode(set, 131_072).substring(1));
      var padded = Base64.getEncoder().encodeToString(url);
      for (var encoded :
          List.of(EncodedList.encode(set, 131_072), padded, padded.replace("=", ""))) {
        web.publish(LIST, signature2020(withSubject(list, "encodedList", text(encoded))));
        assertFails(verify(signature2020(badge())), ProblemCode.REVOKED_BY_LIST);
      }
      web.publish(LIST, signature2020(withSubject(list, "encodedList", text(padded + "====="))));
      assertUnknown(verify(signature2020(badge())), Check.STATUS);
    }
  }

  /** As a Bitstring list: never valid, never revoked. */
  @Test
  void aStatusList2021ThatIsNotAsItShouldBeSaysNothing() {
    var list = list(bits(7), 131_072);
    for (var wrong :
        List.of(
            list(bits(7), 131_064),
            list.with("expirationDate", text("2026-03-20T14:05:00Z")),
            list.with("issuanceDate", text("2026-03-21T14:05:00Z")),
            list.without("expirationDate").with("issuanceDate", text("2026-03-13T14:05:00Z")),
            list.with("id", text("https://uni.example/status/2")),
            list.with("issuer", text("did:web:else.example")),
            withSubject(list, "statusPurpose", text("suspension")),
            withSubject(list, "type", text("BitstringStatusList")),
            withSubject(list, "encodedList", text("H4sI")))) {
      web.publish(LIST, jwt("JWT", listClaims(wrong)));
      assertUnknown(verify(signature2020(badge())), Check.STATUS);
    }
    web.publish(LIST, list);
    assertUnknown(verify(signature2020(badge())), Check.STATUS);
    web.publish(LIST, signature2020(list).with("name", text("tampered with")));
    assertUnknown(verify(signature2020(badge())), Check.STATUS);
  }

  @Test
  void aStatusOfAnotherKindIsNotCheckedAndSaidSo() {
    var badge =
        badge()
            .with(
                "@context",
                texts(V1, OB301, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"))
            .with(
                "credentialStatus",
                json(
                    """
                    {"id":"https://uni.example/revocations","type":"1EdTechRevocationList"}
                    """));

    assertUnknown(verify(jwt("JWT", claims(badge))), Check.STATUS);
    assertThat(web.fetched).containsExactly(DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ed25519Signature2018", "RsaSignature2018",
        "JsonWebSignature2020", "BbsBlsSignature2020",
        "EcdsaSecp256k1Signature2019"
      })
  void aProofOfAnotherTimeIsNeitherGoodNorBad(String type) {
    var secured = signature2020(badge());

    assertUnknown(verify(set(secured, "/proof/type", type)), Check.PROOF);
    assertThat(web.fetched).isEmpty();
  }

  @Test
  void anUnsignedOneIsNotVerified() {
    assertFails(verify(badge()), ProblemCode.NOT_SECURED);
    assertThat(web.fetched).isEmpty();
  }

  private JsonObject badge() {
    return json(
        """
        {"@context":["%s","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json","%s","%s"],
         "id":"urn:uuid:9c9a36f8-518f-4976-a934-6649502d0008",
         "type":["VerifiableCredential","OpenBadgeCredential"],
         "issuer":{"id":"%s","type":["Profile"],"name":"Uni"},
         "issuanceDate":"2024-01-15T10:00:00Z","expirationDate":"2029-01-15T10:00:00Z",
         "name":"Python",
         "credentialSubject":{"id":"did:example:learner","type":["AchievementSubject"],
          "achievement":{"id":"https://uni.example/a","type":["Achievement"],"name":"Python",
           "description":"Python","criteria":{"narrative":"An exam."}}},
         "credentialStatus":{"id":"%s#7","type":"StatusList2021Entry","statusPurpose":"revocation",
          "statusListIndex":"7","statusListCredential":"%s"}}
        """
            .formatted(V1, STATUS_2021, ED25519_2020, DID, LIST, LIST));
  }

  OlderModelTest() {
    web.publish(LIST, signature2020(list(bits(), 131_072)));
  }

  private static JsonObject list(BitSet set, int capacity) {
    return json(
        """
        {"@context":["%s","%s","%s"],
         "id":"%s","type":["VerifiableCredential","StatusList2021Credential"],
         "issuer":"%s","issuanceDate":"2026-03-20T10:00:00Z","expirationDate":"2026-03-27T10:00:00Z",
         "credentialSubject":{"id":"%s#list","type":"StatusList2021","statusPurpose":"revocation",
          "encodedList":"%s"}}
        """
            .formatted(
                V1,
                STATUS_2021,
                ED25519_2020,
                LIST,
                DID,
                LIST,
                EncodedList.encode(set, capacity).substring(1)));
  }

  private JsonObject signature2020(JsonObject document) {
    var options =
        json(
            """
            {"type":"Ed25519Signature2020","created":"2024-01-15T10:00:00Z",
             "verificationMethod":"%s","proofPurpose":"assertionMethod"}
            """
                .formatted(ED_KID));
    return secured(document, options, edKey);
  }

  private static JsonObject claims(JsonObject badge) {
    return json("""
    {"iss":"%s","jti":"urn:uuid:9c9a36f8-518f-4976-a934-6649502d0008",
     "sub":"did:example:learner","nbf":1705312800,"exp":1863165600}
    """
            .formatted(DID))
        .with("vc", badge);
  }

  private static JsonObject listClaims(JsonObject list) {
    return JsonObject.EMPTY.with("vc", list);
  }

  private String jwt(String typ, JsonObject claims) {
    var header = header(KID);
    return jws(typ.isEmpty() ? header.without("typ") : header.with("typ", text(typ)), claims, key);
  }

  private static void assertUnknown(VerificationReport report, Check check) {
    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.outcome(check)).isInstanceOf(Outcome.Inconclusive.class);
    assertThat(Collections.frequency(report.outcomes().values(), new Outcome.Passed()))
        .isGreaterThan(0);
  }
}
