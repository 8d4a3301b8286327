package org.sceau.testing;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.ApiKey;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.catalog.IssuingSettings;
import org.sceau.records.catalog.Scope;
import org.sceau.records.credential.AwardRecord;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.credential.SecuredCredential;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusPurpose;

/** Makes valid records for the contracts and other tests. */
public final class Samples {

  public static final IssuerId DEMO = new IssuerId("demo");
  public static final AchievementId ACHIEVEMENT = new AchievementId("data-analysis");
  public static final StatusListId LIST = new StatusListId(DEMO, StatusPurpose.REVOCATION, 1);
  public static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");

  private static final MemorySigner SIGNER = new MemorySigner();
  private static final SecureRandom RANDOM = new SecureRandom();

  private Samples() {}

  public static Issuer issuer(IssuerId id, long revision) {
    return new Issuer(
        id,
        new IssuerProfile(
            "Université Exemple",
            "https://issuer.example",
            "Formation « continue »",
            "registrar@issuer.example",
            "https://issuer.example/seal.png",
            "FR",
            new IssuingSettings(IssuingSettings.Kind.W3C, IssuingSettings.Form.JWT)),
        List.of(SIGNER.create(KeyKind.P256), SIGNER.create(KeyKind.ED25519)),
        revision);
  }

  public static Achievement achievement(AchievementId id, IssuerId issuer, long version) {
    return new Achievement(
        id,
        issuer,
        JsonObject.builder()
            .put("id", "https://issuer.example/achievements/" + id)
            .put("type", JsonArray.ofStrings("Achievement"))
            .put("name", "Analyse de données \"I\" " + UUID.randomUUID())
            .put("creditsAvailable", new JsonNumber("3.0"))
            .build(),
        Period.ofMonths(18),
        version);
  }

  public static ApiKey apiKey(String id) {
    return apiKey(id, DEMO, NOW);
  }

  public static ApiKey apiKey(String id, IssuerId issuer, Instant createdAt) {
    return new ApiKey(
        id,
        issuer,
        "Secrétariat \"I\"",
        Set.of(Scope.AWARD, Scope.READ),
        (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", ""),
        createdAt,
        null);
  }

  /** A credential with an id of its own. */
  public static IssuedCredential credential(Position position) {
    var id = CredentialId.random(RANDOM);
    return new IssuedCredential(
        id,
        DEMO,
        ACHIEVEMENT,
        3,
        new ValidityPeriod(
            Instant.parse("2026-03-01T10:00:00Z"), Instant.parse("2027-09-01T10:00:00Z")),
        position,
        new SecuredCredential(
            "eyJhbGciOiJFUzI1NiJ9." + id + ".c2lnbmF0dXJl",
            "{\"id\":\"https://issuer.example/c/" + id + "\",\"name\": \"é\\u00e9 \u2028 ☃ 𝔖\"}"),
        new CredentialStatus.Active());
  }

  public static AwardRecord award(IssuedCredential credential, String awardKey) {
    return new AwardRecord(
        credential.issuer(), awardKey, "ab".repeat(Integer.SIZE), credential.id());
  }

  /** A key of an award that was never used before. */
  public static String awardKey() {
    return (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
  }

  /** A list that is opened, with an order of its own. */
  public static StatusListHead opened(StatusListId list) {
    return StatusListHead.opened(
        list, StatusListHead.DEFAULT_CAPACITY, UUID.randomUUID().toString().replace("-", ""), NOW);
  }
}
