package org.sceau.local.kms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.local.wire.DamagedStoreException;
import org.sceau.local.wire.Faults;
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
import software.amazon.awssdk.services.kms.model.MessageType;
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
    running = LocalKms.start(folder, 0, clock, new SecureRandom());
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

  @ParameterizedTest
  @EnumSource(KeySpec.class)
  void signaturesOfAMessageVerifyWithThePublicKey(KeySpec spec) throws Exception {
    var key = create(spec);

    for (var algorithm : spec.algorithms()) {
      var signature = sign(key, MESSAGE, MessageType.RAW, algorithm).signature();

      assertThat(verifies(key, algorithm, MESSAGE, signature.asByteArray())).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ECC_NIST_P256", "RSA_2048"})
  void signaturesOfADigestVerifyOverTheMessage(KeySpec spec) throws Exception {
    var key = create(spec);
    var digest = MessageDigest.getInstance("SHA-256").digest(MESSAGE);

    for (var algorithm : spec.algorithms()) {
      var signature = sign(key, digest, MessageType.DIGEST, algorithm).signature();

      assertThat(verifies(key, algorithm, MESSAGE, signature.asByteArray())).isTrue();
    }
  }

  @Test
  void aMessageOfMoreThan4096BytesIsRefused() {
    var key = create(KeySpec.ECC_NIST_EDWARDS25519);

    sign(key, new byte[4096], MessageType.RAW, SigningAlgorithm.ED25519_SHA_512);

    assertRefused(
        "ValidationException",
        () -> sign(key, new byte[4097], MessageType.RAW, SigningAlgorithm.ED25519_SHA_512));
  }

  @Test
  void aDigestThatIsNot32BytesIsRefused() {
    var key = create(KeySpec.ECC_NIST_P256);

    assertRefused(
        "ValidationException",
        () -> sign(key, new byte[33], MessageType.DIGEST, SigningAlgorithm.ECDSA_SHA_256));
  }

  @Test
  void pureEd25519TakesNoDigest() {
    var key = create(KeySpec.ECC_NIST_EDWARDS25519);

    assertRefused(
        "ValidationException",
        () -> sign(key, new byte[32], MessageType.DIGEST, SigningAlgorithm.ED25519_SHA_512));
  }

  @Test
  void anAlgorithmOfAnotherKindOfKeyIsRefused() {
    var key = create(KeySpec.RSA_2048);

    assertThatThrownBy(() -> sign(key, MESSAGE, MessageType.RAW, SigningAlgorithm.ECDSA_SHA_256))
        .isInstanceOf(InvalidKeyUsageException.class);
  }

  @Test
  void aKeyIsDescribedAsAwsDoes() {
    var key = create(KeySpec.ECC_NIST_P256);

    var metadata = client().describeKey(describe -> describe.keyId(key)).keyMetadata();

    assertThat(metadata.arn()).isEqualTo(key).startsWith("arn:aws:kms:eu-west-3:000000000000:key/");
    assertThat(metadata.keyState()).isEqualTo(KeyState.ENABLED);
    assertThat(metadata.creationDate()).isEqualTo(now);
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
  void anAliasStandsForItsKey() {
    var first = create(KeySpec.ECC_NIST_P256);
    var second = create(KeySpec.ECC_NIST_P256);
    client().createAlias(create -> create.aliasName("alias/demo").targetKeyId(first));
    assertThat(signP256("alias/demo").keyId()).isEqualTo(first);

    client().updateAlias(update -> update.aliasName("alias/demo").targetKeyId(second));
    restart();

    assertThat(signP256("alias/demo").keyId()).isEqualTo(second);
  }

  @Test
  void keysSurviveARestart() throws Exception {
    var key = create(KeySpec.ECC_NIST_EDWARDS25519);
    var before = publicKey(key);

    restart();

    assertThat(publicKey(key)).isEqualTo(before);
  }

  @Test
  void aKeyOfTheTemplateIsMadeOnce() {
    var first = kms().createKey("CredentialKey", KeySpec.ECC_NIST_P256);

    restart();

    assertThat(kms().createKey("CredentialKey", KeySpec.ECC_NIST_P256)).isEqualTo(first);
    assertThat(kms().namedKeys()).containsEntry("CredentialKey", first);
    assertThatThrownBy(() -> kms().createKey("CredentialKey", KeySpec.RSA_2048))
        .isInstanceOf(IllegalArgumentException.class);
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
    var spki = text.indexOf("\"spki\":\"") + 100;
    var flipped = text.charAt(spki) == 'A' ? "B" : "A";
    Files.writeString(file, text.substring(0, spki) + flipped + text.substring(spki + 1));

    assertThatThrownBy(this::start)
        .isInstanceOf(DamagedStoreException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("put a copy of it back");

    Files.writeString(file, text.substring(0, text.length() / 2));
    assertThatThrownBy(this::start).isInstanceOf(DamagedStoreException.class);
  }

  @Test
  void aFolderServesOneDoubleOnly() {
    assertThatThrownBy(() -> LocalKms.start(folder, 0, clock, new SecureRandom()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in use");
  }

  @Test
  void theQuotaThrottlesUntilTheNextSecond() {
    var key = create(KeySpec.ECC_NIST_P256);
    kms().signsPerSecond(2);
    signP256(key);
    signP256(key);

    assertThat(kms().throttled()).isZero();
    assertRefused("ThrottlingException", () -> signP256(key));
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
    assertRefused("ThrottlingException", () -> signP256(key));

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
        .createKey(create -> create.keySpec(spec.name()).keyUsage(KeyUsageType.SIGN_VERIFY))
        .keyMetadata()
        .arn();
  }

  private SignResponse signP256(String key) {
    return sign(key, MESSAGE, MessageType.RAW, SigningAlgorithm.ECDSA_SHA_256);
  }

  private SignResponse sign(
      String key, byte[] message, MessageType type, SigningAlgorithm algorithm) {
    return client()
        .sign(sign ->
            sign.keyId(key)
                .message(SdkBytes.fromByteArray(message))
                .messageType(type)
                .signingAlgorithm(algorithm.name()));
  }

  private String publicKey(String key) {
    return Base64.getEncoder()
        .encodeToString(client().getPublicKey(get -> get.keyId(key)).publicKey().asByteArray());
  }

  private boolean verifies(String key, SigningAlgorithm algorithm, byte[] message, byte[] signature)
      throws Exception {
    var spki = new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey(key)));
    var verifier =
        switch (algorithm) {
          case ECDSA_SHA_256 -> verifier("SHA256withECDSA", "EC", spki);
          case ED25519_SHA_512 -> verifier("Ed25519", "Ed25519", spki);
          case RSASSA_PKCS1_V1_5_SHA_256 -> verifier("SHA256withRSA", "RSA", spki);
          case RSASSA_PSS_SHA_256 -> verifier("RSASSA-PSS", "RSA", spki);
        };
    verifier.update(message);
    return verifier.verify(signature);
  }

  private static Signature verifier(String name, String factory, X509EncodedKeySpec spki)
      throws Exception {
    PublicKey key = KeyFactory.getInstance(factory).generatePublic(spki);
    var verifier = Signature.getInstance(name);
    if (name.equals("RSASSA-PSS")) {
      verifier.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    }
    verifier.initVerify(key);
    return verifier;
  }

  private static void assertRefused(String code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            KmsException.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
