package org.sceau.fuzz;

import static org.sceau.testing.Demo.object;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.testing.MemorySigner;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Fetcher;
import org.sceau.verification.Language;
import org.sceau.verification.Messages;
import org.sceau.verification.PresentationVerifier;
import org.sceau.verification.ReportJson;
import org.sceau.verification.SubmittedBytes;
import org.sceau.verification.VerificationReport;

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
  private final SubmittedBytes credentials;
  private final PresentationVerifier presentations;
  private final ReportJson reports = new ReportJson(new Messages(Language.EN));
  private long lists;

  private PublicVerifier() {
    documents.put(
        "https://uni.example/.well-known/did.json",
        JsonWriter.writeBytes(DidDocument.of(issuer, DID)));
    InstantSource clock = () -> NOW;
    var verifier = CredentialVerifier.ofExternalIssuers(() -> this::fetch, List::of, clock);
    credentials = new SubmittedBytes(verifier);
    presentations = new PresentationVerifier(verifier, clock);
  }

  /** Verifies bytes of a media type, as the endpoints read them. */
  void verify(String contentType, byte[] body) {
    if (!contentType.startsWith("application/vp")) {
      verifyCredential(body);
    }
    if (contentType.equals("application/json") || contentType.startsWith("application/vp")) {
      verifyPresentation(contentType, body);
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
    verifyCredential(JsonWriter.writeBytes(credential));
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
    verifyCredential(sign(JsonWriter.writeBytes(credential)).getBytes(StandardCharsets.UTF_8));
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

  private void verifyCredential(byte[] body) {
    if (credentials.verify(body) instanceof SubmittedBytes.Answer.Verified(var report)) {
      check(
          reports.write(report, new ReportJson.Extras(true, true)),
          report.verdict() == VerificationReport.Verdict.VERIFIED);
    }
  }

  private void verifyPresentation(String contentType, byte[] body) {
    var presentation =
        contentType.endsWith("jwt")
            ? Optional.of(new JsonString(new String(body, StandardCharsets.UTF_8)))
            : JsonReader.read(body, JsonLimits.FOREIGN) instanceof JsonReading.Read(var read)
                ? Optional.of(read)
                : Optional.<JsonValue>empty();
    presentation.ifPresent(value -> {
      var report = presentations.verify(value, null, null);
      check(reports.write(report), report.verdict() == VerificationReport.Verdict.VERIFIED);
    });
  }

  /** Reads the report back: it is JSON, and its members agree with the verdict. */
  private static void check(JsonObject report, boolean isVerified) {
    if (!(JsonReader.read(JsonWriter.writeBytes(report), JsonLimits.FOREIGN)
            instanceof JsonReading.Read(JsonObject read))
        || isVerified != new JsonBoolean(true).equals(read.get("verified"))) {
      throw new AssertionError(JsonWriter.write(report));
    }
  }

  private Fetcher.Fetch fetch(Fetcher.Wanted wanted) {
    addresses.add(wanted.url());
    var document = documents.get(wanted.url());
    return document == null
        ? new Fetcher.Fetch.NotFetched(Fetcher.Reason.UNAVAILABLE)
        : new Fetcher.Fetch.Fetched(document, "application/json", null, null);
  }
}
