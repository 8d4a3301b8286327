package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.catalog.SigningKey;

/**
 * VC-API as the W3C's suites call it: their inputs, signed as they sign them, and judged as they
 * judge an answer, by its status and whether it has errors.
 */
class VcApiSuiteTest {

  private static final String FOLDER = "vc-data-model-2.0/";
  private static final String V2 = "https://www.w3.org/ns/credentials/v2";

  /** The holder that the inputs name. */
  private static final String HOLDER = "did:key:z6MkpJySvETLnxhQG9DzEdmKJtysBDjuuTeDfUj1uNNCUqcj";

  private static final String DOMAIN = "github.com/w3c/vc-data-model-2.0-test-suite";
  private static final String CHALLENGE = "uAAECAwQFBgcICQoLDA0ODw";

  private final VerifyFixture world = new VerifyFixture();
  private final SigningKey key = world.signer.create(KeyKind.ED25519);
  private final SigningKey ecKey = world.signer.create(KeyKind.P256);
  private final String did = "did:key:" + Multikey.encode(key.publicKey());
  private final String ecDid = "did:key:" + Multikey.encode(ecKey.publicKey());

  static Stream<String> credentials() {
    return Stream.concat(
            Resources.names(FOLDER).stream(),
            Resources.names(FOLDER + "names-and-descriptions").stream()
                .map(name -> "names-and-descriptions/" + name))
        .filter(name -> name.endsWith(".json") && !name.startsWith("presentation"));
  }

  static Stream<String> presentations() {
    return Resources.names(FOLDER).stream().filter(name -> name.startsWith("presentation"));
  }

  @Test
  void noInputIsLeftOut() {
    assertThat(credentials().count() + presentations().count()).isEqualTo(120);
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void aCredentialIsTakenOrRefusedAsItsNameSays(String name) {
    if (name.equals("credential-proof-missing-type-fail.json")) {
      assertRefused(verify(input(name, did)));
      return;
    }
    var answers = new ArrayList<HttpResponse>();
    answers.add(verify(new JsonString(jws(input(name, ecDid)))));
    var document = input(name, did).without("proof");
    answers.add(verify(enveloped(jws(input(name, ecDid)))));
    answers.add(verify(jcs(document)));
    rdfc(document, options("assertionMethod")).ifPresent(secured -> answers.add(verify(secured)));

    if (!name.endsWith("-ok.json")) {
      answers.add(verify(document));
      assertThat(answers).allSatisfy(VcApiSuiteTest::assertRefused);
      return;
    }
    assertThat(answers.size() == 4 || hasNoFormInRdf(document)).isTrue();
    assertThat(answers)
        .allSatisfy(answer -> {
          assertThat(outcome(answer, "form")).isEqualTo("passed");
          assertThat(outcome(answer, "proof")).isEqualTo("passed");
          assertThat(codes(answer, "errors")).isSubsetOf("NOT_YET_VALID", "EXPIRED");
        });
    if (!document.has("credentialStatus")
        && !document.has("validFrom")
        && !document.has("validUntil")) {
      assertThat(answers).allSatisfy(VcApiSuiteTest::assertVerified);
    }
  }

  @ParameterizedTest
  @MethodSource("presentations")
  void aPresentationIsTakenOrRefusedAsItsNameSays(String name) {
    var presentation = withHolder(Resources.text(FOLDER + name));
    var selfAsserted = name.contains("self-asserted");
    if (!selfAsserted) {
      presentation = withSignedCredentials(presentation);
    }
    var answers = new ArrayList<HttpResponse>();
    rdfc(presentation, authentication())
        .ifPresent(secured -> {
          answers.add(present(secured, "{\"checks\":[]}"));
          answers.add(present(secured, asked()));
        });
    answers.add(present(presentationJws(Resources.text(FOLDER + name), selfAsserted), asked()));

    if (name.equals("presentation-enveloped-vc-ok.json")) {
      // Its key cannot be resolved, so a verifier that accepts it has not checked it.
      assertThat(answers)
          .allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(codes(answer, "errors")).isEmpty();
            assertThat(report(answer).string("verdict")).contains("INCONCLUSIVE");
          });
    } else if (name.endsWith("-ok.json")) {
      assertThat(answers).allSatisfy(VcApiSuiteTest::assertVerified);
      assertThat(answers.size() == 3 || hasNoFormInRdf(presentation)).isTrue();
    } else {
      answers.add(present(presentation, "{\"checks\":[]}"));
      assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(400));
      assertThat(answers)
          .allSatisfy(answer ->
              assertThat(report(answer).get("verified")).isEqualTo(new JsonBoolean(false)));
    }
  }

  /** The suites send it unsigned too. */
  @ParameterizedTest
  @ValueSource(strings = {"presentation-ok.json", "presentation-id-ok.json"})
  void aPresentationThatNobodySignedIsTakenIfNothingWasAsked(String name) {
    var presentation = withHolder(Resources.text(FOLDER + name));

    assertVerified(present(presentation, "{\"checks\":[]}"));
    assertThat(present(presentation, asked()).status()).isEqualTo(400);
  }

  @Test
  void theContextOfTheExamplesIsKnown() {
    var document =
        VerifyFixture.read(
            """
            {"@context":["https://www.w3.org/ns/credentials/v2",
              "https://www.w3.org/ns/credentials/examples/v2"],
             "id":"http://university.example/credentials/3732",
             "type":["VerifiableCredential","ExampleDegreeCredential"],
             "issuer":"%s","validFrom":"2010-01-01T00:00:00Z",
             "credentialSubject":{"id":"did:example:ebfeb1f712ebc6f1c276e12ec21",
              "degree":{"type":"ExampleBachelorDegree","name":"Bachelor of Science and Arts"}}}
            """
                .formatted(did));

    assertVerified(verify(rdfc(document, options("assertionMethod")).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"checks\":[]}",
        "{\"checks\":[\"proof\"]}",
        "{\"checks\":[\"proof\",\"credentialStatus\"]}",
        "{\"returnResults\":true,\"returnProblemDetails\":true,\"returnCredential\":true}"
      })
  void theOptionsOfTheSuitesAreKnown(String options) {
    assertVerified(verify(good(), options));
  }

  /** Row 39: among them an option that asks whether a person is the subject. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"check\":[]}",
        "{\"challenge\":\"x\"}",
        "{\"recipient\":\"learner@example.org\"}",
        "[]",
        "null",
        "7"
      })
  void anOptionThatIsNotKnownIsRefused(String options) {
    var answer = verify(good(), options);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
  }

  /** T13, T15: by the status or by the errors, a bad one is never taken for a good one. */
  @Test
  void aCredentialThatWasChangedIsFourHundredWithItsErrors() {
    var changed =
        good().with("credentialSubject", VerifyFixture.read("{\"id\":\"did:example:other\"}"));

    var answer = verify(changed);

    assertRefused(answer);
    assertThat(codes(answer, "errors")).containsExactly("PROOF_INVALID");
    assertThat(codes(answer, "problemDetails")).contains("PROOF_INVALID");
    assertThat(VerifyFixture.text(answer))
        .contains("https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR");
  }

  /** What the suites of the cryptosuites do to a proof. */
  @ParameterizedTest
  @ValueSource(
      strings = {"type", "cryptosuite", "verificationMethod", "proofPurpose", "proofValue"})
  void aProofThatLacksAnythingIsRefused(String member) {
    var secured = good();
    var proof = secured.object("proof").orElseThrow().without(member);

    assertRefused(verify(secured.with("proof", proof)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"proofPurpose\":\"authentication\"",
        "\"proofPurpose\":\"invalid-purpose\"",
        "\"cryptosuite\":\"ecdsa-rdfc-2019\"",
        "\"proofValue\":\"u8888\"",
        "\"proofValue\":\"zInvalid0OIl\"",
        "\"proofValue\":null",
        "\"created\":\"invalid\"",
        "\"created\":\"2024-01-01T00:00:00Z\"",
        "\"expires\":\"2020-01-01T00:00:00Z\"",
        "\"verificationMethod\":\"did:example:invalid\""
      })
  void aProofThatSaysOtherwiseIsRefused(String member) {
    var secured = good();
    var changed = VerifyFixture.read("{" + member + "}").members().entrySet().iterator().next();
    var proof = secured.object("proof").orElseThrow().with(changed.getKey(), changed.getValue());

    assertRefused(verify(secured.with("proof", proof)));
  }

  @Test
  void anEnvelopeIsHeldToItsForm() {
    var envelope = enveloped(jws(input("credential-ok.json", ecDid)));
    assertVerified(verify(envelope));
    for (var wrong :
        List.of(
            envelope.with("@context", JsonArray.of()),
            envelope.with(
                "@context", new JsonString("https://www.w3.org/ns/credentials/examples/v2")),
            envelope.with(
                "id",
                new JsonString(
                    envelope.string("id").orElseThrow().replace("data:application/vc+jwt,", ""))),
            envelope.without("type"),
            envelope.with("type", new JsonString("VerifiableCredential")))) {
      assertRefused(verify(wrong));
    }
  }

  private JsonObject good() {
    return rdfc(input("credential-ok.json", did), options("assertionMethod")).orElseThrow();
  }

  /** A context that it brings along, and a direction, keep a document from RDF here. */
  private static boolean hasNoFormInRdf(JsonObject document) {
    return document.list("@context").stream().anyMatch(JsonObject.class::isInstance)
        || JsonWriter.write(document).contains("@direction");
  }

  /** What is right and has no form in RDF is not called false. */
  @Test
  void whatNoSuiteOverRdfCoversIsNeitherTakenNorCalledFalse() {
    var direction =
        VerifyFixture.read("{\"@value\":\"a\",\"@language\":\"en\",\"@direction\":\"rtl\"}");
    var own =
        JsonArray.of(
            new JsonString(V2), VerifyFixture.read("{\"Thing\":\"https://x.example/Thing\"}"));
    for (var changed : List.of(good().with("name", direction), good().with("@context", own))) {
      var answer = verify(changed);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(report(answer).string("verdict")).contains("INCONCLUSIVE");
      assertThat(codes(answer, "errors")).isEmpty();
      assertThat(codes(answer, "warnings")).contains("PROOF_UNSUPPORTED");
    }
  }

  /** As the suite sends it: with an issuer, and with dates for words. */
  private static JsonObject input(String name, String issuer) {
    var json =
        VerifyFixture.read(
            Resources.text(FOLDER + name)
                .replace("PAST DATE", "2020-01-01T00:00:00Z")
                .replace("FUTURE DATE", "2999-01-01T00:00:00Z"));
    if (name.contains("issuer") && name.contains("-fail")) {
      return json.has("issuer") || name.contains("no-issuer")
          ? json
          : json.with("issuer", new JsonString(issuer));
    }
    return json.with(
        "issuer",
        json.object("issuer")
            .<JsonValue>map(object -> object.with("id", new JsonString(issuer)))
            .orElseGet(() -> new JsonString(issuer)));
  }

  private JsonObject withHolder(String text) {
    return VerifyFixture.read(text.replace(HOLDER, did));
  }

  private JsonObject withSignedCredentials(JsonObject presentation) {
    if (!presentation.has("verifiableCredential")) {
      return presentation;
    }
    return presentation.with(
        "verifiableCredential",
        new JsonArray(
            presentation.list("verifiableCredential").stream()
                .map(credential ->
                    credential instanceof JsonObject object && !object.has("id")
                        ? rdfc(
                                object.with("issuer", new JsonString(did)),
                                options("assertionMethod"))
                            .<JsonValue>map(secured -> secured)
                            .orElse(credential)
                        : credential)
                .toList()));
  }

  private JsonString presentationJws(String text, boolean selfAsserted) {
    var presentation = VerifyFixture.read(text.replace(HOLDER, ecDid));
    var claims =
        (selfAsserted ? presentation : withSignedCredentials(presentation))
            .with("nonce", new JsonString(CHALLENGE))
            .with("aud", new JsonString(DOMAIN));
    return new JsonString(world.jws(header("vp+jwt"), claims, ecKey));
  }

  private JsonObject header(String typ) {
    return VerifyFixture.header(ecDid + "#" + Multikey.encode(ecKey.publicKey()))
        .with("typ", new JsonString(typ));
  }

  private String jws(JsonObject credential) {
    return world.jws(header("vc+jwt"), credential, ecKey);
  }

  private static JsonObject enveloped(String jws) {
    return JsonObject.builder()
        .put("@context", V2)
        .put("type", "EnvelopedVerifiableCredential")
        .put("id", "data:application/vc+jwt," + jws)
        .build();
  }

  private JsonObject options(String purpose) {
    return DataIntegrity.proofOptions(
            Cryptosuite.EDDSA_RDFC_2022,
            VerifyFixture.VALID_FROM,
            did + "#" + Multikey.encode(key.publicKey()))
        .with("proofPurpose", new JsonString(purpose));
  }

  private JsonObject authentication() {
    return options("authentication")
        .with("challenge", new JsonString(CHALLENGE))
        .with("domain", new JsonString(DOMAIN));
  }

  private static String asked() {
    return "{\"checks\":[],\"challenge\":\"" + CHALLENGE + "\",\"domain\":\"" + DOMAIN + "\"}";
  }

  /** The document signed over RDF; empty if it has no form there. */
  private java.util.Optional<JsonObject> rdfc(JsonObject document, JsonObject options) {
    return switch (world.dataIntegrity().hashData(document.without("proof"), options)) {
      case DataIntegrity.Hashing.Hashed(var bytes) ->
          java.util.Optional.of(
              DataIntegrity.attach(
                  document.without("proof"), options, world.signer.sign(key, bytes)));
      case DataIntegrity.Hashing.Refused _ -> java.util.Optional.empty();
    };
  }

  private JsonObject jcs(JsonObject document) {
    return world.secured(
        document,
        options("assertionMethod").with("cryptosuite", new JsonString("eddsa-jcs-2022")),
        key);
  }

  private HttpResponse verify(JsonValue credential) {
    return verify(credential, "{\"checks\":[\"proof\"]}");
  }

  private HttpResponse verify(JsonValue credential, String options) {
    return world.post(
        "POST /credentials/verify",
        "application/json",
        "{\"verifiableCredential\":"
            + JsonWriter.write(credential)
            + ",\"options\":"
            + options
            + "}");
  }

  private HttpResponse present(JsonValue presentation, String options) {
    return world.post(
        "POST /presentations/verify",
        "application/json",
        "{\"verifiablePresentation\":"
            + JsonWriter.write(presentation)
            + ",\"options\":"
            + options
            + "}");
  }

  private static void assertVerified(HttpResponse answer) {
    assertThat(VerifyFixture.text(answer)).contains("\"verified\":true").contains("\"errors\":[]");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("content-type", "application/json");
  }

  private static void assertRefused(HttpResponse answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(report(answer).get("verified")).isEqualTo(new JsonBoolean(false));
    assertThat(Set.of("NOT_VERIFIED")).contains(report(answer).string("verdict").orElseThrow());
    assertThat(codes(answer, "errors")).isNotEmpty();
    assertThat(codes(answer, "problemDetails")).isNotEmpty();
  }

  private static JsonObject report(HttpResponse answer) {
    return VerifyFixture.read(VerifyFixture.text(answer));
  }

  private static String outcome(HttpResponse answer, String check) {
    return report(answer).list("checks").stream()
        .map(JsonObject.class::cast)
        .filter(entry -> entry.string("check").orElseThrow().equals(check))
        .findFirst()
        .flatMap(entry -> entry.string("outcome"))
        .orElseThrow();
  }

  private static List<String> codes(HttpResponse answer, String list) {
    return report(answer).list(list).stream()
        .map(problem -> ((JsonObject) problem).string("code").orElseThrow())
        .toList();
  }
}
