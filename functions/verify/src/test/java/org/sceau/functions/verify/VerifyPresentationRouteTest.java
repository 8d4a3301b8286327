package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.at;
import static org.sceau.testing.JsonEdits.json;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.lambda.HttpResponse;

class VerifyPresentationRouteTest extends ExternalIssuerFixture {

  private static final String ASKER = "https://employer.example";

  @Test
  void aSignedPresentationIsVerifiedWithItsCredentials() {
    var presentation =
        presentation(
            enveloped(credential()),
            enveloped(credential().with("id", text("https://uni.example/2"))));

    var answer = answer(jwsOf(presentation));

    assertVerified(answer);
    var report = report(answer);
    assertThat(report.string("holder")).contains(DID);
    assertThat(report.array("credentialResults").orElseThrow().items()).hasSize(2);
    assertThat(web.fetched).containsExactly(DOCUMENT, LIST);

    assertVerified(answer(signed(presentation())));
  }

  /** Each is a document of its own, with its own contexts and its own proof. */
  @Test
  void theProofOfThePresentationCoversTheCredentialsInIt() {
    var badge = credential().with("@context", texts(V2, OB3));
    var presentation =
        presentation(embedded(credential()), embedded(badge), enveloped(credential()));
    var signed = signed(presentation);

    assertVerified(answer(signed));
    // Another credential of the same issuer is not what the holder signed.
    var other = embedded(credential().with("id", text("https://uni.example/9")));
    assertFails(answer(signed.with("verifiableCredential", JsonArray.of(other))), "PROOF_INVALID");
    var without = at(presentation(embedded(badge)), "/verifiableCredential");
    assertFails(answer(signed.with("verifiableCredential", without)), "PROOF_INVALID");
  }

  /** Neither the presentation itself nor a credential that its proof alone covers. */
  @Test
  void aPresentationThatIsNotPlainIsNotRead() {
    var own =
        credential().without("credentialStatus").with("validUntil", text("2026-02-15T10:00:00Z"));
    var signed = signed(presentation(own));
    var endless = own.without("validUntil").with(VALID_UNTIL_IRI, dateTime("2026-02-15T10:00:00Z"));
    var holder = json("{\"id\":\"%s\"}".formatted(DID));
    var anonymous =
        signed.without("holder").with("https://www.w3.org/2018/credentials#holder", holder);

    assertFails(answer(signed.with("verifiableCredential", JsonArray.of(endless))), "NOT_PLAIN");
    assertFails(answer(anonymous), "NOT_PLAIN");
  }

  @Test
  void aCredentialInAPresentationBringsNoContextOfItsOwn() {
    var signed = signed(presentation());
    var unknown =
        credential()
            .with("@context", texts(V2, "https://recording.example/context"))
            .with("proof", at(signed, "/proof"));
    var answer = answer(signed.with("verifiableCredential", JsonArray.of(unknown)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(body(answer)).contains("PROOF_UNSUPPORTED");
    assertThat(web.fetched).containsExactly(DOCUMENT);
  }

  /** Data Model v2.0, section 4.13.2. */
  @Test
  void theHoldersOwnWordIsTakenAsThatOfTheHolder() {
    var own = credential().without("credentialStatus");
    assertVerified(answer(signed(presentation(own))));
    assertVerified(answer(jwsOf(presentation(own))));
    // Nobody signed it here.
    assertFails(present(presentation(own)), "NOT_SECURED");
    var anothers = own.with("issuer", text("did:web:else.example"));
    assertFails(answer(signed(presentation(anothers))), "NOT_SECURED");
    var noHolder = presentation(own).without("holder");
    assertFails(answer(signed(noHolder)), "NOT_SECURED");
    // A key that only answers for its holder asserts nothing.
    web.publish(DOCUMENT, document().with("assertionMethod", texts(ED_KID)));
    assertFails(answer(signed(presentation(own))), "NOT_SECURED");
  }

  /** Data Model v1.1, section 6.3.1. */
  @Test
  void aPresentationOfTheOlderModelIsRead() {
    var presentation =
        presentation()
            .with("@context", texts("https://www.w3.org/2018/credentials/v1"))
            .with("verifiableCredential", JsonArray.of(text(jws(credential()))));
    var claims =
        json("""
        {"iss":"%s","aud":"https://employer.example","nonce":"c-1"}
        """
                .formatted(DID))
            .with("vp", presentation.without("holder"));
    var header = header(KID).with("typ", text("JWT"));

    var answer = answer(text(jws(header, claims, key)));

    assertThat(body(answer)).contains("\"verified\":true");
    assertThat(report(answer).string("holder")).contains(DID);
    assertFails(
        answer(text(jws(header, claims.with("nonce", text("c-0")), key))), "CHALLENGE_WRONG");
  }

  /** Row 40. */
  @Test
  void aPresentationThatAnsweredAnotherIsNotTakenAgain() {
    var presentation = presentation();
    assertFails(answer(signed(presentation, "c-0", ASKER)), "CHALLENGE_WRONG");
    assertFails(answer(signed(presentation, "c-1", "https://else.example")), "DOMAIN_WRONG");
    assertFails(answer(presentation), "CHALLENGE_WRONG");
    assertFails(answer(jws(presentation, "c-0", ASKER)), "CHALLENGE_WRONG");
    assertFails(answer(jws(presentation, "c-1", "https://else.example")), "DOMAIN_WRONG");
    assertThat(web.fetched).isEmpty();
    assertVerified(answer(jwsOf(presentation)));
  }

  /** Row 40. */
  @Test
  void anUnsignedPresentationIsFlagged() {
    var answer = present(presentation(embedded(credential())));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(body(answer)).contains("PRESENTATION_UNSIGNED");
    assertThat(report(answer).string("holder")).isEmpty();
  }

  @Test
  void aKeyOfAnotherPurposeOrPersonDoesNotPresent() {
    var presentation = presentation();
    // Asserts, and does not authenticate.
    var options =
        options("c-1", ASKER)
            .with("cryptosuite", text("eddsa-rdfc-2022"))
            .with("verificationMethod", text(ED_KID));
    assertFails(answer(secured(presentation, options, edKey)), "KEY_NOT_OF_ISSUER");
    var others = presentation.with("holder", text("did:web:else.example"));
    assertFails(answer(signed(others)), "KEY_NOT_OF_ISSUER");
  }

  @Test
  void aTamperedPresentationFailsAndNothingInItIsLookedAt() {
    var signed = signed(presentation());
    var answer = answer(signed.with("id", text("urn:uuid:00000000-0000-4000-8000-000000000000")));
    assertFails(answer, "PROOF_INVALID");
    assertThat(report(answer).array("credentialResults").orElseThrow().items()).isEmpty();
    assertThat(web.fetched).containsExactly(DOCUMENT);
  }

  @Test
  void oneBadCredentialSpoilsThePresentation() {
    var bad = embedded(credential()).with("name", text("Other"));
    var answer = present(presentation(embedded(credential()), bad));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(body(answer)).contains("\"verified\":false");
  }

  @Test
  void anEnvelopeHasTheMediaTypeOfAPresentation() {
    var jws = ((JsonString) jws(presentation(embedded(credential())), "c", "d")).value();
    for (var media : List.of("application/vc+jwt", "text/html", "application/vp+jwt;base64")) {
      assertFails(present(envelope("data:" + media + "," + jws)), "NOT_A_CREDENTIAL");
    }
    assertThat(present(envelope("data:application/vp+jwt," + jws)).status()).isEqualTo(200);
    // Row 13 and row 41: nor is one in the other's place, nor one in another.
    assertFails(
        present(envelope("data:application/vp+jwt," + jws(credential()))), "NOT_A_CREDENTIAL");
    assertFails(
        present(jws(envelope("data:application/vp+jwt," + jws), "c", "d")), "NOT_A_CREDENTIAL");
  }

  @Test
  void aPresentationOfTooManyIsNotOpened() {
    var many =
        Collections.nCopies(33, (JsonValue) embedded(credential())).toArray(JsonValue[]::new);
    assertFails(present(presentation(many)), "NOT_A_CREDENTIAL");
    assertThat(web.fetched).isEmpty();
  }

  @Test
  void anEndedPresentationIsNone() {
    var claims =
        presentation(embedded(credential())).with("exp", JsonNumber.of(NOW.getEpochSecond()));
    var header = header(KID).with("typ", text("vp+jwt"));
    assertFails(present(text(jws(header, claims, key))), "EXPIRED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"verifiablePresentation\":7}",
        "{\"verifiablePresentation\":{},\"more\":1}",
        "{\"verifiablePresentation\":{},\"options\":[]}",
        "{\"verifiablePresentation\":{},\"options\":{\"other\":1}}",
        "{\"verifiablePresentation\":{},\"options\":{\"challenge\":1}}"
      })
  void aBodyThatIsNotOneOfVcApiIsRefused(String body) {
    var answer = post("POST /presentations/verify", "application/json", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
  }

  @Test
  void bodiesThatAreTooLargeOrOfAnotherKindAreRefused() {
    var route = "POST /presentations/verify";
    assertThat(post(route, "application/json", " ".repeat(1024 * 1024 + 1)).status())
        .isEqualTo(413);
    assertThat(post(route, "text/html", "<a>").status()).isEqualTo(415);
    assertThat(post(route, "application/vp+jwt", "a.b.c").status()).isEqualTo(400);
  }

  /** The answer to a verifier that asked for neither challenge nor domain. */
  private HttpResponse present(JsonValue presentation) {
    return postPresentation(presentation, "{}");
  }

  private HttpResponse answer(JsonValue presentation) {
    return postPresentation(
        presentation, "{\"challenge\":\"c-1\",\"domain\":\"https://employer.example\"}");
  }

  private static JsonObject presentation(JsonValue... credentials) {
    var presentation =
        json(
            """
            {"@context":["https://www.w3.org/ns/credentials/v2"],
             "type":["VerifiablePresentation"],"holder":"%s"}
            """
                .formatted(DID));
    return presentation.with("verifiableCredential", JsonArray.of(credentials));
  }

  private JsonObject enveloped(JsonObject credential) {
    return enveloped(jws(credential));
  }

  private static JsonObject envelope(String id) {
    return json(
        """
        {"@context":["https://www.w3.org/ns/credentials/v2"],
         "type":"EnvelopedVerifiablePresentation","id":"%s"}
        """
            .formatted(id));
  }

  private static JsonObject options(String challenge, String domain) {
    return DataIntegrity.proofOptions(Cryptosuite.ECDSA_RDFC_2019, VALID_FROM, KID)
        .with("proofPurpose", text("authentication"))
        .with("challenge", text(challenge))
        .with("domain", text(domain));
  }

  private JsonObject signed(JsonObject presentation) {
    return signed(presentation, "c-1", ASKER);
  }

  private JsonObject signed(JsonObject presentation, String challenge, String domain) {
    return secured(presentation, options(challenge, domain), key);
  }

  private JsonValue jwsOf(JsonObject presentation) {
    return jws(presentation, "c-1", ASKER);
  }

  private JsonValue jws(JsonObject presentation, String challenge, String domain) {
    var claims =
        presentation
            .with("nonce", text(challenge))
            .with("aud", texts("https://other.example", domain));
    return text(jws(header(KID).with("typ", text("vp+jwt")), claims, key));
  }
}
