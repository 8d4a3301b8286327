package org.sceau.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sceau.catalog.DidDocument;
import org.sceau.catalog.Issuer;
import org.sceau.catalog.IssuerId;
import org.sceau.catalog.IssuerProfile;
import org.sceau.contexts.BundledContexts;
import org.sceau.credential.Deployment;
import org.sceau.http.Caller;
import org.sceau.http.HttpRequest;
import org.sceau.http.HttpResponse;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.jsonld.ContextTypes;
import org.sceau.jsonld.TitaniumCanonicalizer;
import org.sceau.memory.MemoryCatalog;
import org.sceau.memory.MemoryRecords;
import org.sceau.memory.MemorySigner;
import org.sceau.verification.Fetcher;
import org.sceau.verify.VerifyHandler;

/** The routes that anyone may call, with an issuer elsewhere whose keys are at hand. */
final class PublicVerifier {

  /** The one of this JVM, which costs more to make than an input to try. */
  static final PublicVerifier HERE = new PublicVerifier();

  private static final Instant NOW = Instant.parse("2026-03-20T14:05:00Z");
  private static final String DID = "did:web:uni.example";
  private static final String LIST = "https://uni.example/status/";

  private final MemorySigner signer = new MemorySigner();
  private final Issuer issuer =
      new Issuer(
          new IssuerId("uni"),
          new IssuerProfile("Uni", "https://uni.example", null, null, null, "FR"),
          List.of(signer.create(KeyKind.P256)),
          1);
  private final Map<String, byte[]> documents = new HashMap<>();
  private final List<String> addresses = new ArrayList<>();
  private final VerifyHandler handler;
  private long lists;

  private PublicVerifier() {
    documents.put(
        "https://uni.example/.well-known/did.json",
        JsonWriter.writeBytes(DidDocument.of(issuer, DID)));
    var records = new MemoryRecords();
    var contexts = new BundledContexts();
    handler =
        new VerifyHandler(
            Deployment.at("https://sceau.example"),
            new MemoryCatalog(),
            records,
            records,
            new TitaniumCanonicalizer(contexts),
            new ContextTypes(contexts),
            () -> this::fetch,
            List::of,
            () -> NOW,
            _ -> {});
  }

  /** Posts to the route that takes such a body. */
  void post(String contentType, byte[] body) {
    boolean ofPresentations = contentType.startsWith("application/vp");
    post(
        ofPresentations ? "POST /presentations/verify" : "POST /credentials/verify",
        contentType,
        body);
    if (contentType.equals("application/json")) {
      post("POST /presentations/verify", contentType, body);
    }
  }

  /** Verifies a good credential whose list is these bytes, bare and then signed by its issuer. */
  void verifyByList(byte[] bytes) {
    var bare = LIST + lists++;
    documents.put(bare, bytes);
    verifyWithList(bare);
    documents.remove(bare);
    var text = new String(bytes, StandardCharsets.UTF_8);
    var signed = LIST + lists++;
    var payload =
        bytes.length > 0 && bytes[0] == '{'
            ? bytes
            : JsonWriter.writeBytes(
                object(
                        """
                        {"@context":["https://www.w3.org/ns/credentials/v2"],"id":"%s",
                         "type":["VerifiableCredential","BitstringStatusListCredential"],
                         "issuer":"%s","validUntil":"2026-03-27T10:00:00Z"}
                        """
                            .formatted(signed, DID))
                    .with(
                        "credentialSubject",
                        JsonObject.builder()
                            .put("id", signed + "#list")
                            .put("type", "BitstringStatusList")
                            .put("statusPurpose", "revocation")
                            .put("encodedList", new JsonString(text))
                            .build()));
    documents.put(signed, sign(payload).getBytes(StandardCharsets.UTF_8));
    verifyWithList(signed);
    documents.remove(signed);
  }

  /** All that is asked for on behalf of a credential whose issuer has this id. */
  List<String> addressesOf(String issuerId) {
    addresses.clear();
    var credential =
        object(
                """
                {"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
                 "credentialSubject":{"id":"did:example:learner"}}
                """)
            .with("issuer", new JsonString(issuerId))
            .with(
                "proof",
                object(
                        """
                        {"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022",
                         "proofPurpose":"assertionMethod","proofValue":"z11111111"}
                        """)
                    .with("verificationMethod", new JsonString(issuerId + "#key-1")));
    post("POST /credentials/verify", "application/vc", JsonWriter.writeBytes(credential));
    return List.copyOf(addresses);
  }

  private void verifyWithList(String list) {
    var credential =
        object(
            """
            {"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
             "issuer":"%s","credentialSubject":{"id":"did:example:learner"},
             "credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation",
              "statusListIndex":"7","statusListCredential":"%s"}}
            """
                .formatted(DID, list));
    post(
        "POST /credentials/verify",
        "application/vc+jwt",
        sign(JsonWriter.writeBytes(credential)).getBytes(StandardCharsets.UTF_8));
  }

  private String sign(byte[] payload) {
    var key = issuer.keys().getFirst();
    var input =
        CompactJws.signingInput(
            JsonObject.builder()
                .put("alg", "ES256")
                .put("kid", DidDocument.jwkMethod(DID, key))
                .put("typ", "vc+jwt")
                .build(),
            payload);
    return CompactJws.assemble(input, signer.sign(key, input));
  }

  private void post(String route, String contentType, byte[] body) {
    var answer =
        handler.respond(
            new HttpRequest(
                route,
                Map.of(),
                Map.of(),
                Map.of("content-type", contentType),
                body,
                new Caller.Stranger(false)));
    if (answer.status() < 200 || answer.status() > 499 || !isReport(answer)) {
      throw new AssertionError(
          answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  /** Whether status and body agree: what is verified is a 200, and nothing else is. */
  private static boolean isReport(HttpResponse answer) {
    return JsonReader.read(answer.body(), JsonLimits.FOREIGN)
            instanceof JsonReading.Read(JsonObject report)
        && (answer.status() == 200) == new JsonBoolean(true).equals(report.get("verified"))
        && (report.has("verified") || report.has("title"));
  }

  private Fetcher.Fetch fetch(Fetcher.Wanted wanted) {
    addresses.add(wanted.url());
    var document = documents.get(wanted.url());
    return document == null
        ? new Fetcher.Fetch.NotFetched(Fetcher.Reason.UNAVAILABLE)
        : new Fetcher.Fetch.Fetched(document, "application/json", null, null);
  }

  private static JsonObject object(String json) {
    return switch (JsonReader.read(json.getBytes(StandardCharsets.UTF_8), JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject object) -> object;
      case JsonReading other -> throw new IllegalArgumentException(other + ": " + json);
    };
  }
}
