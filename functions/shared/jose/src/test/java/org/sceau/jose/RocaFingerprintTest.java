package org.sceau.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RocaFingerprintTest {

  /** The product of the first 126 primes, of which the generator made keys of 2048 bits. */
  private static final BigInteger PRODUCT =
      IntStream.rangeClosed(2, 701)
          .mapToObj(BigInteger::valueOf)
          .filter(number -> number.isProbablePrime(20))
          .reduce(BigInteger.ONE, BigInteger::multiply);

  private final Random random = new Random(1);

  @Test
  void aModulusOfTwoFlawedPrimesMatches() {
    for (int i = 0; i < 20; i++) {
      assertThat(RocaFingerprint.matches(flawed().multiply(flawed()))).isTrue();
    }
  }

  @Test
  void anyOtherModulusDoesNot() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(RocaFingerprint.matches(new BigInteger(2_048, random))).isFalse();
    }
  }

  @Test
  void aFlawedKeyIsRefused() {
    var modulus = flawed().multiply(flawed());
    var jwk =
        org.sceau.json.JsonObject.builder()
            .put("kty", "RSA")
            .put("n", Base64Url.encode(unsigned(modulus)))
            .put("e", "AQAB")
            .build();

    assertThat(modulus.bitLength()).isGreaterThanOrEqualTo(2_048);
    assertThat(PublicJwk.read(jwk)).isEmpty();
  }

  /** Returns what has the form of a prime of the flawed generator. */
  private BigInteger flawed() {
    var factor = new BigInteger(70, random).setBit(69).shiftLeft(1);
    return factor
        .multiply(PRODUCT)
        .add(BigInteger.valueOf(65_537).modPow(new BigInteger(250, random), PRODUCT));
  }

  private static byte[] unsigned(BigInteger number) {
    var bytes = number.toByteArray();
    return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }
}
