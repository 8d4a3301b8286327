package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.json;
import static org.sceau.testing.JsonEdits.remove;
import static org.sceau.testing.JsonEdits.set;
import static org.sceau.testing.JsonEdits.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
class VcApiSuiteTest extends VerifyFixture {

  private static final String FOLDER = "vc-data-model-2.0/";

  /** The holder that the inputs name. */
  private static final String HOLDER = "did:key:z6MkpJySvETLnxhQG9DzEdmKJtysBDjuuTeDfUj1uNNCUqcj";

  private static final String DOMAIN = "github.com/w3c/vc-data-model-2.0-test-suite";
  private static final String CHALLENGE = "uAAECAwQFBgcICQoLDA0ODw";

  private final SigningKey key = signer.create(KeyKind.ED25519);
  private final SigningKey ecKey = signer.create(KeyKind.P256);
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
      assertRefused(checkProof(input(name, did)));
      return;
    }
    var answers = new ArrayList<HttpResponse>();
    answers.add(checkProof(text(jws(input(name, ecDid)))));
    var document = input(name, did).without("proof");
    answers.add(checkProof(enveloped(jws(input(name, ecDid)))));
    answers.add(checkProof(jcs(document)));
    rdfc(document, options("assertionMethod"))
        .ifPresent(secured -> answers.add(checkProof(secured)));

    if (!name.endsWith("-ok.json")) {
      answers.add(checkProof(document));
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
          answers.add(postPresentation(secured, "{\"checks\":[]}"));
          answers.add(postPresentation(secured, asked()));
        });
    answers.add(
        postPresentation(presentationJws(Resources.text(FOLDER + name), selfAsserted), asked()));

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
      answers.add(postPresentation(presentation, "{\"checks\":[]}"));
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

    assertVerified(postPresentation(presentation, "{\"checks\":[]}"));
    assertThat(postPresentation(presentation, asked()).status()).isEqualTo(400);
  }

  @Test
  void theContextOfTheExamplesIsKnown() {
    var document =
        json(
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

    assertVerified(checkProof(rdfc(document, options("assertionMethod")).orElseThrow()));
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
    assertVerified(postCredential(good(), options));
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
    var answer = postCredential(good(), options);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
  }

  /** T13, T15: by the status or by the errors, a bad one is never taken for a good one. */
  @Test
  void aCredentialThatWasChangedIsFourHundredWithItsErrors() {
    var changed = good().with("credentialSubject", json("{\"id\":\"did:example:other\"}"));

    var answer = checkProof(changed);

    assertRefused(answer);
    assertThat(codes(answer, "errors")).containsExactly("PROOF_INVALID");
    assertThat(codes(answer, "problemDetails")).contains("PROOF_INVALID");
    assertThat(body(answer))
        .contains("https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR");
  }

  /** What the suites of the cryptosuites do to a proof. */
  @ParameterizedTest
  @ValueSource(
      strings = {"type", "cryptosuite", "verificationMethod", "proofPurpose", "proofValue"})
  void aProofThatLacksAnythingIsRefused(String member) {
    assertRefused(checkProof(remove(good(), "/proof/" + member)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proofPurpose       | "authentication"
          proofPurpose       | "invalid-purpose"
          cryptosuite        | "ecdsa-rdfc-2019"
          proofValue         | "u8888"
          proofValue         | "zInvalid0OIl"
          proofValue         | null
          created            | "invalid"
          created            | "2024-01-01T00:00:00Z"
          expires            | "2020-01-01T00:00:00Z"
          verificationMethod | "did:example:invalid"
          """)
  void aProofThatSaysOtherwiseIsRefused(String member, String json) {
    assertRefused(checkProof(set(good(), "/proof/" + member, value(json))));
  }

  @Test
  void anEnvelopeIsHeldToItsForm() {
    var jws = jws(input("credential-ok.json", ecDid));
    var envelope = enveloped(jws);
    assertVerified(checkProof(envelope));
    for (var wrong :
        List.of(
            envelope.with("@context", JsonArray.of()),
            envelope.with("@context", text("https://www.w3.org/ns/credentials/examples/v2")),
            envelope.with("id", text(jws)),
            envelope.without("type"),
            envelope.with("type", text("VerifiableCredential")))) {
      assertRefused(checkProof(wrong));
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
    var direction = json("{\"@value\":\"a\",\"@language\":\"en\",\"@direction\":\"rtl\"}");
    var answer = checkProof(good().with("name", direction));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(report(answer).string("verdict")).contains("INCONCLUSIVE");
    assertThat(codes(answer, "errors")).isEmpty();
    assertThat(codes(answer, "warnings")).contains("PROOF_UNSUPPORTED");
  }

  /** It changes nothing of what was signed. */
  @Test
  void aContextOfItsOwnThatDefinesNothingThatIsUsedIsRead() {
    var contexts = new ArrayList<>(good().list("@context"));
    contexts.add(json("{\"Thing\":\"https://x.example/Thing\"}"));

    var answer = checkProof(good().with("@context", new JsonArray(contexts)));

    assertThat(answer.status()).as(body(answer)).isEqualTo(200);
  }

  /** As the suite sends it: with an issuer, and with dates for words. */
  private static JsonObject input(String name, String issuer) {
    var json =
        json(
            Resources.text(FOLDER + name)
                .replace("PAST DATE", "2020-01-01T00:00:00Z")
                .replace("FUTURE DATE", "2999-01-01T00:00:00Z"));
    if (name.contains("issuer") && name.contains("-fail")) {
      return json.has("issuer") || name.contains("no-issuer")
          ? json
          : json.with("issuer", text(issuer));
    }
    return json.with(
        "issuer",
        json.object("issuer")
            .<JsonValue>map(object -> object.with("id", text(issuer)))
            .orElseGet(() -> text(issuer)));
  }

  private JsonObject withHolder(String text) {
    return json(text.replace(HOLDER, did));
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
                        ? rdfc(object.with("issuer", text(did)), options("assertionMethod"))
                            .<JsonValue>map(secured -> secured)
                            .orElse(credential)
                        : credential)
                .toList()));
  }

  private JsonString presentationJws(String text, boolean selfAsserted) {
    var presentation = json(text.replace(HOLDER, ecDid));
    var claims =
        (selfAsserted ? presentation : withSignedCredentials(presentation))
            .with("nonce", text(CHALLENGE))
            .with("aud", text(DOMAIN));
    return text(jws(headerOfType("vp+jwt"), claims, ecKey));
  }

  private JsonObject headerOfType(String typ) {
    return header(ecDid + "#" + Multikey.encode(ecKey.publicKey())).with("typ", text(typ));
  }

  private String jws(JsonObject credential) {
    return jws(headerOfType("vc+jwt"), credential, ecKey);
  }

  private JsonObject options(String purpose) {
    return DataIntegrity.proofOptions(
            Cryptosuite.EDDSA_RDFC_2022, VALID_FROM, did + "#" + Multikey.encode(key.publicKey()))
        .with("proofPurpose", text(purpose));
  }

  private JsonObject authentication() {
    return options("authentication")
        .with("challenge", text(CHALLENGE))
        .with("domain", text(DOMAIN));
  }

  private static String asked() {
    return "{\"checks\":[],\"challenge\":\"" + CHALLENGE + "\",\"domain\":\"" + DOMAIN + "\"}";
  }

  /** The document signed over RDF; empty if it has no form there. */
  private Optional<JsonObject> rdfc(JsonObject document, JsonObject options) {
    return switch (dataIntegrity().hashData(document.without("proof"), options)) {
      case DataIntegrity.Hashing.Hashed(var bytes) ->
          Optional.of(
              DataIntegrity.attach(document.without("proof"), options, signer.sign(key, bytes)));
      case DataIntegrity.Hashing.Refused _ -> Optional.empty();
    };
  }

  private JsonObject jcs(JsonObject document) {
    return secured(
        document, options("assertionMethod").with("cryptosuite", text("eddsa-jcs-2022")), key);
  }

  private HttpResponse checkProof(JsonValue credential) {
    return postCredential(credential, "{\"checks\":[\"proof\"]}");
  }

  private static void assertRefused(HttpResponse answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(report(answer).get("verified")).isEqualTo(new JsonBoolean(false));
    assertThat(Set.of("NOT_VERIFIED")).contains(report(answer).string("verdict").orElseThrow());
    assertThat(codes(answer, "errors")).isNotEmpty();
    assertThat(codes(answer, "problemDetails")).isNotEmpty();
  }

  private static String outcome(HttpResponse answer, String check) {
    return report(answer).list("checks").stream()
        .map(JsonObject.class::cast)
        .filter(entry -> entry.string("check").orElseThrow().equals(check))
        .findFirst()
        .flatMap(entry -> entry.string("outcome"))
        .orElseThrow();
  }
}
