package org.sceau.emulator.kms;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.JsonMembers;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;

/** Answers the operations of KMS. */
final class KmsOperations {

  private static final String ARN_PREFIX = "arn:aws:kms:eu-west-3:000000000000:key/";
  private static final int MAX_RAW_BYTES = 4096;
  private static final int DIGEST_BYTES = 32;

  private final Keys keys;
  private final SignQuota quota;
  private final InstantSource clock;
  private final SecureRandom random;

  KmsOperations(Keys keys, SignQuota quota, InstantSource clock, SecureRandom random) {
    this.keys = keys;
    this.quota = quota;
    this.clock = clock;
    this.random = random;
  }

  Map<String, Function<JsonObject, JsonObject>> byName() {
    return Map.of(
        "CreateKey", this::createKey,
        "DescribeKey", this::describeKey,
        "GetPublicKey", this::getPublicKey,
        "Sign", this::sign,
        "EnableKey", input -> setEnabled(input, true),
        "DisableKey", input -> setEnabled(input, false),
        "ScheduleKeyDeletion", this::scheduleKeyDeletion,
        "CancelKeyDeletion", this::cancelKeyDeletion);
  }

  private JsonObject createKey(JsonObject input) {
    JsonMembers.check(input, "KeySpec", "KeyUsage", "Description");
    var wanted = JsonMembers.text(input, "KeySpec");
    var spec =
        Stream.of(KeySpec.values())
            .filter(known -> known.name().equals(wanted))
            .findFirst()
            .orElseThrow(() -> AwsException.unsupported("the key spec " + wanted));
    if (!JsonMembers.text(input, "KeyUsage").equals("SIGN_VERIFY")) {
      throw AwsException.unsupported("a key usage other than SIGN_VERIFY");
    }
    try {
      var pair = spec.generate(random);
      var key =
          new KmsKey(
              ARN_PREFIX + UUID.randomUUID(),
              spec,
              input.string("Description").orElse(""),
              Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
              pair.getPrivate(),
              true,
              null);
      keys.put(key);
      return described(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK makes no key of " + spec, e);
    }
  }

  private JsonObject describeKey(JsonObject input) {
    JsonMembers.check(input, "KeyId");
    return described(keys.find(keyId(input)));
  }

  private static JsonObject described(KmsKey key) {
    return JsonObject.builder()
        .put(
            "KeyMetadata",
            JsonObject.builder()
                .put("KeyId", key.arn().substring(ARN_PREFIX.length()))
                .put("Arn", key.arn())
                .put("Enabled", key.state().equals("Enabled"))
                .put("Description", key.description())
                .put("KeyState", key.state())
                .put("KeySpec", key.spec().name())
                .put("KeyUsage", "SIGN_VERIFY")
                .put("SigningAlgorithms", JsonArray.ofStrings(key.spec().algorithm()))
                .build())
        .build();
  }

  private JsonObject getPublicKey(JsonObject input) {
    JsonMembers.check(input, "KeyId");
    var key = usable(input);
    return JsonObject.builder()
        .put("KeyId", key.arn())
        .put("PublicKey", key.spki())
        .put("KeySpec", key.spec().name())
        .put("KeyUsage", "SIGN_VERIFY")
        .put("SigningAlgorithms", JsonArray.ofStrings(key.spec().algorithm()))
        .build();
  }

  private JsonObject sign(JsonObject input) {
    JsonMembers.check(input, "KeyId", "Message", "MessageType", "SigningAlgorithm");
    if (!quota.take()) {
      throw AwsException.of("ThrottlingException", "You have exceeded the rate of calls to KMS.");
    }
    var message = bytes(input, "Message");
    if (message.length == 0 || message.length > MAX_RAW_BYTES) {
      throw AwsException.validation("Message must have length between 1 and 4096");
    }
    var key = usable(input);
    var spec = key.spec();
    var algorithm = JsonMembers.text(input, "SigningAlgorithm");
    if (!algorithm.equals(spec.algorithm())) {
      throw AwsException.of(
          "InvalidKeyUsageException",
          "Algorithm " + algorithm + " is incompatible with key spec " + spec + ".");
    }
    var type = JsonMembers.text(input, "MessageType");
    if (!type.equals(spec.messageType())) {
      throw AwsException.unsupported("the message type " + type + " for " + algorithm);
    }
    if (type.equals("DIGEST") && message.length != DIGEST_BYTES) {
      throw AwsException.validation(
          "Digest is invalid length for algorithm %s.".formatted(algorithm));
    }
    try {
      var signature = spec.sign(key.privateKey(), message, random);
      return JsonObject.builder()
          .put("KeyId", key.arn())
          .put("Signature", Base64.getEncoder().encodeToString(signature))
          .put("SigningAlgorithm", algorithm)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing with " + algorithm, e);
    }
  }

  private JsonObject setEnabled(JsonObject input, boolean isEnabled) {
    JsonMembers.check(input, "KeyId");
    keys.change(keyId(input), key -> notPending(key).withEnabled(isEnabled));
    return JsonObject.EMPTY;
  }

  private JsonObject scheduleKeyDeletion(JsonObject input) {
    JsonMembers.check(input, "KeyId", "PendingWindowInDays");
    int days = input.number("PendingWindowInDays").map(n -> n.decimal().intValue()).orElse(30);
    if (days < 7 || days > 30) {
      throw AwsException.validation("PendingWindowInDays must be between 7 and 30");
    }
    var date = clock.instant().plus(Duration.ofDays(days));
    var key = keys.change(keyId(input), known -> notPending(known).withDeletionDate(date));
    return JsonObject.builder().put("KeyId", key.arn()).put("KeyState", key.state()).build();
  }

  private JsonObject cancelKeyDeletion(JsonObject input) {
    JsonMembers.check(input, "KeyId");
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

  /** The key if it may be used; a disabled one does not even give its public half. */
  private KmsKey usable(JsonObject input) {
    var key = notPending(keys.find(keyId(input)));
    if (!key.enabled()) {
      throw AwsException.of("DisabledException", key.arn() + " is disabled.");
    }
    return key;
  }

  private static KmsKey notPending(KmsKey key) {
    if (key.deletionDate() != null) {
      throw AwsException.of("KMSInvalidStateException", key.arn() + " is pending deletion.");
    }
    return key;
  }

  private static String keyId(JsonObject input) {
    var id = JsonMembers.text(input, "KeyId");
    if (!id.startsWith("arn:") || id.contains(":alias/")) {
      throw AwsException.unsupported("the name " + id + " of a key instead of its ARN");
    }
    return id;
  }

  private static byte[] bytes(JsonObject input, String name) {
    try {
      return Base64.getDecoder().decode(JsonMembers.text(input, name));
    } catch (IllegalArgumentException _) {
      throw AwsException.of("SerializationException", name + " is not Base64");
    }
  }
}
