package org.sceau.functions.verify;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.TypeVocabulary;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.ContextTypes;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.credential.SecuredCredential;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusPurpose;
import org.sceau.testing.MemoryCatalog;
import org.sceau.testing.MemoryRecords;
import org.sceau.testing.MemorySigner;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.TrustRegistry;

/** A deployment with one issuer that has issued credentials, and a second that has not. */
final class VerifyFixture {

  static final Instant NOW = Instant.parse("2026-03-20T14:05:00Z");
  static final Instant VALID_FROM = Instant.parse("2026-01-15T10:00:00Z");
  static final Instant VALID_UNTIL = Instant.parse("2029-01-15T10:00:00Z");
  static final IssuerId DEMO = new IssuerId("demo");
  static final IssuerId OTHER = new IssuerId("other");
  static final StatusListId LIST = new StatusListId(DEMO, StatusPurpose.REVOCATION, 1);
  static final int INDEX = 94_567;

  private static final Canonicalizer CANONICALIZER =
      new TitaniumCanonicalizer(new BundledContexts());
  private static final TypeVocabulary TYPES = new ContextTypes(new BundledContexts());

  final Deployment deployment = Deployment.at("https://sceau.example");
  final List<String> log = new ArrayList<>();
  final MemoryCatalog catalog = new MemoryCatalog();
  final MemoryRecords store = new MemoryRecords();
  final MemorySigner signer = new MemorySigner();
  final SigningKey key = signer.create(KeyKind.P256);
  final SigningKey edKey = signer.create(KeyKind.ED25519);
  final SigningKey otherKey = signer.create(KeyKind.P256);
  final CredentialId id = CredentialId.random(new SecureRandom());
  final RecordedWeb web = new RecordedWeb();
  final List<TrustRegistry> registries = new ArrayList<>();
  Instant now = NOW;

  VerifyFixture() {
    put(DEMO, "Université Exemple", List.of(key, edKey));
    put(OTHER, "École Voisine", List.of(otherKey));
  }

  private void put(IssuerId issuer, String name, List<SigningKey> keys) {
    catalog.put(
        new Issuer(
            issuer,
            new IssuerProfile(name, "https://issuer.example", null, null, null, "FR"),
            keys,
            1));
  }

  /** The demonstration issuer's keys get on in their lives. */
  void live(KeyLife life) {
    live(life, life);
  }

  void live(KeyLife ofKey, KeyLife ofEdKey) {
    var issuer = catalog.issuer(DEMO).orElseThrow();
    catalog.put(issuer.withKeys(List.of(key.with(ofKey), edKey.with(ofEdKey))));
  }

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

  HttpResponse get(String name, Map<String, String> headers, Map<String, String> query) {
    return handler()
        .respond(
            new HttpRequest(
                "GET /c/{id}",
                Map.of("id", name),
                query,
                headers,
                new byte[0],
                new Caller.Stranger(false)));
  }

  HttpResponse post(String contentType, String body) {
    return post("POST /credentials/verify", contentType, body);
  }

  HttpResponse post(String route, String contentType, String body) {
    return handler()
        .respond(
            new HttpRequest(
                route,
                Map.of(),
                Map.of(),
                contentType.isEmpty() ? Map.of() : Map.of("content-type", contentType),
                body.getBytes(StandardCharsets.UTF_8),
                new Caller.Stranger(false)));
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

  /** A credential as the issuer awards it, unsecured. */
  JsonObject credential() {
    return read(
        """
        {"@context":["https://www.w3.org/ns/credentials/v2",
          "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
          "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
          "https://w3id.org/sceau/micro-credential/v1"],
         "id":"%s",
         "type":["VerifiableCredential","OpenBadgeCredential"],
         "issuer":{"id":"%s","type":["Profile"],"name":"Université Exemple","url":"https://issuer.example",
          "address":{"type":["Address"],"addressCountryCode":"FR"}},
         "validFrom":"2026-01-15T10:00:00Z","validUntil":"2029-01-15T10:00:00Z","awardedDate":"2026-01-10T10:00:00Z",
         "name":"Analyse de données avec Python",
         "credentialSubject":{"id":"urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11","type":["AchievementSubject"],
          "identifier":[
           {"type":"IdentityObject","hashed":false,"identityHash":"Camille Martin","identityType":"name"},
           {"type":"IdentityObject","hashed":true,"identityHash":"sha256$7fc4bd8c7855c563b0f2983d046811d923050825ba6f328bea3cb96a78de1b41","identityType":"emailAddress","salt":"5a1t"}],
          "creditsEarned":3,
          "achievement":{"id":"https://sceau.example/achievements/data-python","type":["Achievement"],"achievementType":"MicroCredential",
           "name":"Analyse de données avec Python",
           "description":"Collecter, nettoyer et analyser des données avec Python, puis présenter les résultats de façon claire et reproductible.",
           "criteria":{"id":"https://issuer.example/achievements/data-python/criteria","narrative":"Un projet noté sur un jeu de données réel, et un examen surveillé de deux heures. Il faut au moins 10 sur 20 à chacun."},
           "creditsAvailable":3,"creditUnit":"ECTS","workloadHours":75,"inLanguage":"fr",
           "tag":["python","data"],
           "assessmentType":"project","participationType":"blended","supervisionType":"supervised onsite","identityChecked":true,
           "prerequisites":"Bases de la programmation","stackability":"stackable",
           "qualityAssurance":{"id":"https://qa.example/decisions/2025-117","type":"QualityAssurance","name":"Accréditation du diplôme d’établissement 2025-117"},
           "furtherInformation":"https://issuer.example/formations/data-python",
           "alignment":[
            {"type":["Alignment"],"targetName":"Python (programmation informatique)","targetUrl":"http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d","targetFramework":"ESCO","targetType":"ext:ESCOSkill"},
            {"type":["Alignment"],"targetName":"analyser des données","targetUrl":"http://data.europa.eu/esco/skill/2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f","targetFramework":"ESCO","targetType":"ext:ESCOSkill"},
            {"type":["Alignment"],"targetName":"visualiser des données","targetUrl":"http://data.europa.eu/esco/skill/8c2d8b5e-0f6e-4f6c-9d5e-0a51d7a7a2cd","targetFramework":"ESCO","targetType":"ext:ESCOSkill"},
            {"type":["Alignment"],"targetName":"Data analyst","targetCode":"RNCP37827","targetUrl":"https://www.francecompetences.fr/recherche/rncp/37827/","targetFramework":"RNCP","targetType":"ext:RNCP"},
            {"type":["Alignment"],"targetName":"EQF level 6","targetCode":"6","targetUrl":"http://data.europa.eu/snb/eqf/6","targetFramework":"European Qualifications Framework","targetType":"ext:EQF"}],
           "resultDescription":[{"id":"https://sceau.example/achievements/data-python/results/grade","type":["ResultDescription"],"name":"Note finale","resultType":"ext:ECTSGradeScore","valueMin":"0","valueMax":"20","requiredValue":"10"}]},
          "result":[{"type":["Result"],"resultDescription":"https://sceau.example/achievements/data-python/results/grade","value":"15.5"}]},
         "credentialStatus":{"id":"%s#94567","type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"94567","statusListCredential":"%s"},
         "credentialSchema":[{"id":"https://purl.imsglobal.org/spec/ob/v3p0/schema/json-ld/ob_v3p0_achievementcredential_schema.json","type":"1EdTechJsonSchemaValidator2019"}]}
        """
            .formatted(
                deployment.credentialUrl(id),
                deployment.webDid(DEMO),
                deployment.statusListUrl(LIST),
                deployment.statusListUrl(LIST)));
  }

  /** The credential with another value of the achievement. */
  JsonObject credentialWithAchievement(String member, @Nullable JsonValue value) {
    var credential = credential();
    var subject = credential.object("credentialSubject").orElseThrow();
    var achievement = subject.object("achievement").orElseThrow();
    return credential.with(
        "credentialSubject",
        subject.with(
            "achievement",
            value == null ? achievement.without(member) : achievement.with(member, value)));
  }

  JsonObject claims(JsonObject credential) {
    return credential
        .with("iss", new JsonString(deployment.webDid(DEMO)))
        .with("jti", new JsonString(deployment.credentialUrl(id)))
        .with("sub", new JsonString("urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11"))
        .with("nbf", JsonNumber.of(VALID_FROM.getEpochSecond()))
        .with("exp", JsonNumber.of(VALID_UNTIL.getEpochSecond()));
  }

  JsonObject header() {
    return header(deployment.webDid(DEMO) + "#" + key.kid());
  }

  static JsonObject header(String kid) {
    return JsonObject.builder().put("alg", "ES256").put("kid", kid).put("typ", "vc+jwt").build();
  }

  String jws(JsonObject credential) {
    return jws(header(), claims(credential), key);
  }

  String jws(JsonObject header, JsonObject payload, SigningKey signing) {
    var input = CompactJws.signingInput(header, JsonWriter.writeBytes(payload));
    return CompactJws.assemble(input, signer.sign(signing, input));
  }

  JsonObject embedded(JsonObject credential) {
    return embedded(credential, DidDocument.multikeyMethod(deployment.webDid(DEMO), edKey), edKey);
  }

  JsonObject embedded(JsonObject credential, String method, SigningKey signing) {
    return secured(
        credential,
        DataIntegrity.proofOptions(Cryptosuite.of(signing.publicKey().kind()), VALID_FROM, method),
        signing);
  }

  /** The document with a proof that has these options. */
  JsonObject secured(JsonObject credential, JsonObject options, SigningKey signing) {
    return switch (dataIntegrity().hashData(credential, options)) {
      case DataIntegrity.Hashing.Hashed(var bytes) ->
          DataIntegrity.attach(credential, options, signer.sign(signing, bytes));
      case DataIntegrity.Hashing.Refused(var reason) -> throw new AssertionError(reason);
    };
  }

  IssuedCredential record(String jws, String embedded, CredentialStatus status) {
    return record(jws, embedded, status, new ValidityPeriod(VALID_FROM, VALID_UNTIL));
  }

  IssuedCredential record(
      String jws, String embedded, CredentialStatus status, ValidityPeriod validity) {
    return new IssuedCredential(
        id,
        DEMO,
        new AchievementId("data-python"),
        1,
        validity,
        new Position(LIST, INDEX),
        new SecuredCredential(jws, embedded),
        status);
  }

  /** Puts the credential on record as it is issued. */
  IssuedCredential issue(JsonObject credential, CredentialStatus status) {
    var issued = record(jws(credential), JsonWriter.write(embedded(credential)), status);
    store.record(issued, null);
    return issued;
  }

  void erase() {
    if (store.erase(id, DEMO, NOW).isEmpty()) {
      throw new AssertionError("not issued");
    }
  }

  IssuedCredential issue() {
    return issue(credential(), new CredentialStatus.Active());
  }

  static JsonObject read(String json) {
    return JsonReader.read(json.getBytes(StandardCharsets.UTF_8), JsonLimits.FOREIGN)
            instanceof JsonReading.Read(JsonObject object)
        ? object
        : JsonObject.EMPTY;
  }

  static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
