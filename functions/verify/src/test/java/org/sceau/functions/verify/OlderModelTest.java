package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Multikey;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.statuslist.EncodedList;
import org.sceau.verification.Check;
import org.sceau.verification.Outcome;
import org.sceau.verification.ProblemCode;
import org.sceau.verification.VerificationProblem;
import org.sceau.verification.VerificationReport;
import org.sceau.verification.VerificationReport.Verdict;

/** Credentials and badges on data model 1.1, in every form in which they are about. */
class OlderModelTest {

  private static final String V1 = "https://www.w3.org/2018/credentials/v1";
  private static final String ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1";
  private static final String STATUS_2021 = "https://w3id.org/vc/status-list/2021/v1";

  private final ExternalIssuerFixture abroad = new ExternalIssuerFixture();
  private final VerifyFixture world = abroad.world;

  @Test
  void aBadgeWithAnEmbeddedProofIsVerified() {
    var report = verify(signature2020(badge()));

    assertThat(report.decisive()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    var facts = report.proven().orElseThrow().facts();
    assertThat(facts.validFrom()).contains(Instant.parse("2024-01-15T10:00:00Z"));
    assertThat(facts.validUntil()).contains(Instant.parse("2029-01-15T10:00:00Z"));
    assertThat(abroad.fetched())
        .containsExactly(ExternalIssuerFixture.DOCUMENT, ExternalIssuerFixture.LIST);

    var dataIntegrity =
        badge()
            .with(
                "@context",
                JsonArray.ofStrings(
                    V1,
                    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
                    STATUS_2021,
                    "https://w3id.org/security/data-integrity/v2"));
    assertThat(verify(abroad.embedded(dataIntegrity)).verdict()).isEqualTo(Verdict.VERIFIED);
    assertFails(
        verify(signature2020(badge()).with("name", new JsonString("Other"))),
        ProblemCode.PROOF_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", ""})
  void aCredentialInAClaimIsVerified(String typ) {
    var report = verify(jwt(typ, claims(badge())));

    assertThat(report.decisive()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.proven().orElseThrow().credential()).isEqualTo(badge());
  }

  @Test
  void aClaimSaysWhatTheCredentialDoesNot() {
    var bare =
        badge().without("issuer").without("id").without("issuanceDate").without("expirationDate");

    var report = verify(jwt("JWT", claims(badge()).with("vc", bare)));

    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(report.proven().orElseThrow().facts().issuerId())
        .contains(ExternalIssuerFixture.DID);
    assertThat(report.proven().orElseThrow().facts().validUntil())
        .contains(Instant.parse("2029-01-15T10:00:00Z"));
  }

  /** Data Model v1.1, section 6.3.1: a kid is there if there are several keys. */
  @Test
  void theOnlyKeyOfAnIssuerNeedsNoName() {
    var did = "did:key:" + Multikey.encode(abroad.key.publicKey());
    var credential = badge().without("credentialStatus").with("issuer", new JsonString(did));
    var header = JsonObject.builder().put("alg", "ES256").put("typ", "JWT").build();
    var claims = claims(credential).with("iss", new JsonString(did));

    assertThat(verify(world.jws(header, claims, abroad.key)).verdict()).isEqualTo(Verdict.VERIFIED);
    assertFails(verify(world.jws(header, claims, abroad.attackers)), ProblemCode.PROOF_INVALID);
    // Of two keys none is meant.
    assertFails(
        verify(world.jws(header, claims(badge()), abroad.key)), ProblemCode.KEY_NOT_OF_ISSUER);
    // In the newer model every JWS names its key.
    assertFails(
        verify(
            world.jws(
                header.with("typ", new JsonString("vc+jwt")),
                abroad.credential().without("credentialStatus").with("issuer", new JsonString(did)),
                abroad.key)),
        ProblemCode.KEY_NOT_OF_ISSUER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "jti", "sub", "nbf", "exp"})
  void aClaimThatSaysOtherwiseFails(String claim) {
    var claims = claims(badge());
    var other = claims.get(claim) instanceof JsonNumber ? JsonNumber.of(1_700_000_000) : null;

    assertFails(
        verify(
            jwt(
                "JWT",
                claims.with(claim, other == null ? ExternalIssuerFixture.text("urn:x:y") : other))),
        ProblemCode.CONTRADICTION);
    assertThat(abroad.fetched()).isEmpty();
  }

  @Test
  void itBeginsAndEndsAsItSays() {
    world.now = Instant.parse("2029-01-15T09:59:59Z");
    assertThat(verify(signature2020(badge().without("credentialStatus"))).verdict())
        .isEqualTo(Verdict.VERIFIED);
    world.now = Instant.parse("2029-01-15T10:00:00Z");
    for (var report :
        List.of(verify(signature2020(badge())), verify(jwt("JWT", claims(badge()))))) {
      assertFails(report, ProblemCode.EXPIRED);
    }
    var early =
        badge()
            .without("credentialStatus")
            .with("issuanceDate", ExternalIssuerFixture.text("2028-01-15T10:00:00Z"));
    world.now = VerifyFixture.NOW;
    assertFails(verify(signature2020(early)), ProblemCode.NOT_YET_VALID);
    assertFails(
        verify(signature2020(badge().without("issuanceDate"))), ProblemCode.NOT_A_CREDENTIAL);
  }

  @Test
  void aStatusList2021IsAskedWhetherItIsRevoked() {
    world.web.publish(ExternalIssuerFixture.LIST, signature2020(list(set(7), 131_072)));
    assertFails(verify(signature2020(badge())), ProblemCode.REVOKED_BY_LIST);
    world.web.publish(ExternalIssuerFixture.LIST, signature2020(list(set(6, 8), 131_072)));
    assertThat(verify(signature2020(badge())).verdict()).isEqualTo(Verdict.VERIFIED);
    world.web.publish(ExternalIssuerFixture.LIST, jwt("JWT", listClaims(list(set(7), 131_072))));
    assertFails(verify(jwt("JWT", claims(badge()))), ProblemCode.REVOKED_BY_LIST);
  }

  /** Its drafts asked for base64 in one place and showed base64url in another. */
  @Test
  void aStatusList2021IsReadHoweverItIsWritten() {
    for (var set : List.of(set(7), set(7, 131_071), set(7, 99, 1_234, 77_777))) {
      var list = list(set, 131_072);
      var url = Base64.getUrlDecoder().decode(EncodedList.encode(set, 131_072).substring(1));
      var padded = Base64.getEncoder().encodeToString(url);
      for (var encoded :
          List.of(EncodedList.encode(set, 131_072), padded, padded.replace("=", ""))) {
        world.web.publish(
            ExternalIssuerFixture.LIST,
            signature2020(
                ExternalIssuerFixture.withSubject(
                    list, "encodedList", ExternalIssuerFixture.text(encoded))));
        assertFails(verify(signature2020(badge())), ProblemCode.REVOKED_BY_LIST);
      }
      world.web.publish(
          ExternalIssuerFixture.LIST,
          signature2020(
              ExternalIssuerFixture.withSubject(
                  list, "encodedList", ExternalIssuerFixture.text(padded + "====="))));
      assertUnknown(verify(signature2020(badge())), Check.STATUS);
    }
  }

  /** As a Bitstring list: never valid, never revoked. */
  @Test
  void aStatusList2021ThatIsNotAsItShouldBeSaysNothing() {
    var list = list(set(7), 131_072);
    for (var wrong :
        List.of(
            list(set(7), 131_064),
            list.with("expirationDate", ExternalIssuerFixture.text("2026-03-20T14:05:00Z")),
            list.with("issuanceDate", ExternalIssuerFixture.text("2026-03-21T14:05:00Z")),
            list.without("expirationDate")
                .with("issuanceDate", ExternalIssuerFixture.text("2026-03-13T14:05:00Z")),
            list.with("id", ExternalIssuerFixture.text("https://uni.example/status/2")),
            list.with("issuer", ExternalIssuerFixture.text("did:web:else.example")),
            ExternalIssuerFixture.withSubject(
                list, "statusPurpose", ExternalIssuerFixture.text("suspension")),
            ExternalIssuerFixture.withSubject(
                list, "type", ExternalIssuerFixture.text("BitstringStatusList")),
            ExternalIssuerFixture.withSubject(
                list, "encodedList", ExternalIssuerFixture.text("H4sI")))) {
      world.web.publish(ExternalIssuerFixture.LIST, jwt("JWT", listClaims(wrong)));
      assertUnknown(verify(signature2020(badge())), Check.STATUS);
    }
    world.web.publish(ExternalIssuerFixture.LIST, list);
    assertUnknown(verify(signature2020(badge())), Check.STATUS);
    world.web.publish(
        ExternalIssuerFixture.LIST,
        signature2020(list).with("name", ExternalIssuerFixture.text("tampered with")));
    assertUnknown(verify(signature2020(badge())), Check.STATUS);
  }

  @Test
  void aStatusOfAnotherKindIsNotCheckedAndSaidSo() {
    var entry =
        VerifyFixture.read(
            """
            {"id":"https://uni.example/revocations","type":"1EdTechRevocationList"}
            """);
    var badge =
        badge()
            .with("credentialStatus", entry)
            .with(
                "@context",
                JsonArray.ofStrings(
                    V1,
                    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
                    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"));

    assertUnknown(verify(jwt("JWT", claims(badge))), Check.STATUS);
    assertThat(abroad.fetched()).containsExactly(ExternalIssuerFixture.DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ed25519Signature2018",
        "RsaSignature2018",
        "JsonWebSignature2020",
        "BbsBlsSignature2020",
        "EcdsaSecp256k1Signature2019"
      })
  void aProofOfAnotherTimeIsNeitherGoodNorBad(String type) {
    var secured = signature2020(badge());
    var proof =
        secured.object("proof").orElseThrow().with("type", ExternalIssuerFixture.text(type));

    assertUnknown(verify(secured.with("proof", proof)), Check.PROOF);
    assertThat(abroad.fetched()).isEmpty();
  }

  @Test
  void anUnsignedOneIsNotVerified() {
    assertFails(verify(badge()), ProblemCode.NOT_SECURED);
    assertThat(abroad.fetched()).isEmpty();
  }

  private JsonObject badge() {
    return VerifyFixture.read(
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
            .formatted(
                V1,
                STATUS_2021,
                ED25519_2020,
                ExternalIssuerFixture.DID,
                ExternalIssuerFixture.LIST,
                ExternalIssuerFixture.LIST));
  }

  OlderModelTest() {
    world.web.publish(ExternalIssuerFixture.LIST, signature2020(list(set(), 131_072)));
  }

  private static JsonObject list(BitSet set, int capacity) {
    return VerifyFixture.read(
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
                ExternalIssuerFixture.LIST,
                ExternalIssuerFixture.DID,
                ExternalIssuerFixture.LIST,
                EncodedList.encode(set, capacity).substring(1)));
  }

  private static BitSet set(int... positions) {
    var bits = new BitSet();
    for (int position : positions) {
      bits.set(position);
    }
    return bits;
  }

  private JsonObject signature2020(JsonObject document) {
    var options =
        JsonObject.builder()
            .put("type", "Ed25519Signature2020")
            .put("created", "2024-01-15T10:00:00Z")
            .put("verificationMethod", ExternalIssuerFixture.ED_KID)
            .put("proofPurpose", "assertionMethod")
            .build();
    return world.secured(document, options, abroad.edKey);
  }

  private static JsonObject claims(JsonObject badge) {
    return JsonObject.builder()
        .put("iss", ExternalIssuerFixture.DID)
        .put("jti", "urn:uuid:9c9a36f8-518f-4976-a934-6649502d0008")
        .put("sub", "did:example:learner")
        .put("nbf", Instant.parse("2024-01-15T10:00:00Z").getEpochSecond())
        .put("exp", Instant.parse("2029-01-15T10:00:00Z").getEpochSecond())
        .put("vc", badge)
        .build();
  }

  private static JsonObject listClaims(JsonObject list) {
    return JsonObject.builder().put("vc", list).build();
  }

  private String jwt(String typ, JsonObject claims) {
    var header = VerifyFixture.header(ExternalIssuerFixture.KID);
    return world.jws(
        typ.isEmpty() ? header.without("typ") : header.with("typ", ExternalIssuerFixture.text(typ)),
        claims,
        abroad.key);
  }

  private VerificationReport verify(JsonObject document) {
    return world.verifier().verify(document);
  }

  private VerificationReport verify(String jws) {
    return world.verifier().verify(jws);
  }

  private static void assertFails(VerificationReport report, ProblemCode code) {
    assertThat(report.verdict()).isEqualTo(Verdict.NOT_VERIFIED);
    assertThat(report.decisive().map(VerificationProblem::code)).contains(code);
  }

  private static void assertUnknown(VerificationReport report, Check check) {
    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.outcome(check)).isInstanceOf(Outcome.Inconclusive.class);
    assertThat(Collections.frequency(report.outcomes().values(), new Outcome.Passed()))
        .isGreaterThan(0);
  }
}
