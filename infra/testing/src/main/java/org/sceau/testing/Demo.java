package org.sceau.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.sceau.jose.JwsAlgorithm;
import org.sceau.jose.KeyKind;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.openbadges.AchievementForm;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.catalog.IssuingSettings;
import org.sceau.records.catalog.SigningKey;

/** An issuer with a micro-credential, for tests. */
public final class Demo {

  public static final Deployment DEPLOYMENT = Deployment.at("https://sceau.example");

  public static final IssuerId ISSUER = new IssuerId("demo");

  public static final AchievementId ACHIEVEMENT = new AchievementId("data-python");

  public static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

  private static final String GRADE = "https://issuer.example/results/grade";

  private static final String ACHIEVEMENT_BODY =
      """
      {"name":"Analyse de données avec Python",
       "description":"Collecter, nettoyer et analyser des données avec Python.",
       "achievementType":"MicroCredential",
       "criteria":{"id":"https://issuer.example/criteria","narrative":"Projet noté et examen surveillé."},
       "creditsAvailable":3,"creditUnit":"ECTS","workloadHours":75,"inLanguage":"fr",
       "image":{"id":"https://issuer.example/img/data-python.png"},"tag":["python","data"],
       "alignment":[
        {"targetName":"Python (programmation informatique)","targetUrl":"http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d","targetFramework":"ESCO","targetType":"ext:ESCOSkill"},
        {"targetName":"EQF level 6","targetCode":"6","targetUrl":"http://data.europa.eu/snb/eqf/6","targetFramework":"European Qualifications Framework","targetType":"ext:EQF"},
        {"targetName":"Data analyst","targetCode":"RNCP12345","targetUrl":"https://issuer.example/rncp","targetFramework":"RNCP","targetType":"ext:RNCP"}],
       "resultDescription":[{"id":"%s","name":"Note finale","resultType":"ext:ECTSGradeScore","valueMin":"0","valueMax":"20","requiredValue":"10"}],
       "assessmentType":"Examen et projet","participationType":"À distance",
       "supervisionType":"Surveillé, identité vérifiée","identityChecked":true,
       "prerequisites":"Bases de programmation","stackability":"Entre dans un diplôme universitaire",
       "qualityAssurance":{"name":"Évaluation externe","id":"https://issuer.example/qa"},
       "validity":"P3Y"}
      """
          .formatted(GRADE);

  private Demo() {}

  /** The demonstration issuer with a new key of each kind. */
  public static Issuer issuer(MemorySigner signer) {
    return issuer(
        IssuingSettings.USUAL, signer.create(KeyKind.P256), signer.create(KeyKind.ED25519));
  }

  /** Returns the demonstration issuer, identified by the did:key of this key. */
  public static Issuer issuer(SigningKey key) {
    var settings =
        new IssuingSettings(
            IssuingSettings.Kind.OPEN_BADGES,
            IssuingSettings.Form.EMBEDDED,
            null,
            JwsAlgorithm.ES256,
            IssuingSettings.DidMethod.KEY);
    return issuer(settings, key);
  }

  private static Issuer issuer(IssuingSettings settings, SigningKey... keys) {
    var profile =
        new IssuerProfile(
            "Université Exemple",
            "https://issuer.example",
            null,
            "badges@issuer.example",
            null,
            "FR",
            settings);
    return new Issuer(ISSUER, profile, List.of(keys), 1);
  }

  /**
   * A body of {@code PUT /achievements/{achievement}} with all that a micro-credential may have.
   */
  public static String achievementBody() {
    return ACHIEVEMENT_BODY;
  }

  public static Achievement achievement() {
    var read =
        AchievementForm.read(
            new FieldReader(object(ACHIEVEMENT_BODY)), DEPLOYMENT.achievementUrl(ACHIEVEMENT));
    return new Achievement(ACHIEVEMENT, ISSUER, read.content(), Period.ofYears(3), 1);
  }

  /** A body of an award to one person, with a grade. */
  public static String awardBody() {
    return """
    {"recipients":[{"name":"Camille Martin","email":"learner@example.org","creditsEarned":3,
      "results":[{"resultDescription":"%s","value":"15.5"}]}],
     "awardedDate":"2026-01-10T10:00:00Z"}
    """
        .formatted(GRADE);
  }

  /** A text that must be a JSON object. */
  public static JsonObject object(String json) {
    return switch (JsonReader.read(json.getBytes(StandardCharsets.UTF_8), JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject object) -> object;
      case JsonReading other -> throw new AssertionError(other + ": " + json);
    };
  }
}
