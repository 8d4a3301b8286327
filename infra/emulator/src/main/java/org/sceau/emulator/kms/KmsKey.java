package org.sceau.emulator.kms;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;

/**
 * Represents a key pair and its state.
 *
 * @param spki the public key, DER in Base64
 * @param privateKey the private key
 * @param deletionDate set while the deletion is pending
 */
record KmsKey(
    String arn,
    KeySpec spec,
    String description,
    String spki,
    PrivateKey privateKey,
    boolean enabled,
    @Nullable Instant deletionDate) {

  String state() {
    return deletionDate != null ? "PendingDeletion" : enabled ? "Enabled" : "Disabled";
  }

  KmsKey withEnabled(boolean now) {
    return new KmsKey(arn, spec, description, spki, privateKey, now, deletionDate);
  }

  /** A key whose deletion was cancelled is disabled, as in AWS. */
  KmsKey withDeletionDate(@Nullable Instant date) {
    return new KmsKey(arn, spec, description, spki, privateKey, false, date);
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("arn", arn)
        .put("spec", spec.name())
        .put("description", description)
        .put("spki", spki)
        .put("pkcs8", Base64.getEncoder().encodeToString(privateKey.getEncoded()))
        .put("enabled", enabled)
        .put("deletionDate", deletionDate == null ? null : deletionDate.toString())
        .build();
  }

  /**
   * Reads what {@link #toJson()} wrote.
   *
   * @throws RuntimeException if a member is missing or wrong
   */
  static KmsKey of(JsonObject json) throws GeneralSecurityException {
    var spec = KeySpec.valueOf(json.string("spec").orElseThrow());
    var pkcs8 = Base64.getDecoder().decode(json.string("pkcs8").orElseThrow());
    return new KmsKey(
        json.string("arn").orElseThrow(),
        spec,
        json.string("description").orElseThrow(),
        json.string("spki").orElseThrow(),
        KeyFactory.getInstance(spec.keyFactory()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
        new JsonBoolean(true).equals(json.get("enabled")),
        json.string("deletionDate").map(Instant::parse).orElse(null));
  }
}
