package org.sceau.local.kms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;

/**
 * A key pair and its life.
 *
 * @param logicalName of the resource in the template that it stands for, if any
 * @param spki the public key, DER
 * @param pkcs8 the private key, DER
 * @param deletionDate set while the deletion is pending
 */
record KmsKey(
    String id,
    @Nullable String logicalName,
    KeySpec spec,
    String description,
    byte[] spki,
    byte[] pkcs8,
    Instant created,
    boolean enabled,
    @Nullable Instant deletionDate) {

  private static final String ARN_PREFIX = "arn:aws:kms:eu-west-3:000000000000:key/";

  String arn() {
    return ARN_PREFIX + id;
  }

  static String idOf(String idOrArn) {
    return idOrArn.startsWith(ARN_PREFIX) ? idOrArn.substring(ARN_PREFIX.length()) : idOrArn;
  }

  String state() {
    return deletionDate != null ? "PendingDeletion" : enabled ? "Enabled" : "Disabled";
  }

  KmsKey withEnabled(boolean now) {
    return new KmsKey(id, logicalName, spec, description, spki, pkcs8, created, now, deletionDate);
  }

  /** A key whose deletion was taken back is disabled, as AWS has it. */
  KmsKey withDeletionDate(@Nullable Instant date) {
    return new KmsKey(id, logicalName, spec, description, spki, pkcs8, created, false, date);
  }

  PrivateKey privateKey() throws GeneralSecurityException {
    return KeyFactory.getInstance(spec.keyFactory())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /** Whether the two halves belong together: what a damaged file would break. */
  boolean isWhole(SecureRandom random) {
    try {
      var message = arn().getBytes(StandardCharsets.UTF_8);
      var made = spec.algorithms().getFirst().signMessage(privateKey(), message, random);
      var verifier =
          Signature.getInstance(
              switch (spec) {
                case ECC_NIST_P256 -> "SHA256withECDSA";
                case ECC_NIST_EDWARDS25519 -> "Ed25519";
                case RSA_2048 -> "SHA256withRSA";
              });
      verifier.initVerify(
          KeyFactory.getInstance(spec.keyFactory()).generatePublic(new X509EncodedKeySpec(spki)));
      verifier.update(message);
      return verifier.verify(made);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("id", id)
        .put("logicalName", logicalName)
        .put("spec", spec.name())
        .put("description", description)
        .put("spki", Base64.getEncoder().encodeToString(spki))
        .put("pkcs8", Base64.getEncoder().encodeToString(pkcs8))
        .put("created", created.toString())
        .put("enabled", enabled)
        .put("deletionDate", deletionDate == null ? null : deletionDate.toString())
        .build();
  }

  /**
   * @throws RuntimeException if a member is missing or is not what it should be
   */
  static KmsKey fromJson(JsonObject json) {
    return new KmsKey(
        json.string("id").orElseThrow(),
        json.string("logicalName").orElse(null),
        KeySpec.valueOf(json.string("spec").orElseThrow()),
        json.string("description").orElse(""),
        Base64.getDecoder().decode(json.string("spki").orElseThrow()),
        Base64.getDecoder().decode(json.string("pkcs8").orElseThrow()),
        Instant.parse(json.string("created").orElseThrow()),
        new JsonBoolean(true).equals(json.get("enabled")),
        json.string("deletionDate").map(Instant::parse).orElse(null));
  }
}
