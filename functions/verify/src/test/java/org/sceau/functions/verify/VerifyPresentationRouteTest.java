package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.lambda.HttpResponse;

class VerifyPresentationRouteTest {

  private static final String ASKED =
      "{\"challenge\":\"c-1\",\"domain\":\"https://employer.example\"}";

  private final ExternalIssuerFixture abroad = new ExternalIssuerFixture();
  private final VerifyFixture world = abroad.world;

  @Test
  void aSignedPresentationIsVerifiedWithItsCredentials() {
    var presentation =
        presentation(
            enveloped(abroad.credential()),
            enveloped(abroad.credential().with("id", new JsonString("https://uni.example/2"))));

    var answer = post(jws(presentation, "c-1", "https://employer.example"), ASKED);

    assertThat(VerifyFixture.text(answer)).contains("\"verified\":true");
    assertThat(answer.status()).isEqualTo(200);
    var report = VerifyFixture.read(VerifyFixture.text(answer));
    assertThat(report.string("holder")).contains(ExternalIssuerFixture.DID);
    assertThat(report.array("credentialResults").orElseThrow().items()).hasSize(2);
    assertThat(abroad.fetched())
        .containsExactly(ExternalIssuerFixture.DOCUMENT, ExternalIssuerFixture.LIST);

    assertThat(post(signed(presentation(), "c-1", "https://employer.example"), ASKED).status())
        .isEqualTo(200);
  }

  /** Each is a document of its own, with its own contexts and its own proof. */
  @Test
  void theProofOfThePresentationCoversTheCredentialsInIt() {
    var badge =
        abroad
            .credential()
            .with(
                "@context",
                JsonArray.ofStrings(
                    "https://www.w3.org/ns/credentials/v2",
                    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"));
    var presentation =
        presentation(
            abroad.embedded(abroad.credential()),
            abroad.embedded(badge),
            enveloped(abroad.credential()));
    var signed = signed(presentation, "c-1", "https://employer.example");

    var answer = post(signed, ASKED);

    assertThat(VerifyFixture.text(answer)).contains("\"verified\":true");
    assertThat(answer.status()).isEqualTo(200);
    // Another credential of the same issuer is not what the holder signed.
    var other =
        abroad.embedded(abroad.credential().with("id", new JsonString("https://uni.example/9")));
    assertFails(
        post(signed.with("verifiableCredential", JsonArray.of(other)), ASKED), "PROOF_INVALID");
    var without = presentation(abroad.embedded(badge));
    assertFails(
        post(
            signed.with(
                "verifiableCredential", without.array("verifiableCredential").orElseThrow()),
            ASKED),
        "PROOF_INVALID");
  }

  /** Neither the presentation itself nor a credential that its proof alone covers. */
  @Test
  void aPresentationThatIsNotPlainIsNotRead() {
    var own =
        abroad
            .credential()
            .without("credentialStatus")
            .with("validUntil", new JsonString("2026-02-15T10:00:00Z"));
    var signed = signed(presentation(own), "c-1", "https://employer.example");
    var endless =
        own.without("validUntil")
            .with(
                "https://www.w3.org/2018/credentials#validUntil",
                VerifyFixture.read(
                    """
                    {"@value":"2026-02-15T10:00:00Z",
                     "@type":"http://www.w3.org/2001/XMLSchema#dateTime"}
                    """));
    var anonymous =
        signed
            .without("holder")
            .with(
                "https://www.w3.org/2018/credentials#holder",
                VerifyFixture.read("{\"id\":\"%s\"}".formatted(ExternalIssuerFixture.DID)));

    assertFails(
        post(signed.with("verifiableCredential", JsonArray.of(endless)), ASKED), "NOT_PLAIN");
    assertFails(post(anonymous, ASKED), "NOT_PLAIN");
  }

  @Test
  void aCredentialInAPresentationBringsNoContextOfItsOwn() {
    var unknown =
        abroad
            .credential()
            .with(
                "@context",
                JsonArray.ofStrings(
                    "https://www.w3.org/ns/credentials/v2", "https://recording.example/context"));
    var signed = signed(presentation(), "c-1", "https://employer.example");
    var answer =
        post(
            signed.with(
                "verifiableCredential",
                JsonArray.of(unknown.with("proof", signed.object("proof").orElseThrow()))),
            ASKED);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(VerifyFixture.text(answer)).contains("PROOF_UNSUPPORTED");
    assertThat(abroad.fetched()).containsExactly(ExternalIssuerFixture.DOCUMENT);
  }

  /** Data Model v2.0, section 4.13.2. */
  @Test
  void theHoldersOwnWordIsTakenAsThatOfTheHolder() {
    var own = abroad.credential().without("credentialStatus");
    assertThat(post(signed(presentation(own), "c-1", "https://employer.example"), ASKED).status())
        .isEqualTo(200);
    assertThat(post(jws(presentation(own), "c-1", "https://employer.example"), ASKED).status())
        .isEqualTo(200);
    // Nobody signed it here.
    assertFails(post(presentation(own), "{}"), "NOT_SECURED");
    var anothers = own.with("issuer", new JsonString("did:web:else.example"));
    assertFails(
        post(signed(presentation(anothers), "c-1", "https://employer.example"), ASKED),
        "NOT_SECURED");
    var noHolder = presentation(own).without("holder");
    assertFails(post(signed(noHolder, "c-1", "https://employer.example"), ASKED), "NOT_SECURED");
    // A key that only answers for its holder asserts nothing.
    world.web.publish(
        ExternalIssuerFixture.DOCUMENT,
        abroad
            .document()
            .with("assertionMethod", JsonArray.ofStrings(ExternalIssuerFixture.ED_KID)));
    assertFails(
        post(signed(presentation(own), "c-1", "https://employer.example"), ASKED), "NOT_SECURED");
  }

  /** Data Model v1.1, section 6.3.1. */
  @Test
  void aPresentationOfTheOlderModelIsRead() {
    var presentation =
        presentation()
            .with("@context", JsonArray.ofStrings("https://www.w3.org/2018/credentials/v1"))
            .with(
                "verifiableCredential",
                JsonArray.of(new JsonString(abroad.jws(abroad.credential()))));
    var claims =
        JsonObject.builder()
            .put("iss", ExternalIssuerFixture.DID)
            .put("aud", "https://employer.example")
            .put("nonce", "c-1")
            .put("vp", presentation.without("holder"))
            .build();
    var header = VerifyFixture.header(ExternalIssuerFixture.KID).with("typ", new JsonString("JWT"));

    var answer = post(new JsonString(world.jws(header, claims, abroad.key)), ASKED);

    assertThat(VerifyFixture.text(answer)).contains("\"verified\":true");
    assertThat(VerifyFixture.read(VerifyFixture.text(answer)).string("holder"))
        .contains(ExternalIssuerFixture.DID);
    assertFails(
        post(
            new JsonString(
                world.jws(header, claims.with("nonce", new JsonString("c-0")), abroad.key)),
            ASKED),
        "CHALLENGE_WRONG");
  }

  /** Row 40. */
  @Test
  void aPresentationThatAnsweredAnotherIsNotTakenAgain() {
    var presentation = presentation();
    assertFails(
        post(signed(presentation, "c-0", "https://employer.example"), ASKED), "CHALLENGE_WRONG");
    assertFails(post(signed(presentation, "c-1", "https://else.example"), ASKED), "DOMAIN_WRONG");
    assertFails(post(presentation, ASKED), "CHALLENGE_WRONG");
    assertFails(
        post(jws(presentation, "c-0", "https://employer.example"), ASKED), "CHALLENGE_WRONG");
    assertFails(post(jws(presentation, "c-1", "https://else.example"), ASKED), "DOMAIN_WRONG");
    assertThat(abroad.fetched()).isEmpty();
    assertThat(post(jws(presentation, "c-1", "https://employer.example"), ASKED).status())
        .isEqualTo(200);
  }

  /** Row 40. */
  @Test
  void anUnsignedPresentationIsFlagged() {
    var answer = post(presentation(abroad.embedded(abroad.credential())), "{}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(VerifyFixture.text(answer)).contains("PRESENTATION_UNSIGNED");
    assertThat(VerifyFixture.read(VerifyFixture.text(answer)).string("holder")).isEmpty();
  }

  @Test
  void aKeyOfAnotherPurposeOrPersonDoesNotPresent() {
    var presentation = presentation();
    // Asserts, and does not authenticate.
    var options =
        options("c-1", "https://employer.example")
            .with("cryptosuite", new JsonString("eddsa-rdfc-2022"))
            .with("verificationMethod", new JsonString(ExternalIssuerFixture.ED_KID));
    var hashed =
        (DataIntegrity.Hashing.Hashed) world.dataIntegrity().hashData(presentation, options);
    assertFails(
        post(
            DataIntegrity.attach(
                presentation, options, world.signer.sign(abroad.edKey, hashed.bytes())),
            ASKED),
        "KEY_NOT_OF_ISSUER");
    assertFails(
        post(
            signed(
                presentation.with("holder", new JsonString("did:web:else.example")),
                "c-1",
                "https://employer.example"),
            ASKED),
        "KEY_NOT_OF_ISSUER");
  }

  @Test
  void aTamperedPresentationFailsAndNothingInItIsLookedAt() {
    var signed = signed(presentation(), "c-1", "https://employer.example");
    var answer =
        post(
            signed.with("id", new JsonString("urn:uuid:00000000-0000-4000-8000-000000000000")),
            ASKED);
    assertFails(answer, "PROOF_INVALID");
    assertThat(
            VerifyFixture.read(VerifyFixture.text(answer))
                .array("credentialResults")
                .orElseThrow()
                .items())
        .isEmpty();
    assertThat(abroad.fetched()).containsExactly(ExternalIssuerFixture.DOCUMENT);
  }

  @Test
  void oneBadCredentialSpoilsThePresentation() {
    var bad = abroad.embedded(abroad.credential()).with("name", new JsonString("Other"));
    var answer = post(presentation(abroad.embedded(abroad.credential()), bad), "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(VerifyFixture.text(answer)).contains("\"verified\":false");
  }

  @Test
  void anEnvelopeHasTheMediaTypeOfAPresentation() {
    var jws =
        ((JsonString) jws(presentation(abroad.embedded(abroad.credential())), "c", "d")).value();
    for (var media : List.of("application/vc+jwt", "text/html", "application/vp+jwt;base64")) {
      assertFails(post(envelope("data:" + media + "," + jws), "{}"), "NOT_A_CREDENTIAL");
    }
    assertThat(post(envelope("data:application/vp+jwt," + jws), "{}").status()).isEqualTo(200);
    // Row 13 and row 41: nor is one in the other's place, nor one in another.
    assertFails(
        post(envelope("data:application/vp+jwt," + abroad.jws(abroad.credential())), "{}"),
        "NOT_A_CREDENTIAL");
    assertFails(
        post(jws(envelope("data:application/vp+jwt," + jws), "c", "d"), "{}"), "NOT_A_CREDENTIAL");
  }

  @Test
  void aPresentationOfTooManyIsNotOpened() {
    var many =
        Collections.nCopies(33, (JsonValue) abroad.embedded(abroad.credential()))
            .toArray(JsonValue[]::new);
    assertFails(post(presentation(many), "{}"), "NOT_A_CREDENTIAL");
    assertThat(abroad.fetched()).isEmpty();
  }

  @Test
  void anEndedPresentationIsNone() {
    var claims =
        presentation(abroad.embedded(abroad.credential()))
            .with("exp", JsonNumber.of(VerifyFixture.NOW.getEpochSecond()));
    var header =
        VerifyFixture.header(ExternalIssuerFixture.KID).with("typ", new JsonString("vp+jwt"));
    assertFails(post(new JsonString(world.jws(header, claims, abroad.key)), "{}"), "EXPIRED");
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
    var answer = world.post("POST /presentations/verify", "application/json", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
  }

  @Test
  void bodiesThatAreTooLargeOrOfAnotherKindAreRefused() {
    var route = "POST /presentations/verify";
    assertThat(world.post(route, "application/json", " ".repeat(1024 * 1024 + 1)).status())
        .isEqualTo(413);
    assertThat(world.post(route, "text/html", "<a>").status()).isEqualTo(415);
    assertThat(world.post(route, "application/vp+jwt", "a.b.c").status()).isEqualTo(400);
  }

  private HttpResponse post(JsonValue presentation, String options) {
    return world.post(
        "POST /presentations/verify",
        "application/json",
        "{\"verifiablePresentation\":"
            + JsonWriter.write(presentation)
            + ",\"options\":"
            + options
            + "}");
  }

  private static JsonObject presentation(JsonValue... credentials) {
    return JsonObject.builder()
        .put("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2"))
        .put("type", JsonArray.ofStrings("VerifiablePresentation"))
        .put("holder", ExternalIssuerFixture.DID)
        .put("verifiableCredential", JsonArray.of(credentials))
        .build();
  }

  private JsonObject enveloped(JsonObject credential) {
    return JsonObject.builder()
        .put("@context", "https://www.w3.org/ns/credentials/v2")
        .put("type", "EnvelopedVerifiableCredential")
        .put("id", "data:application/vc+jwt," + abroad.jws(credential))
        .build();
  }

  private static JsonObject envelope(String id) {
    return JsonObject.builder()
        .put("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2"))
        .put("type", "EnvelopedVerifiablePresentation")
        .put("id", id)
        .build();
  }

  private static JsonObject options(String challenge, String domain) {
    return DataIntegrity.proofOptions(
            Cryptosuite.ECDSA_RDFC_2019, VerifyFixture.VALID_FROM, ExternalIssuerFixture.KID)
        .with("proofPurpose", new JsonString("authentication"))
        .with("challenge", new JsonString(challenge))
        .with("domain", new JsonString(domain));
  }

  private JsonObject signed(JsonObject presentation, String challenge, String domain) {
    var options = options(challenge, domain);
    return switch (world.dataIntegrity().hashData(presentation, options)) {
      case DataIntegrity.Hashing.Hashed(var bytes) ->
          DataIntegrity.attach(presentation, options, world.signer.sign(abroad.key, bytes));
      case DataIntegrity.Hashing.Refused(var reason) -> throw new AssertionError(reason);
    };
  }

  private JsonValue jws(JsonObject presentation, String challenge, String domain) {
    var claims =
        presentation
            .with("nonce", new JsonString(challenge))
            .with("aud", JsonArray.ofStrings("https://other.example", domain));
    return new JsonString(
        world.jws(
            VerifyFixture.header(ExternalIssuerFixture.KID).with("typ", new JsonString("vp+jwt")),
            claims,
            abroad.key));
  }

  private static void assertFails(HttpResponse answer, String code) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(VerifyFixture.text(answer)).contains("\"code\":\"" + code + "\"");
    assertThat(VerifyFixture.read(VerifyFixture.text(answer)).get("verified"))
        .isEqualTo(new JsonBoolean(false));
  }
}
