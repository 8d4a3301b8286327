package org.sceau.functions.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.json;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.TypeVocabulary;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.ContextTypes;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.SigningKey;
import org.sceau.testing.MemoryCatalog;
import org.sceau.testing.MemoryRecords;
import org.sceau.testing.MemorySigner;
import org.sceau.verification.Check;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Outcome;
import org.sceau.verification.ProblemCode;
import org.sceau.verification.SecuringForm;
import org.sceau.verification.TrustRegistry;
import org.sceau.verification.VerificationProblem;
import org.sceau.verification.VerificationReport;
import org.sceau.verification.VerificationReport.Verdict;

/** Runs the function verify over records in memory and recorded answers of the web. */
class VerifyFixture {

  static final Instant NOW = Instant.parse("2026-03-20T14:05:00Z");
  static final Instant VALID_FROM = Instant.parse("2026-01-15T10:00:00Z");
  static final Instant VALID_UNTIL = Instant.parse("2029-01-15T10:00:00Z");
  static final String V2 = "https://www.w3.org/ns/credentials/v2";
  static final String OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
  static final String VALID_UNTIL_IRI = "https://www.w3.org/2018/credentials#validUntil";
  static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

  private static final Canonicalizer CANONICALIZER =
      new TitaniumCanonicalizer(new BundledContexts());
  private static final TypeVocabulary TYPES = new ContextTypes(new BundledContexts());

  final Deployment deployment = Deployment.at("https://sceau.example");
  final List<String> log = new ArrayList<>();
  final MemoryCatalog catalog = new MemoryCatalog();
  final MemoryRecords store = new MemoryRecords();
  final MemorySigner signer = new MemorySigner();
  final RecordedWeb web = new RecordedWeb();
  final List<TrustRegistry> registries = new ArrayList<>();
  Instant now = NOW;

  DataIntegrity dataIntegrity() {
    return new DataIntegrity(CANONICALIZER, () -> now);
  }

  CredentialVerifier verifier() {
    return new CredentialVerifier(
        deployment,
        new CachedIssuers(catalog::issuer, catalog::named, Duration.ZERO, () -> now),
        store::lookUp,
        dataIntegrity(),
        TYPES,
        () -> web,
        () -> registries,
        () -> now);
  }

  /** Verifies with a new verifier, which has nothing cached. */
  VerificationReport verify(JsonObject document) {
    return verifier().verify(document);
  }

  VerificationReport verify(String jws) {
    return verifier().verify(jws);
  }

  VerificationReport verify(String bytes, SecuringForm form) {
    return verifier().verify(bytes.getBytes(UTF_8), form);
  }

  HttpResponse get(String name, Map<String, String> headers, Map<String, String> query) {
    return respond("GET /c/{id}", name, headers, query);
  }

  HttpResponse respond(
      String route, String name, Map<String, String> headers, Map<String, String> query) {
    return respond(route, Map.of("id", name), query, headers, new byte[0]);
  }

  HttpResponse post(String contentType, String body) {
    return post("POST /credentials/verify", contentType, body);
  }

  HttpResponse post(String route, String contentType, String body) {
    return post(route, contentType, body.getBytes(UTF_8));
  }

  HttpResponse post(String route, String contentType, byte[] body) {
    Map<String, String> headers =
        contentType.isEmpty() ? Map.of() : Map.of("content-type", contentType);
    return respond(route, Map.of(), Map.of(), headers, body);
  }

  HttpResponse postCredential(JsonValue credential, String options) {
    return post(
        "application/json",
        "{\"verifiableCredential\":%s,\"options\":%s}"
            .formatted(JsonWriter.write(credential), options));
  }

  HttpResponse postPresentation(JsonValue presentation, String options) {
    return post(
        "POST /presentations/verify",
        "application/json",
        "{\"verifiablePresentation\":%s,\"options\":%s}"
            .formatted(JsonWriter.write(presentation), options));
  }

  private HttpResponse respond(
      String route,
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {
    return handler()
        .respond(new HttpRequest(route, path, query, headers, body, new Caller.Stranger(false)));
  }

  VerifyHandler handler() {
    return new VerifyHandler(
        deployment,
        catalog,
        store,
        store,
        CANONICALIZER,
        TYPES,
        () -> web,
        () -> registries,
        () -> now,
        log::add);
  }

  static JsonObject header(String kid) {
    return json("{\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":\"vc+jwt\"}".formatted(kid));
  }

  String jws(JsonObject header, JsonObject payload, SigningKey signing) {
    var input = CompactJws.signingInput(header, JsonWriter.writeBytes(payload));
    return CompactJws.assemble(input, signer.sign(signing, input));
  }

  JsonObject embedded(JsonObject credential, String method, SigningKey signing) {
    return secured(
        credential,
        DataIntegrity.proofOptions(Cryptosuite.of(signing.publicKey().kind()), VALID_FROM, method),
        signing);
  }

  /** Returns the document with a proof of these options. */
  JsonObject secured(JsonObject credential, JsonObject options, SigningKey signing) {
    return switch (dataIntegrity().hashData(credential, options)) {
      case DataIntegrity.Hashing.Hashed(var bytes) ->
          DataIntegrity.attach(credential, options, signer.sign(signing, bytes));
      case DataIntegrity.Hashing.Refused(var reason) -> throw new AssertionError(reason);
    };
  }

  static JsonObject enveloped(String jws) {
    return json(
        """
        {"@context":"https://www.w3.org/ns/credentials/v2",
         "type":"EnvelopedVerifiableCredential","id":"data:application/vc+jwt,%s"}
        """
            .formatted(jws));
  }

  /** Returns a date as a value of JSON-LD with its type. */
  static JsonObject dateTime(String value) {
    return json(
        """
        {"@value":"%s","@type":"http://www.w3.org/2001/XMLSchema#dateTime"}
        """
            .formatted(value));
  }

  static byte[] concat(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  static JsonString text(String value) {
    return new JsonString(value);
  }

  static JsonArray texts(String... values) {
    return JsonArray.ofStrings(values);
  }

  static JsonNumber number(Instant time) {
    return JsonNumber.of(time.getEpochSecond());
  }

  static String body(HttpResponse response) {
    return new String(response.body(), UTF_8);
  }

  static JsonObject report(HttpResponse response) {
    return json(body(response));
  }

  /** Returns the codes in one of the report's lists of problems. */
  static List<String> codes(HttpResponse response, String list) {
    return report(response).list(list).stream()
        .map(problem -> ((JsonObject) problem).string("code").orElseThrow())
        .toList();
  }

  static void assertVerified(VerificationReport report) {
    assertThat(report.decisive()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
  }

  static void assertFails(VerificationReport report, ProblemCode code) {
    assertThat(report.decisive().map(VerificationProblem::code)).contains(code);
    assertThat(report.verdict()).isEqualTo(Verdict.NOT_VERIFIED);
  }

  static void assertFails(VerificationReport report, Check check, ProblemCode code) {
    assertFails(report, code);
    assertThat(report.outcome(check))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.problem().code()).isEqualTo(code));
  }

  /** Row 42: an unknown outcome is neither good nor bad. */
  static void assertUnknown(VerificationReport report, ProblemCode code) {
    assertThat(report.decisive().map(VerificationProblem::code)).contains(code);
    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  static void assertVerified(HttpResponse response) {
    assertThat(body(response)).contains("\"verified\":true", "\"errors\":[]");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers()).containsEntry("content-type", "application/json");
  }

  static void assertFails(HttpResponse response, String code) {
    assertThat(response.status()).isEqualTo(400);
    assertThat(body(response)).contains("\"code\":\"" + code + "\"");
    assertThat(report(response).get("verified")).isEqualTo(new JsonBoolean(false));
  }
}
