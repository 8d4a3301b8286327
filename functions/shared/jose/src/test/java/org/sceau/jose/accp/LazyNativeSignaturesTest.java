package org.sceau.jose.accp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sceau.jose.PublicJwk;

class LazyNativeSignaturesTest {

  private static final byte[] MESSAGE = "message".getBytes(UTF_8);

  private final AtomicInteger loaded = new AtomicInteger();

  @Test
  void theProviderIsLoadedOnceItPaysAndNeverAgain() {
    var signatures = new LazyNativeSignatures(this::load);

    for (int i = 1; i <= 3 * LazyNativeSignatures.ENOUGH; i++) {
      signatures.brought();
      assertThat(loaded).hasValue(i < LazyNativeSignatures.ENOUGH ? 0 : 1);
    }
  }

  /** A public link is verified however often: that alone loads nothing. */
  @Test
  void verifyingAloneLoadsNothing() throws GeneralSecurityException {
    var signatures = new LazyNativeSignatures(this::load);

    for (int i = 0; i < 2 * LazyNativeSignatures.ENOUGH; i++) {
      assertThat(isVerified(signatures)).isTrue();
    }
    assertThat(loaded).hasValue(0);
  }

  @Test
  void theAnswersAreTheSameBeforeAndAfterAndWithoutTheProvider() throws GeneralSecurityException {
    for (var provider :
        new Optional<?>[] {
          Optional.empty(), CorrettoLibrary.load(), Optional.of(Security.getProvider("SunEC"))
        }) {
      var signatures = new LazyNativeSignatures(() -> provider.map(Provider.class::cast));
      for (int i = 0; i < 2 * LazyNativeSignatures.ENOUGH; i++) {
        signatures.brought();
        if (i % 20 == 0) {
          assertThat(isVerified(signatures)).isTrue();
        }
      }
    }
  }

  private Optional<Provider> load() {
    loaded.incrementAndGet();
    return Optional.empty();
  }

  /** Whether a good signature is taken for good, and a changed one is not. */
  private static boolean isVerified(LazyNativeSignatures signatures)
      throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var pair = generator.generateKeyPair();
    var signing = Signature.getInstance("SHA256withECDSAinP1363Format");
    signing.initSign(pair.getPrivate());
    signing.update(MESSAGE);
    var signature = signing.sign();
    var key = PublicJwk.of(pair.getPublic()).orElseThrow();
    boolean good = signatures.verify(key, MESSAGE, signature);
    signature[20]++;
    return good && !signatures.verify(key, MESSAGE, signature);
  }
}
