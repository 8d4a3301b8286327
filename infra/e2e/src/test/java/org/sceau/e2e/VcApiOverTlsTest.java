package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.Demo.object;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.local.LocalCloud;
import org.sceau.records.catalog.SigningKey;
import org.sceau.testing.MemorySigner;

/**
 * VC-API as the W3C's suites reach it: over TLS, through the gateway and the authorizer, with
 * nothing but the certificate known. What each input leads to, the functions' own tests have.
 */
@TestInstance(Lifecycle.PER_CLASS)
class VcApiOverTlsTest {

  private static final Path INPUTS =
      Path.of("../../functions/shared/dataintegrity/src/test/resources/vc-data-model-2.0");

  private static final String HOLDER = "did:key:z6MkpJySvETLnxhQG9DzEdmKJtysBDjuuTeDfUj1uNNCUqcj";

  /** Of the right form, and yet: their dates are not of today, or what they name is nowhere. */
  private static final Set<String> UNSETTLED =
      Set.of(
          "credential-status-missing-id-ok.json",
          "credential-status-ok.json",
          "credential-validfrom-far-future-ok.json",
          "credential-validuntil-ms-ok.json",
          "credential-validuntil-ok.json",
          "credential-validuntil-tz-ok.json",
          "presentation-enveloped-vc-ok.json");

  private final MemorySigner signer = new MemorySigner();
  private final SigningKey key = signer.create(KeyKind.P256);
  private final String multikey = Multikey.encode(key.publicKey());
  private final String did = "did:key:" + multikey;

  private LocalCloud cloud;
  private HttpClient http;

  @BeforeAll
  void start(@TempDir Path folder) {
    cloud = LocalCloud.start(LocalCloud.Options.in(folder));
    http =
        HttpClient.newBuilder()
            .sslContext(cloud.trust())
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  @AfterAll
  void stop() {
    http.close();
    cloud.close();
  }

  static Stream<String> inputs() throws IOException {
    try (var files = Files.walk(INPUTS)) {
      return files
          .map(file -> INPUTS.relativize(file).toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void noInputIsLeftOut() throws IOException {
    assertThat(inputs()).hasSize(120);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void anInputIsAnsweredAsItsNameSays(String name) throws Exception {
    boolean isPresentation = name.startsWith("presentation");
    var document = document(name);
    var answer =
        isPresentation
            ? post(
                "/presentations/verify",
                "verifiablePresentation",
                secured(name.contains("self-asserted") ? document : enveloping(document), "vp+jwt"))
            : post("/credentials/verify", "verifiableCredential", secured(document, "vc+jwt"));

    if (UNSETTLED.contains(name)) {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .containsAnyOf("NOT_YET_VALID", "EXPIRED", "STATUS_NOT_RETRIEVED", "INCONCLUSIVE");
    } else if (name.endsWith("-ok.json")) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(object(answer.body()).get("verified")).isEqualTo(new JsonBoolean(true));
    } else {
      assertRefused(answer);
    }
  }

  @Test
  void anEnvelopeIsTakenAndOneThatWasChangedIsNot() throws Exception {
    var jws = secured(document("credential-ok.json"), "vc+jwt");
    assertThat(
            post("/credentials/verify", "verifiableCredential", envelope(jws.value())).statusCode())
        .isEqualTo(200);
    var changed = jws.value().substring(0, jws.value().length() - 3) + "AAA";
    assertRefused(post("/credentials/verify", "verifiableCredential", envelope(changed)));
  }

  @Test
  void anAnswerIsOfJsonAndKeptByNobody() throws Exception {
    var jws = secured(document("credential-ok.json"), "vc+jwt");
    var answer = post("/credentials/verify", "verifiableCredential", jws);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/json");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(object(answer.body()).get("verified")).isNotEqualTo(new JsonBoolean(true));
  }

  private JsonObject document(String name) throws IOException {
    var json =
        object(
            Files.readString(INPUTS.resolve(name))
                .replace("PAST DATE", "2020-01-01T00:00:00Z")
                .replace("FUTURE DATE", "2999-01-01T00:00:00Z")
                .replace(HOLDER, did));
    if (name.startsWith("presentation") || (name.contains("issuer") && name.contains("-fail"))) {
      return json.has("issuer") || name.contains("no-issuer") || name.startsWith("presentation")
          ? json
          : json.with("issuer", new JsonString(did));
    }
    return json.with(
        "issuer",
        json.object("issuer")
            .<JsonValue>map(object -> object.with("id", new JsonString(did)))
            .orElseGet(() -> new JsonString(did)));
  }

  private JsonString secured(JsonObject document, String typ) {
    var kid = did + "#" + multikey;
    var header = JsonObject.builder().put("alg", "ES256").put("typ", typ).put("kid", kid).build();
    var input = CompactJws.signingInput(header, JsonWriter.writeBytes(document));
    return new JsonString(CompactJws.assemble(input, signer.sign(key, input)));
  }

  /** With its credentials signed too, those that are the suites' to sign. */
  private JsonObject enveloping(JsonObject presentation) {
    if (!presentation.has("verifiableCredential")) {
      return presentation;
    }
    var credentials = new ArrayList<JsonValue>();
    for (var credential : presentation.list("verifiableCredential")) {
      credentials.add(
          credential instanceof JsonObject object && !object.has("id")
              ? envelope(secured(object.with("issuer", new JsonString(did)), "vc+jwt").value())
              : credential);
    }
    return presentation.with("verifiableCredential", new JsonArray(credentials));
  }

  private static JsonObject envelope(String jws) {
    return JsonObject.builder()
        .put("@context", "https://www.w3.org/ns/credentials/v2")
        .put("type", "EnvelopedVerifiableCredential")
        .put("id", "data:application/vc+jwt," + jws)
        .build();
  }

  private HttpResponse<String> post(String path, String member, JsonValue value) throws Exception {
    var body =
        JsonObject.builder()
            .put(member, value)
            .put("options", JsonObject.builder().put("checks", JsonArray.of()).build())
            .build();
    return http.send(
        HttpRequest.newBuilder(URI.create(cloud.tlsUrl() + path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString(JsonWriter.write(body)))
            .build(),
        BodyHandlers.ofString());
  }
}
