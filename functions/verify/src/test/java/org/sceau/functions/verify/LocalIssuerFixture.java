package org.sceau.functions.verify;

import static org.sceau.testing.JsonEdits.json;
import static org.sceau.testing.JsonEdits.remove;
import static org.sceau.testing.JsonEdits.set;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.lambda.HttpResponse;
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
import org.sceau.verification.SecuringForm;
import org.sceau.verification.VerificationReport;

/** Adds an issuer of this deployment that has issued credentials, and one that has not. */
class LocalIssuerFixture extends VerifyFixture {

  static final IssuerId DEMO = new IssuerId("demo");
  static final IssuerId OTHER = new IssuerId("other");
  static final StatusListId LIST = new StatusListId(DEMO, StatusPurpose.REVOCATION, 1);
  static final int INDEX = 94_567;

  final SigningKey key = signer.create(KeyKind.P256);
  final SigningKey edKey = signer.create(KeyKind.ED25519);
  final SigningKey otherKey = signer.create(KeyKind.P256);
  final CredentialId id = CredentialId.random(new SecureRandom());
  final String did = deployment.webDid(DEMO);
  final String otherDid = deployment.webDid(OTHER);

  LocalIssuerFixture() {
    put(DEMO, "Université Exemple", List.of(key, edKey));
    put(OTHER, "École Voisine", List.of(otherKey));
  }

  private void put(IssuerId issuer, String name, List<SigningKey> keys) {
    var profile = new IssuerProfile(name, "https://issuer.example", null, null, null, "FR");
    catalog.put(new Issuer(issuer, profile, keys, 1));
  }

  /** Changes the state of both keys of the demonstration issuer. */
  void setKeyLife(KeyLife life) {
    setKeyLife(life, life);
  }

  void setKeyLife(KeyLife ofKey, KeyLife ofEdKey) {
    var issuer = catalog.issuer(DEMO).orElseThrow();
    catalog.put(issuer.withKeys(List.of(key.with(ofKey), edKey.with(ofEdKey))));
  }

  /** Returns the unsecured credential that the issuer awards. */
  JsonObject credential() {
    return json(
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
                did,
                deployment.statusListUrl(LIST),
                deployment.statusListUrl(LIST)));
  }

  /** Returns the credential with another value in its achievement. */
  JsonObject credentialWithAchievement(String member, JsonValue value) {
    return set(credential(), "/credentialSubject/achievement/" + member, value);
  }

  JsonObject credentialWithAchievement(String member, String value) {
    return credentialWithAchievement(member, text(value));
  }

  JsonObject credentialWithoutAchievement(String member) {
    return remove(credential(), "/credentialSubject/achievement/" + member);
  }

  JsonObject claims(JsonObject credential) {
    return credential
        .with("iss", text(did))
        .with("jti", text(deployment.credentialUrl(id)))
        .with("sub", text("urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11"))
        .with("nbf", number(VALID_FROM))
        .with("exp", number(VALID_UNTIL));
  }

  JsonObject header() {
    return header(did + "#" + key.kid());
  }

  String jws(JsonObject credential) {
    return jws(header(), claims(credential), key);
  }

  JsonObject embedded(JsonObject credential) {
    return embedded(credential, DidDocument.multikeyMethod(did, edKey), edKey);
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

  /** Secures the credential in both forms and records it. */
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

  /** Verifies the record, as a public link does. */
  VerificationReport verifyStored(IssuedCredential issued) {
    return verifier().verifyStored(issued);
  }

  VerificationReport verifyStored(String jws) {
    return verifyStored(record(jws, "", new CredentialStatus.Active()));
  }

  /** Verifies the record, its JWS and its embedded form. */
  List<VerificationReport> verifyForms(IssuedCredential issued) {
    return List.of(
        verifyStored(issued),
        verify(issued.secured().jwt(), SecuringForm.COMPACT_JWS),
        verify(issued.secured().embedded(), SecuringForm.JSON));
  }

  HttpResponse get(String accept) {
    return get(id.value(), Map.of("accept", accept), Map.of());
  }

  HttpResponse page(String language) {
    return get(id.value(), Map.of("accept", BROWSER), Map.of("lang", language));
  }
}
