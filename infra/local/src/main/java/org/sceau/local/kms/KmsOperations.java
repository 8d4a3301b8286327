package org.sceau.local.kms;

import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.local.wire.AwsException;

/** The operations of KMS, request in and response out. */
final class KmsOperations {

  private static final int MAX_RAW_BYTES = 4096;
  private static final int DIGEST_BYTES = 32;

  private final Keys keys;
  private final SignQuota quota;
  private final SecureRandom random;

  KmsOperations(Keys keys, SignQuota quota, SecureRandom random) {
    this.keys = keys;
    this.quota = quota;
    this.random = random;
  }

  Map<String, Function<JsonObject, JsonObject>> byName() {
    return Map.ofEntries(
        Map.entry("CreateKey", this::createKey),
        Map.entry("DescribeKey", input -> described(keys.find(keyId(input)))),
        Map.entry("GetPublicKey", this::getPublicKey),
        Map.entry("Sign", this::sign),
        Map.entry("EnableKey", input -> setEnabled(input, true)),
        Map.entry("DisableKey", input -> setEnabled(input, false)),
        Map.entry("ScheduleKeyDeletion", this::scheduleKeyDeletion),
        Map.entry("CancelKeyDeletion", this::cancelKeyDeletion),
        Map.entry("CreateAlias", this::createAlias),
        Map.entry("UpdateAlias", this::updateAlias),
        Map.entry("DeleteAlias", this::deleteAlias));
  }

  private JsonObject createKey(JsonObject input) {
    var spec = input.string("KeySpec").orElse("SYMMETRIC_DEFAULT");
    var usage = input.string("KeyUsage").orElse("ENCRYPT_DECRYPT");
    if (!usage.equals("SIGN_VERIFY")) {
      throw AwsException.validation("KeyUsage " + usage + " is not compatible with this double");
    }
    try {
      return described(
          keys.create(
              Arrays.stream(KeySpec.values())
                  .filter(known -> known.name().equals(spec))
                  .findFirst()
                  .orElseThrow(() ->
                      AwsException.of(
                          "UnsupportedOperationException",
                          "This local double makes no key of " + spec)),
              input.string("Description").orElse("")));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK makes no key of " + spec, e);
    }
  }

  private static JsonObject described(KmsKey key) {
    return JsonObject.builder()
        .put(
            "KeyMetadata",
            JsonObject.builder()
                .put("AWSAccountId", "000000000000")
                .put("KeyId", key.id())
                .put("Arn", key.arn())
                .put("CreationDate", seconds(key.created()))
                .put("Enabled", key.state().equals("Enabled"))
                .put("Description", key.description())
                .put("KeyUsage", "SIGN_VERIFY")
                .put("KeyState", key.state())
                .put(
                    "DeletionDate", key.deletionDate() == null ? null : seconds(key.deletionDate()))
                .put("Origin", "AWS_KMS")
                .put("KeyManager", "CUSTOMER")
                .put("CustomerMasterKeySpec", key.spec().name())
                .put("KeySpec", key.spec().name())
                .put("SigningAlgorithms", algorithms(key))
                .put("MultiRegion", false)
                .build())
        .build();
  }

  private JsonObject getPublicKey(JsonObject input) {
    var key = usable(input);
    return JsonObject.builder()
        .put("KeyId", key.arn())
        .put("PublicKey", Base64.getEncoder().encodeToString(key.spki()))
        .put("CustomerMasterKeySpec", key.spec().name())
        .put("KeySpec", key.spec().name())
        .put("KeyUsage", "SIGN_VERIFY")
        .put("SigningAlgorithms", algorithms(key))
        .build();
  }

  private JsonObject sign(JsonObject input) {
    if (!quota.take()) {
      throw AwsException.of(
          "ThrottlingException",
          "You have exceeded the rate at which you may call KMS. Reduce the frequency of your"
              + " calls.");
    }
    var message = bytes(input, "Message");
    var name = required(input, "SigningAlgorithm");
    var type = input.string("MessageType").orElse("RAW");
    if (!type.equals("RAW") && !type.equals("DIGEST")) {
      throw AwsException.validation("MessageType is to be RAW or DIGEST");
    }
    if (message.length == 0 || message.length > MAX_RAW_BYTES) {
      throw AwsException.validation(
          "1 validation error detected: Value at 'message' failed to satisfy constraint: Member"
              + " must have length between 1 and 4096");
    }
    var key = usable(input);
    var algorithm =
        key.spec().algorithms().stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                AwsException.of(
                    "InvalidKeyUsageException",
                    "Algorithm " + name + " is incompatible with key spec " + key.spec() + "."));
    boolean digest = type.equals("DIGEST");
    if (digest && !algorithm.takesDigest()) {
      throw AwsException.validation("Algorithm " + name + " requires the MessageType RAW.");
    }
    if (digest && message.length != DIGEST_BYTES) {
      throw AwsException.validation("Digest is invalid length for algorithm " + name + ".");
    }
    try {
      var signature =
          digest
              ? algorithm.signDigest(key.privateKey(), message, random)
              : algorithm.signMessage(key.privateKey(), message, random);
      return JsonObject.builder()
          .put("KeyId", key.arn())
          .put("Signature", Base64.getEncoder().encodeToString(signature))
          .put("SigningAlgorithm", name)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing with " + name, e);
    }
  }

  private JsonObject setEnabled(JsonObject input, boolean enabled) {
    keys.change(
        keyId(input),
        key -> {
          if (key.deletionDate() != null) {
            throw pendingDeletion(key);
          }
          return key.withEnabled(enabled);
        });
    return JsonObject.EMPTY;
  }

  private JsonObject scheduleKeyDeletion(JsonObject input) {
    int days = input.number("PendingWindowInDays").map(n -> n.decimal().intValue()).orElse(30);
    if (days < 7 || days > 30) {
      throw AwsException.validation("PendingWindowInDays must be between 7 and 30");
    }
    var key =
        keys.change(
            keyId(input),
            known -> {
              if (known.deletionDate() != null) {
                throw pendingDeletion(known);
              }
              return known.withDeletionDate(keys.now().plus(Duration.ofDays(days)));
            });
    return JsonObject.builder()
        .put("KeyId", key.arn())
        .put("DeletionDate", key.deletionDate() == null ? null : seconds(key.deletionDate()))
        .put("KeyState", key.state())
        .put("PendingWindowInDays", days)
        .build();
  }

  private JsonObject cancelKeyDeletion(JsonObject input) {
    var key =
        keys.change(
            keyId(input),
            known -> {
              if (known.deletionDate() == null) {
                throw AwsException.of(
                    "KMSInvalidStateException", known.arn() + " is not pending deletion.");
              }
              return known.withDeletionDate(null);
            });
    return JsonObject.builder().put("KeyId", key.arn()).build();
  }

  private JsonObject createAlias(JsonObject input) {
    var alias = required(input, "AliasName");
    if (!alias.matches("alias/[a-zA-Z0-9/_-]{1,250}") || alias.startsWith("alias/aws/")) {
      throw AwsException.of("InvalidAliasNameException", "Alias must start with alias/ and a name");
    }
    keys.addAlias(alias, required(input, "TargetKeyId"));
    return JsonObject.EMPTY;
  }

  private JsonObject updateAlias(JsonObject input) {
    keys.moveAlias(required(input, "AliasName"), required(input, "TargetKeyId"));
    return JsonObject.EMPTY;
  }

  private JsonObject deleteAlias(JsonObject input) {
    keys.removeAlias(required(input, "AliasName"));
    return JsonObject.EMPTY;
  }

  /** The key if it may be used; a disabled one does not even give its public half. */
  private KmsKey usable(JsonObject input) {
    var key = keys.find(keyId(input));
    if (key.deletionDate() != null) {
      throw pendingDeletion(key);
    }
    if (!key.enabled()) {
      throw AwsException.of("DisabledException", key.arn() + " is disabled.");
    }
    return key;
  }

  private static AwsException pendingDeletion(KmsKey key) {
    return AwsException.of("KMSInvalidStateException", key.arn() + " is pending deletion.");
  }

  private static String keyId(JsonObject input) {
    return required(input, "KeyId");
  }

  private static String required(JsonObject input, String name) {
    return input
        .string(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() ->
            AwsException.validation(
                "1 validation error detected: Value at '"
                    + name
                    + "' failed to satisfy constraint: Member must not be null"));
  }

  private static byte[] bytes(JsonObject input, String name) {
    try {
      return Base64.getDecoder().decode(required(input, name));
    } catch (IllegalArgumentException _) {
      throw AwsException.of("SerializationException", name + " is not Base64");
    }
  }

  private static JsonArray algorithms(KmsKey key) {
    return JsonArray.ofStrings(key.spec().algorithms().stream().map(Enum::name).toList());
  }

  private static JsonNumber seconds(Instant time) {
    return new JsonNumber(BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString());
  }
}
