package org.sceau.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sceau.jose.Keys.jwk;
import static org.sceau.jose.Keys.make;
import static org.sceau.jose.Keys.sign;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorrettoSignaturesTest extends SignaturesContract {

  private static final Signatures JDK = new CachingSignatures();

  private final Signatures signatures =
      new CachingSignatures(AmazonCorrettoCryptoProvider.INSTANCE);

  @BeforeAll
  static void hasItsLibrary() {
    assumeTrue(AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null);
  }

  @Override
  Signatures signatures() {
    return signatures;
  }

  @Test
  void everyAlgorithmIsItsOwn() {
    for (var name :
        new String[] {
          "SHA256withECDSA", "SHA384withECDSA", "Ed25519", "SHA256withRSA", "RSASSA-PSS"
        }) {
      assertThat(AmazonCorrettoCryptoProvider.INSTANCE.getService("Signature", name))
          .as(name)
          .isNotNull();
    }
  }

  /** Good ones, those with a bit changed, and such as are made of anything. */
  @ParameterizedTest
  @EnumSource(JwsAlgorithm.class)
  void theJdkSaysTheSame(JwsAlgorithm algorithm) {
    var random = new SplittableRandom(algorithm.alg().length());
    var pair = make(algorithm.kind());
    var key = jwk(pair);
    for (int i = 0; i < 150; i++) {
      var message = new byte[random.nextInt(200)];
      random.nextBytes(message);
      var signature = sign(pair, algorithm, message);
      switch (random.nextInt(4)) {
        case 0 -> {}
        case 1 -> signature[random.nextInt(signature.length)] ^= (byte) (1 << random.nextInt(8));
        case 2 -> random.nextBytes(signature);
        default -> {
          int from = random.nextInt(signature.length);
          Arrays.fill(signature, from, signature.length, (byte) -random.nextInt(2));
        }
      }

      assertThat(signatures.verify(algorithm, key, message, signature))
          .isEqualTo(JDK.verify(algorithm, key, message, signature));
    }
  }

  /**
   * Where the standards leave a choice: points with a part of small order, and points that are
   * written in a second way.
   */
  @Test
  void theJdkSaysTheSameOfStrangePointsOfEd25519() {
    Set<Boolean> answers = new HashSet<>();
    for (var ambiguous : AmbiguousEd25519.all()) {
      var key = PublicJwk.ofPoint(KeyKind.ED25519, ambiguous.key());
      if (key.isPresent()) {
        boolean answer = signatures.verify(key.get(), ambiguous.message(), ambiguous.signature());
        answers.add(answer);
        assertThat(answer)
            .as(ambiguous.name())
            .isEqualTo(JDK.verify(key.get(), ambiguous.message(), ambiguous.signature()));
      }
    }
    assertThat(answers).containsExactlyInAnyOrder(true, false);
  }
}
