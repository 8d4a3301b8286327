package org.sceau.issuance;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.jose.Sha256;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.openbadges.AchievementField;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.Position;

/** Writes the {@code OpenBadgeCredential} of an award (Open Badges 3.0; VC Data Model 2.0). */
final class OpenBadge {

  /** The context of the Verifiable Credentials Data Model v2.0, which comes first. */
  static final String DATA_MODEL = "https://www.w3.org/ns/credentials/v2";

  /** The context of Open Badges 3.0. */
  static final String CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

  /** The context that defines the type of credentialSchema; safe mode refuses an undefined type. */
  static final String EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

  private static final String SCHEMA =
      "https://purl.imsglobal.org/spec/ob/v3p0/schema/json-ld/ob_v3p0_achievementcredential_schema.json";

  private static final int SALT_BYTES = 16;

  private final Deployment deployment;
  private final SecureRandom random;

  OpenBadge(Deployment deployment, SecureRandom random) {
    this.deployment = deployment;
    this.random = random;
  }

  /** Writes the credential without its proof. */
  JsonObject write(
      CredentialId id,
      Issuer issuer,
      Achievement achievement,
      Recipient recipient,
      JsonObject presentation,
      ValidityPeriod validity,
      Instant awardedDate,
      Position position) {
    return JsonObject.builder()
        .put("@context", contexts(achievement))
        .put("id", deployment.credentialUrl(id))
        .put("type", JsonArray.ofStrings("VerifiableCredential", "OpenBadgeCredential"))
        .put("issuer", issuer.profile().toJson(deployment.did(issuer)))
        .put("validFrom", validity.validFrom().toString())
        .put("validUntil", validity.validUntil() == null ? null : validity.validUntil().toString())
        .put("awardedDate", awardedDate.toString())
        .put(
            "name",
            presentation.has("name") ? presentation.get("name") : achievement.content().get("name"))
        .put("description", presentation.get("description"))
        .put("image", presentation.get("image"))
        .put("credentialSubject", subject(achievement, recipient))
        .put("evidence", recipient.evidence().isEmpty() ? null : recipient.evidenceJson())
        .put("credentialStatus", status(deployment, position, null))
        .put("credentialSchema", JsonArray.of(schema()))
        .build();
  }

  /**
   * Returns the status entry for a position (Bitstring Status List v1.0, section 2.1).
   *
   * @param id of the entry; {@code null} to derive it from the position
   */
  static JsonObject status(Deployment deployment, Position position, @Nullable String id) {
    var list = deployment.statusListUrl(position.list());
    var index = Integer.toString(position.index());
    return JsonObject.builder()
        .put("id", id == null ? list + "#" + index : id)
        .put("type", "BitstringStatusListEntry")
        .put("statusPurpose", position.list().purpose().word())
        .put("statusListIndex", index)
        .put("statusListCredential", list)
        .build();
  }

  static JsonObject schema() {
    return JsonObject.builder()
        .put("id", SCHEMA)
        .put("type", "1EdTechJsonSchemaValidator2019")
        .build();
  }

  private static JsonArray contexts(Achievement achievement) {
    var contexts = new ArrayList<>(List.of(DATA_MODEL, CONTEXT, EXTENSIONS));
    if (AchievementField.needsContextOfSceau(achievement.content())) {
      contexts.add(BundledContexts.MICRO_CREDENTIAL);
    }
    return JsonArray.ofStrings(contexts);
  }

  private JsonObject subject(Achievement achievement, Recipient recipient) {
    List<JsonValue> identifiers = new ArrayList<>();
    if (recipient.name() != null) {
      identifiers.add(plain("name", recipient.name()));
    }
    if (recipient.email() != null) {
      identifiers.add(hashed("emailAddress", recipient.email()));
    }
    for (var identifier : recipient.identifiers()) {
      identifiers.add(
          identifier.hashed()
              ? hashed(identifier.identityType(), identifier.value())
              : plain(identifier.identityType(), identifier.value()));
    }
    var subject =
        JsonObject.builder()
            // The JWT needs a subject id; a random one tells nothing of the person.
            .put("id", recipient.id() != null ? recipient.id() : "urn:uuid:" + randomUuid(random))
            .put("type", JsonArray.ofStrings("AchievementSubject"))
            .put("identifier", identifiers.isEmpty() ? null : new JsonArray(identifiers));
    recipient.subject().members().forEach(subject::put);
    return subject.put("achievement", achievement.content()).build();
  }

  private static JsonObject plain(String identityType, String value) {
    return JsonObject.builder()
        .put("type", "IdentityObject")
        .put("hashed", false)
        .put("identityHash", value)
        .put("identityType", identityType)
        .build();
  }

  /**
   * Hashes an identifier under a new salt (IdentityObject of Open Badges 3.0); an e-mail address is
   * trimmed and put in lower case first.
   */
  private JsonObject hashed(String identityType, String value) {
    var plain =
        identityType.equals("emailAddress") ? value.strip().toLowerCase(Locale.ROOT) : value;
    var salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    var saltText = HexFormat.of().formatHex(salt);
    return JsonObject.builder()
        .put("type", "IdentityObject")
        .put("hashed", true)
        .put("identityHash", "sha256$" + Sha256.hex(plain + saltText))
        .put("identityType", identityType)
        .put("salt", saltText)
        .build();
  }

  /** Creates a version 4 UUID from the given random source. */
  static UUID randomUuid(SecureRandom random) {
    long most = (random.nextLong() & ~0xF000L) | 0x4000L;
    long least = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(most, least);
  }
}
