package org.sceau.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.jose.KeyKind;
import org.sceau.records.catalog.KeyDirectory;
import org.sceau.records.catalog.Signer;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.catalog.SigningUnavailableException;

/** What every {@link Signer} and its {@link KeyDirectory} promise; adapters' tests extend this. */
public abstract class SignerContract {

  private static final int SIGNATURE_BYTES = 64;
  private static final int MOST_WITHOUT_DIGEST = 4_096;

  /** Of 300 signatures two or three have r or s with a leading zero, which DER leaves out. */
  private static final int MANY = 300;

  protected abstract Signer signer();

  protected abstract KeyDirectory keys();

  /** Makes a key and tells its ARN. */
  protected abstract String newKey(KeyKind kind);

  /** An ARN of a key that never was. */
  protected String unknownKey() {
    return "arn:aws:kms:eu-west-3:000000000000:key/12345678-1234-4234-8234-123456789012";
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "ED25519", "RSA"})
  void aKeyIsFoundUnderItsArn(KeyKind kind) {
    var arn = newKey(kind);

    var key = keys().find(arn);

    assertThat(key.keyArn()).isEqualTo(arn);
    assertThat(key.publicKey().kind()).isEqualTo(kind);
    assertThat(keys().find(arn)).isEqualTo(key);
    assertThat(keys().find(newKey(kind)).kid()).isNotEqualTo(key.kid());
  }

  @Test
  void aKeyThatIsNotThereIsNotFound() {
    var unknown = unknownKey();

    assertThatThrownBy(() -> keys().find(unknown)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "ED25519", "RSA"})
  void aSignatureVerifiesWithThePublicHalf(KeyKind kind) {
    var key = keys().find(newKey(kind));
    var message = "header.payload".getBytes(UTF_8);

    var signature = signer().sign(key, message);

    assertThat(verifies(key, message, signature)).isTrue();
    assertThat(verifies(key, "header.Payload".getBytes(UTF_8), signature)).isFalse();
    assertThat(verifies(keys().find(newKey(kind)), message, signature)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "ED25519"})
  void everySignatureIs64Bytes(KeyKind kind) {
    var key = keys().find(newKey(kind));

    for (int i = 0; i < MANY; i++) {
      var message = ("message " + i).getBytes(UTF_8);
      var signature = signer().sign(key, message);
      assertThat(signature).hasSize(SIGNATURE_BYTES);
      assertThat(verifies(key, message, signature)).as("message %d", i).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "ED25519", "RSA"})
  void aMessageOf4096BytesIsSigned(KeyKind kind) {
    var key = keys().find(newKey(kind));
    var message = new byte[MOST_WITHOUT_DIGEST];

    assertThat(verifies(key, message, signer().sign(key, message))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "RSA"})
  void whatIsHashedFirstMayHaveAnyLength(KeyKind kind) {
    var key = keys().find(newKey(kind));
    var message = new byte[100_000];

    assertThat(verifies(key, message, signer().sign(key, message))).isTrue();
  }

  @Test
  void ed25519SignsNoMoreThan4096Bytes() {
    var key = keys().find(newKey(KeyKind.ED25519));

    assertThatThrownBy(() -> signer().sign(key, new byte[MOST_WITHOUT_DIGEST + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "ED25519", "RSA"})
  void aKeyThatIsNotThereDoesNotSign(KeyKind kind) {
    var key = new SigningKey(unknownKey(), keys().find(newKey(kind)).publicKey());

    assertThatThrownBy(() -> signer().sign(key, new byte[] {1}))
        .isInstanceOfSatisfying(
            SigningUnavailableException.class, e -> assertThat(e.isTemporary()).isFalse());
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "ED25519", "RSA"})
  void signaturesMadeAtOnceAllVerify(KeyKind kind) {
    var key = keys().find(newKey(kind));

    var verified =
        Race.run(
            20,
            i -> {
              var message = ("message " + i).getBytes(UTF_8);
              return verifies(key, message, signer().sign(key, message));
            });

    assertThat(verified).containsOnly(true);
  }

  private static boolean verifies(SigningKey key, byte[] message, byte[] signature) {
    try {
      var verification =
          Signature.getInstance(
              switch (key.publicKey().kind()) {
                case P256 -> "SHA256withECDSAinP1363Format";
                case ED25519 -> "Ed25519";
                case RSA -> "SHA256withRSA";
                case P384 -> throw new AssertionError("a key of another kind: " + key);
              });
      verification.initVerify(key.publicKey().toPublicKey());
      verification.update(message);
      return verification.verify(signature);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the JDK refuses the signature", e);
    }
  }
}
