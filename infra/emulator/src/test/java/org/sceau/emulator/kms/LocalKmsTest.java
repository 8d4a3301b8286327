package org.sceau.emulator.kms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.emulator.wire.DamagedStoreException;
import org.sceau.emulator.wire.Faults;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

class LocalKmsTest {

  private static final byte[] MESSAGE = "micro-credential".getBytes(UTF_8);

  @TempDir Path folder;

  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private final InstantSource clock = () -> now;
  private @Nullable LocalKms running;
  private @Nullable KmsClient connected;

  @BeforeEach
  void start() {
    running = LocalKms.start(folder, clock, new SecureRandom());
    connected = client(running);
  }

  @AfterEach
  void stop() {
    if (connected != null && running != null) {
      connected.close();
      running.close();
    }
    connected = null;
    running = null;
  }

  @Test
  void aMessageThatAwsRefusesIsRefused() {
    var ed25519 = create(KeySpec.ECC_NIST_EDWARDS25519);
    var p256 = create(KeySpec.ECC_NIST_P256);
    sign(ed25519, new byte[4096], "RAW", "ED25519_SHA_512");

    assertRefused(
        "ValidationException",
        "4096",
        () -> sign(ed25519, new byte[4097], "RAW", "ED25519_SHA_512"));
    assertRefused(
        "ValidationException", "length", () -> sign(p256, new byte[33], "DIGEST", "ECDSA_SHA_256"));
    assertThatThrownBy(() -> sign(ed25519, MESSAGE, "RAW", "ECDSA_SHA_256"))
        .isInstanceOf(InvalidKeyUsageException.class);
  }

  @Test
  void aRequestThatTheAdapterDoesNotMakeIsRefused() {
    var ed25519 = create(KeySpec.ECC_NIST_EDWARDS25519);
    var p256 = create(KeySpec.ECC_NIST_P256);

    assertUnsupported(
        "the message type DIGEST", () -> sign(ed25519, new byte[32], "DIGEST", "ED25519_SHA_512"));
    assertUnsupported("the message type RAW", () -> sign(p256, MESSAGE, "RAW", "ECDSA_SHA_256"));
    assertUnsupported(
        "the name alias/demo", () -> client().describeKey(d -> d.keyId("alias/demo")));
    assertUnsupported("the operation TrentService.ListKeys", () -> client().listKeys());
    assertUnsupported(
        "the member GrantTokens", () -> client().describeKey(d -> d.keyId(p256).grantTokens("a")));
    assertUnsupported(
        "the key spec SYMMETRIC_DEFAULT",
        () -> client().createKey(c -> c.keySpec("SYMMETRIC_DEFAULT").keyUsage("SIGN_VERIFY")));
    assertUnsupported(
        "a key usage other than SIGN_VERIFY",
        () -> client().createKey(c -> c.keySpec("RSA_2048").keyUsage("ENCRYPT_DECRYPT")));
  }

  @Test
  void aKeyIsDescribedAsAwsDoes() {
    var key = create(KeySpec.ECC_NIST_P256);

    var metadata = client().describeKey(describe -> describe.keyId(key)).keyMetadata();

    assertThat(metadata.arn()).isEqualTo(key).startsWith("arn:aws:kms:eu-west-3:000000000000:key/");
    assertThat(metadata.keyState()).isEqualTo(KeyState.ENABLED);
    assertThat(metadata.description()).isEqualTo("for a test");
    assertThat(metadata.signingAlgorithms()).containsExactly(SigningAlgorithmSpec.ECDSA_SHA_256);
    assertThat(metadata.keySpecAsString()).isEqualTo("ECC_NIST_P256");
  }

  @Test
  void aDisabledKeySignsAgainOnceEnabled() {
    var key = create(KeySpec.ECC_NIST_P256);
    client().disableKey(disable -> disable.keyId(key));

    assertThatThrownBy(() -> signP256(key)).isInstanceOf(DisabledException.class);

    client().enableKey(enable -> enable.keyId(key));
    assertThat(signP256(key).keyId()).isEqualTo(key);
  }

  @Test
  void aKeyPendingDeletionIsUselessAndThenGone() {
    var key = create(KeySpec.ECC_NIST_P256);
    client().scheduleKeyDeletion(schedule -> schedule.keyId(key).pendingWindowInDays(7));

    assertThatThrownBy(() -> signP256(key)).isInstanceOf(KmsInvalidStateException.class);
    assertThatThrownBy(() -> client().enableKey(enable -> enable.keyId(key)))
        .isInstanceOf(KmsInvalidStateException.class);
    assertThat(client().describeKey(describe -> describe.keyId(key)).keyMetadata().keyState())
        .isEqualTo(KeyState.PENDING_DELETION);

    now = now.plus(Duration.ofDays(7));
    assertThatThrownBy(() -> client().describeKey(describe -> describe.keyId(key)))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void anUnknownKeyIsNotFound() {
    assertThatThrownBy(() -> signP256("arn:aws:kms:eu-west-3:000000000000:key/none"))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void keysSurviveARestart() throws Exception {
    var key = create(KeySpec.ECC_NIST_EDWARDS25519);
    var before = publicKey(key);

    restart();

    assertThat(publicKey(key)).isEqualTo(before);
  }

  @Test
  void onlyTheOwnerMayReadTheKeyFile() throws Exception {
    create(KeySpec.ECC_NIST_P256);
    var file = folder.resolve("keys.json");
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aDamagedKeyFileIsNamed() throws Exception {
    create(KeySpec.ECC_NIST_P256);
    stop();
    var file = folder.resolve("keys.json");
    var text = Files.readString(file);
    for (var damaged :
        List.of(
            text.substring(0, text.length() / 2),
            text.replace("\"spec\"", "\"kind\""),
            text.replaceFirst("\"pkcs8\":\"....", "\"pkcs8\":\"AAAA"),
            "{}")) {
      Files.writeString(file, damaged);
      assertThatThrownBy(this::start)
          .isInstanceOf(DamagedStoreException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("put a copy of it back");
    }
  }

  @Test
  void theQuotaThrottlesUntilTheNextSecond() {
    var key = create(KeySpec.ECC_NIST_P256);
    kms().signsPerSecond(2);
    signP256(key);
    signP256(key);

    assertThat(kms().throttled()).isZero();
    assertRefused("ThrottlingException", "", () -> signP256(key));
    assertThat(kms().throttled()).isEqualTo(1);

    now = now.plusSeconds(1);
    assertThat(signP256(key).keyId()).isEqualTo(key);
  }

  @Test
  void faultsComeAsOftenAsAskedFor() {
    var key = create(KeySpec.ECC_NIST_P256);
    kms().faults().next(1, "Sign", Faults.Kind.FAIL_BEFORE);
    assertThatThrownBy(() -> signP256(key)).isInstanceOf(KmsInternalException.class);
    kms().faults().next(1, "Sign", Faults.Kind.THROTTLE);
    assertRefused("ThrottlingException", "", () -> signP256(key));

    kms().faults().next(1, "DisableKey", Faults.Kind.SUCCEED_THEN_FAIL);
    assertThatThrownBy(() -> client().disableKey(disable -> disable.keyId(key)))
        .isInstanceOf(KmsInternalException.class);
    assertThatThrownBy(() -> signP256(key)).isInstanceOf(DisabledException.class);
  }

  private void restart() {
    stop();
    start();
  }

  private LocalKms kms() {
    return Objects.requireNonNull(running);
  }

  private KmsClient client() {
    return Objects.requireNonNull(connected);
  }

  private static KmsClient client(LocalKms kms) {
    return KmsClient.builder()
        .endpointOverride(kms.endpoint())
        .region(Region.EU_WEST_3)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  private String create(KeySpec spec) {
    return client()
        .createKey(create ->
            create
                .keySpec(spec.name())
                .keyUsage(KeyUsageType.SIGN_VERIFY)
                .description("for a test"))
        .keyMetadata()
        .arn();
  }

  private SignResponse signP256(String key) {
    return sign(key, new byte[32], "DIGEST", "ECDSA_SHA_256");
  }

  private SignResponse sign(String key, byte[] message, String type, String algorithm) {
    return client()
        .sign(sign ->
            sign.keyId(key)
                .message(SdkBytes.fromByteArray(message))
                .messageType(type)
                .signingAlgorithm(algorithm));
  }

  private String publicKey(String key) {
    return Base64.getEncoder()
        .encodeToString(client().getPublicKey(get -> get.keyId(key)).publicKey().asByteArray());
  }

  private static void assertUnsupported(String feature, ThrowingCallable call) {
    assertRefused("NotImplemented", feature, call);
  }

  private static void assertRefused(String code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KmsException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).contains(message);
            });
  }
}
