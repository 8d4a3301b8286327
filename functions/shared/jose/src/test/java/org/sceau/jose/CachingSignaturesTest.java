package org.sceau.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.jose.Keys.jwk;
import static org.sceau.jose.Keys.make;
import static org.sceau.jose.Keys.sign;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureSpi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CachingSignaturesTest extends SignaturesContract {

  private final Signatures signatures = new CachingSignatures();

  @Override
  Signatures signatures() {
    return signatures;
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aKeyIsUsedBySeveralThreadsAtATime(KeyKind kind) throws Exception {
    var pair = make(kind);
    var key = jwk(pair);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      var message = ("message " + i).getBytes(UTF_8);
      var signature = sign(pair, kind, message);
      if (i % 3 == 0) {
        signature[40]++;
      }
      boolean good = i % 3 != 0;
      tasks.add(() -> signatures.verify(key, message, signature) == good);
    }

    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var done : threads.invokeAll(tasks)) {
        assertThat(done.get()).isTrue();
      }
    }
  }

  /** Of what came before, an answer depends in nothing. */
  @Test
  void aWrongSignatureLeavesTheKeyAsItWas() {
    for (var kind : KeyKind.values()) {
      var pair = make(kind);
      var key = jwk(pair);
      var message = "message".getBytes(UTF_8);
      var good = sign(pair, kind, message);
      var wrong = good.clone();
      wrong[wrong.length - 2] ^= 1;
      for (int i = 0; i < 3; i++) {
        assertThat(signatures.verify(key, message, good)).as("%s", kind).isTrue();
        assertThat(signatures.verify(key, message, wrong)).as("%s", kind).isFalse();
      }
    }
  }

  @Test
  void moreKeysThanAreKeptAreVerifiedAllTheSame() {
    var message = "message".getBytes(UTF_8);
    for (int i = 0; i < 600; i++) {
      var pair = make(KeyKind.ED25519);

      assertThat(signatures.verify(jwk(pair), message, sign(pair, KeyKind.ED25519, message)))
          .isTrue();
    }
  }

  /** Some providers verify numbers out of range, so the range is not left to them. */
  @Test
  void numbersOutOfRangeAreNotShownToTheProvider() {
    var trusting = new CachingSignatures(new TrustingProvider());
    var key = jwk(make(KeyKind.P256));
    var message = "message".getBytes(UTF_8);
    var n = order(KeyKind.P256);
    var last = n.subtract(BigInteger.ONE);

    assertThat(trusting.verify(key, message, concatenated(BigInteger.ONE, last))).isTrue();
    assertThat(trusting.verify(key, message, concatenated(last, BigInteger.ONE))).isTrue();
    for (var bad : new BigInteger[] {BigInteger.ZERO, n, n.add(BigInteger.ONE)}) {
      assertThat(trusting.verify(key, message, concatenated(BigInteger.ONE, bad))).isFalse();
      assertThat(trusting.verify(key, message, concatenated(bad, BigInteger.ONE))).isFalse();
    }
  }

  @Test
  void aProviderWithoutTheAlgorithmIsAFaultOfTheDeployment() {
    var trusting = new CachingSignatures(new TrustingProvider());
    var pair = make(KeyKind.RSA);
    var message = "message".getBytes(UTF_8);
    var signature = sign(pair, KeyKind.RSA, message);

    assertThatThrownBy(() -> trusting.verify(jwk(pair), message, signature))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("RS256");
  }

  /** Verifies any signature by ES256. */
  private static final class TrustingProvider extends Provider {

    private static final long serialVersionUID = 1;

    TrustingProvider() {
      super("Trusting", "1", "");
      put("Signature.SHA256withECDSA", TrustingSignature.class.getName());
    }
  }

  /** The JCA makes it by its name. */
  public static final class TrustingSignature extends SignatureSpi {

    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) {}

    @Override
    protected byte[] engineSign() {
      throw new UnsupportedOperationException();
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      return true;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException();
    }
  }
}
