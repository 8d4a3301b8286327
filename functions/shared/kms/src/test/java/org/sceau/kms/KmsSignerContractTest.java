package org.sceau.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.emulator.kms.LocalKms;
import org.sceau.emulator.wire.Faults;
import org.sceau.jose.KeyKind;
import org.sceau.records.catalog.KeyDirectory;
import org.sceau.records.catalog.Signer;
import org.sceau.records.catalog.SigningUnavailableException;
import org.sceau.testing.SignerContract;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KmsSignerContractTest extends SignerContract {

  private LocalKms kms;
  private KmsClient client;

  @BeforeAll
  void start(@TempDir Path folder) {
    kms = LocalKms.start(folder, InstantSource.system(), new SecureRandom());
    client =
        KmsClient.builder()
            .endpointOverride(kms.endpoint())
            .region(Region.EU_WEST_3)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  @AfterEach
  void nothingGoesWrongAnyMore() {
    kms.faults().clear();
  }

  @AfterAll
  void stop() {
    client.close();
    kms.close();
  }

  @Override
  protected Signer signer() {
    return new KmsSigner(client);
  }

  @Override
  protected KeyDirectory keys() {
    return new KmsSigner(client);
  }

  @Override
  protected String newKey(KeyKind kind) {
    var spec =
        switch (kind) {
          case P256 -> KeySpec.ECC_NIST_P256;
          case ED25519 -> KeySpec.ECC_NIST_EDWARDS25519;
          case RSA -> KeySpec.RSA_2048;
          case P384 -> throw new IllegalArgumentException("not signed with: " + kind);
        };
    return client
        .createKey(create -> create.keySpec(spec).keyUsage(KeyUsageType.SIGN_VERIFY))
        .keyMetadata()
        .arn();
  }

  @Test
  void aThrottledSignatureIsTriedAgainAndThenMayBeHadLater() {
    var key = keys().find(newKey(KeyKind.ED25519));
    kms.faults().next(1, "Sign", Faults.Kind.THROTTLE);
    assertThat(signer().sign(key, new byte[] {1})).hasSize(64);

    kms.faults().next(100, "Sign", Faults.Kind.THROTTLE);
    assertThatThrownBy(() -> signer().sign(key, new byte[] {1}))
        .isInstanceOfSatisfying(
            SigningUnavailableException.class, e -> assertThat(e.isTemporary()).isTrue());
  }
}
