package org.sceau.e2e;

import static org.sceau.testing.Demo.ACHIEVEMENT;
import static org.sceau.testing.Demo.DEPLOYMENT;
import static org.sceau.testing.Demo.ISSUER;
import static org.sceau.testing.Demo.object;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.ContextTypes;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.functions.verify.VerifyHandler;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.credential.SecuredCredential;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusPurpose;
import org.sceau.statuslist.EncodedList;
import org.sceau.testing.MemoryCatalog;
import org.sceau.testing.MemoryRecords;
import org.sceau.testing.MemorySigner;
import org.sceau.verification.Fetcher;

/**
 * An issuer of this deployment and one elsewhere, who sign whatever they are given, and {@code POST
 * /credentials/verify} with all that they publish at hand.
 */
final class TwoIssuers {

  static final Instant NOW = Instant.parse("2026-03-20T14:05:00Z");

  private static final Instant VALID_FROM = Instant.parse("2026-01-15T10:00:00Z");
  private static final Instant VALID_UNTIL = Instant.parse("2029-01-15T10:00:00Z");
  private static final String ELSEWHERE = "did:web:uni.example";
  private static final String LIST = "https://uni.example/status/1";
  private static final StatusListId OUR_LIST =
      new StatusListId(ISSUER, StatusPurpose.REVOCATION, 1);

  /** Whose keys a credential is signed with. */
  enum Who {
    OURS,
    ELSEWHERE
  }

  private final MemorySigner signer = new MemorySigner();
  private final Map<Who, Keys> keys = new HashMap<>();
  private final Map<String, JsonObject> documents = new HashMap<>();
  private final DataIntegrity dataIntegrity;
  private final CredentialId id = CredentialId.random(new SecureRandom());
  private final VerifyHandler verifier;

  private record Keys(String did, SigningKey p256, SigningKey ed25519) {

    Keys(String did, MemorySigner signer) {
      this(did, signer.create(KeyKind.P256), signer.create(KeyKind.ED25519));
    }

    Issuer issuer() {
      var profile =
          new IssuerProfile("Université Exemple", "https://issuer.example", null, null, null, "FR");
      return new Issuer(ISSUER, profile, List.of(p256, ed25519), 1);
    }

    JsonObject didDocument() {
      return DidDocument.of(issuer(), did);
    }
  }

  /**
   * Makes both.
   *
   * @param published what is there besides, by URL
   */
  TwoIssuers(Map<String, JsonObject> published) {
    Canonicalizer canonicalizer = new TitaniumCanonicalizer(new BundledContexts());
    dataIntegrity = new DataIntegrity(canonicalizer, () -> NOW);
    var ours = new Keys(DEPLOYMENT.webDid(ISSUER), signer);
    var theirs = new Keys(ELSEWHERE, signer);
    keys.put(Who.OURS, ours);
    keys.put(Who.ELSEWHERE, theirs);
    documents.putAll(published);
    documents.put("https://sceau.example/issuers/demo/did.json", ours.didDocument());
    documents.put("https://uni.example/.well-known/did.json", theirs.didDocument());
    documents.put(
        LIST,
        embedded(Who.ELSEWHERE, list(LIST, ELSEWHERE, VALID_UNTIL), KeyKind.ED25519).orElseThrow());
    var catalog = new MemoryCatalog();
    catalog.put(ours.issuer());
    var records = new MemoryRecords();
    records.record(
        new IssuedCredential(
            id,
            ISSUER,
            ACHIEVEMENT,
            1,
            new ValidityPeriod(VALID_FROM, VALID_UNTIL),
            new Position(OUR_LIST, 94_567),
            new SecuredCredential("not asked for", "not asked for"),
            new CredentialStatus.Active()),
        null);
    verifier = verifier(catalog, records, canonicalizer, this::fetch, NOW);
  }

  /** The function verify with these documents at hand. */
  static VerifyHandler verifier(
      MemoryCatalog catalog,
      MemoryRecords records,
      Canonicalizer canonicalizer,
      Fetcher fetcher,
      Instant now) {
    return new VerifyHandler(
        DEPLOYMENT,
        catalog,
        records,
        records,
        canonicalizer,
        new ContextTypes(new BundledContexts()),
        () -> fetcher,
        List::of,
        () -> now,
        _ -> {});
  }

  /** All that they publish, by URL. */
  JsonObject published() {
    return new JsonObject(new HashMap<>(documents));
  }

  /** What {@code POST /credentials/verify} answers. */
  HttpResponse verify(String contentType, byte[] body) {
    return verify(verifier, contentType, body);
  }

  static HttpResponse verify(VerifyHandler verifier, String contentType, byte[] body) {
    return verifier.respond(
        new HttpRequest(
            "POST /credentials/verify",
            Map.of(),
            Map.of(),
            Map.of("content-type", contentType),
            body,
            new Caller.Stranger(false)));
  }

  /** A credential with all that there may be, unsecured. */
  JsonObject credential(Who who) {
    var status =
        switch (who) {
          case OURS -> DEPLOYMENT.statusListUrl(OUR_LIST);
          case ELSEWHERE -> LIST;
        };
    var address =
        switch (who) {
          case OURS -> DEPLOYMENT.credentialUrl(id);
          case ELSEWHERE -> "https://uni.example/credentials/1";
        };
    return object(
        """
        {"@context":["https://www.w3.org/ns/credentials/v2",
          "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
         "id":"%s",
         "type":["VerifiableCredential","OpenBadgeCredential"],
         "issuer":{"id":"%s","type":["Profile"],"name":"Université Exemple"},
         "validFrom":"2026-01-15T10:00:00Z","validUntil":"2029-01-15T10:00:00Z",
         "name":"Analyse de données avec Python",
         "credentialSubject":{"id":"urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11",
          "type":["AchievementSubject"],"creditsEarned":3,
          "achievement":{"id":"https://sceau.example/achievements/data-python",
           "type":["Achievement"],"name":"Analyse de données avec Python",
           "description":"Collecter, nettoyer et analyser des données.",
           "criteria":{"narrative":"Un projet noté."},"tag":["python","data"]}},
         "credentialStatus":{"id":"%s#94567","type":"BitstringStatusListEntry",
          "statusPurpose":"revocation","statusListIndex":"94567","statusListCredential":"%s"}}
        """
            .formatted(address, keys(who).did(), status, status));
  }

  /** A credential with as little as there may be, unsecured. */
  JsonObject smallCredential() {
    return object(
        """
        {"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
         "issuer":"%s","credentialSubject":{"id":"did:example:learner"}}
        """
            .formatted(ELSEWHERE));
  }

  JsonObject header(Who who) {
    return JsonObject.builder()
        .put("alg", "ES256")
        .put("kid", DidDocument.jwkMethod(keys(who).did(), keys(who).p256()))
        .put("typ", "vc+jwt")
        .build();
  }

  /** The credential with the claims that stand beside it in a JWT. */
  static JsonObject claims(JsonObject credential) {
    var claims =
        with(
            credential,
            "iss",
            credential.string("issuer").or(() -> id(credential.object("issuer"))));
    claims = with(claims, "jti", credential.string("id"));
    if (credential.has("validFrom")) {
      claims = claims.with("nbf", JsonNumber.of(VALID_FROM.getEpochSecond()));
    }
    if (credential.has("validUntil")) {
      claims = claims.with("exp", JsonNumber.of(VALID_UNTIL.getEpochSecond()));
    }
    return with(claims, "sub", id(credential.object("credentialSubject")));
  }

  private static Optional<String> id(Optional<JsonObject> node) {
    return node.flatMap(object -> object.string("id"));
  }

  private static JsonObject with(JsonObject object, String name, Optional<String> value) {
    return value.map(text -> object.with(name, new JsonString(text))).orElse(object);
  }

  String jws(Who who, JsonObject header, byte[] payload) {
    var input = CompactJws.signingInput(header, payload);
    return CompactJws.assemble(input, signer.sign(keys(who).p256(), input));
  }

  /** The credential with a proof; empty if it is one that our own canonicalizer refuses. */
  Optional<JsonObject> embedded(Who who, JsonObject credential, KeyKind kind) {
    var key = kind == KeyKind.P256 ? keys(who).p256() : keys(who).ed25519();
    var options =
        DataIntegrity.proofOptions(
            Cryptosuite.of(kind), VALID_FROM, DidDocument.multikeyMethod(keys(who).did(), key));
    return switch (dataIntegrity.hashData(credential.without("proof"), options)) {
      case DataIntegrity.Hashing.Hashed(var bytes) ->
          Optional.of(
              DataIntegrity.attach(credential.without("proof"), options, signer.sign(key, bytes)));
      case DataIntegrity.Hashing.Refused _ -> Optional.empty();
    };
  }

  private Keys keys(Who who) {
    return Optional.ofNullable(keys.get(who)).orElseThrow();
  }

  /** A status list without a revoked position, unsecured. */
  static JsonObject list(String url, String issuer, Instant validUntil) {
    return object(
        """
        {"@context":["https://www.w3.org/ns/credentials/v2"],
         "id":"%s","type":["VerifiableCredential","BitstringStatusListCredential"],
         "issuer":"%s","validFrom":"%s","validUntil":"%s",
         "credentialSubject":{"id":"%s#list","type":"BitstringStatusList",
          "statusPurpose":"revocation","encodedList":"%s"}}
        """
            .formatted(
                url,
                issuer,
                VALID_FROM,
                validUntil,
                url,
                EncodedList.encode(new BitSet(), StatusListHead.DEFAULT_CAPACITY)));
  }

  private Fetcher.Fetch fetch(Fetcher.Wanted wanted) {
    var document = documents.get(wanted.url());
    return document == null
        ? new Fetcher.Fetch.NotFetched(Fetcher.Reason.UNAVAILABLE)
        : new Fetcher.Fetch.Fetched(
            JsonWriter.writeBytes(document), "application/json", null, null);
  }
}
