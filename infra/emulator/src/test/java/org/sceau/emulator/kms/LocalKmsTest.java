package org.sceau.emulator.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.emulator.SdkClients.assertRefused;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.sceau.emulator.SdkClients;
import org.sceau.emulator.wire.DamagedStoreException;
import org.sceau.emulator.wire.Faults;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsInternalException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

class LocalKmsTest {

  @TempDir Path folder;

  private Instant now = Instant.parse("2026-03-02T08:00:00Z");
  private final InstantSource clock = () -> now;
  private LocalKms kms;
  private KmsClient client;

  @BeforeEach
  void start() {
    kms = LocalKms.start(folder, clock, new SecureRandom());
    client = SdkClients.client(KmsClient.builder(), kms.endpoint());
  }

  @AfterEach
  void stop() {
    client.close();
    kms.close();
  }

  @Test
  void aMessageOfMoreThan4096BytesIsRefused() {
    var key = create(KeySpec.ECC_NIST_EDWARDS25519);
    sign(key, new byte[4096], "RAW", "ED25519_SHA_512");

    assertRefused(
        "ValidationException", "4096", () -> sign(key, new byte[4097], "RAW", "ED25519_SHA_512"));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "refused-requests.csv", delimiter = '|', quoteCharacter = '`')
  void aRequestIsRefusedWithTheReason(String operation, String code, String reason, String body)
      throws Exception {
    var request =
        body.replace("\"ED25519\"", '"' + create(KeySpec.ECC_NIST_EDWARDS25519) + '"')
            .replace("\"P256\"", '"' + create(KeySpec.ECC_NIST_P256) + '"');

    assertRefused(kms.endpoint(), "TrentService." + operation, request, code, reason);
  }

  @Test
  void aKeyIsDescribedAsAwsDoes() {
    var key = create(KeySpec.ECC_NIST_P256);

    var metadata = client.describeKey(describe -> describe.keyId(key)).keyMetadata();

    assertThat(metadata.arn()).isEqualTo(key).startsWith("arn:aws:kms:eu-west-3:000000000000:key/");
    assertThat(metadata.keyState()).isEqualTo(KeyState.ENABLED);
    assertThat(metadata.description()).isEqualTo("for a test");
    assertThat(metadata.signingAlgorithms()).containsExactly(SigningAlgorithmSpec.ECDSA_SHA_256);
    assertThat(metadata.keySpecAsString()).isEqualTo("ECC_NIST_P256");
  }

  @Test
  void aDisabledKeySignsAgainOnceEnabled() {
    var key = create(KeySpec.ECC_NIST_P256);
    client.disableKey(disable -> disable.keyId(key));

    assertThatThrownBy(() -> signP256(key)).isInstanceOf(DisabledException.class);

    client.enableKey(enable -> enable.keyId(key));
    assertThat(signP256(key).keyId()).isEqualTo(key);
  }

  @Test
  void aKeyPendingDeletionIsUselessAndThenGone() {
    var key = create(KeySpec.ECC_NIST_P256);
    client.scheduleKeyDeletion(schedule -> schedule.keyId(key).pendingWindowInDays(7));

    assertThatThrownBy(() -> signP256(key)).isInstanceOf(KmsInvalidStateException.class);
    assertThatThrownBy(() -> client.enableKey(enable -> enable.keyId(key)))
        .isInstanceOf(KmsInvalidStateException.class);
    assertThat(client.describeKey(describe -> describe.keyId(key)).keyMetadata().keyState())
        .isEqualTo(KeyState.PENDING_DELETION);

    now = now.plus(Duration.ofDays(7));
    assertThatThrownBy(() -> client.describeKey(describe -> describe.keyId(key)))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void keysSurviveARestart() throws Exception {
    var key = create(KeySpec.ECC_NIST_EDWARDS25519);
    var before = publicKey(key);

    stop();
    start();

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
    kms.signsPerSecond(2);
    signP256(key);
    signP256(key);

    assertThat(kms.throttled()).isZero();
    assertRefused("ThrottlingException", "", () -> signP256(key));
    assertThat(kms.throttled()).isEqualTo(1);

    now = now.plusSeconds(1);
    assertThat(signP256(key).keyId()).isEqualTo(key);
  }

  @Test
  void faultsComeAsOftenAsAskedFor() {
    var key = create(KeySpec.ECC_NIST_P256);
    kms.faults().next(1, "Sign", Faults.Kind.FAIL_BEFORE);
    assertThatThrownBy(() -> signP256(key)).isInstanceOf(KmsInternalException.class);
    kms.faults().next(1, "Sign", Faults.Kind.THROTTLE);
    assertRefused("ThrottlingException", "", () -> signP256(key));

    kms.faults().next(1, "DisableKey", Faults.Kind.SUCCEED_THEN_FAIL);
    assertThatThrownBy(() -> client.disableKey(disable -> disable.keyId(key)))
        .isInstanceOf(KmsInternalException.class);
    assertThatThrownBy(() -> signP256(key)).isInstanceOf(DisabledException.class);
  }

  private String create(KeySpec spec) {
    return client
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
    return client.sign(sign ->
        sign.keyId(key)
            .message(SdkBytes.fromByteArray(message))
            .messageType(type)
            .signingAlgorithm(algorithm));
  }

  private String publicKey(String key) {
    return Base64.getEncoder()
        .encodeToString(client.getPublicKey(get -> get.keyId(key)).publicKey().asByteArray());
  }
}
