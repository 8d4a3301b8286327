package org.sceau.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.impl.ECDSA;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcdsaSignatureTest {

  @Test
  void tenThousandSignaturesComeOutAsNimbusHasThem() throws Exception {
    var pair = Keys.make(KeyKind.P256);
    int shorter = 0;
    for (int i = 0; i < 10_000; i++) {
      var message = ByteBuffer.allocate(4).putInt(i).array();
      var der = Keys.sign(pair, "SHA256withECDSA", message);
      var concatenated = EcdsaSignature.toConcatenated(der);

      assertThat(concatenated).isEqualTo(ECDSA.transcodeSignatureToConcat(der, 64));
      if (concatenated[0] == 0 || concatenated[32] == 0) {
        shorter++;
        assertThat(SignatureVerifier.verify(Keys.jwk(pair), message, concatenated)).isTrue();
      }
    }
    // One of 128 has an r or s that begins with a byte of zero.
    assertThat(shorter).isPositive();
  }

  @Test
  void aShortNumberIsPaddedOnTheLeft() {
    var r = BigInteger.ONE;
    var s = BigInteger.TWO.pow(255);

    var concatenated = EcdsaSignature.toConcatenated(der(r, s));

    assertThat(concatenated).hasSize(64);
    assertThat(new BigInteger(1, concatenated, 0, 32)).isEqualTo(r);
    assertThat(new BigInteger(1, concatenated, 32, 32)).isEqualTo(s);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "3000",
        "3006020101020101ff",
        "3007020101020101ff",
        "308106020101020101",
        "3006020101030101",
        "310602010102010100",
        "3006020181020101",
        "3007020200010201010a",
        "300702020001020101",
        "3005020002020101",
        "3006020101020201",
        "3006020501020101",
        "30060201010201ff",
        "3006020401010101",
        "300702020000020101",
        "3007020101020101",
        "300802010102010100ff"
      })
  void whatIsNotExactlyDerIsRefused(String hex) {
    assertThatThrownBy(() -> EcdsaSignature.toConcatenated(HexFormat.of().parseHex(hex)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theShortestAndTheLongestAreTaken() {
    var most = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    assertThat(EcdsaSignature.toConcatenated(der(BigInteger.ZERO, BigInteger.ONE)))
        .isEqualTo(concatenated(BigInteger.ZERO, BigInteger.ONE));
    assertThat(EcdsaSignature.toConcatenated(der(most, most))).isEqualTo(concatenated(most, most));
  }

  private static byte[] concatenated(BigInteger r, BigInteger s) {
    return HexFormat.of().parseHex("%064x%064x".formatted(r, s));
  }

  @Test
  void aNumberOfMoreThan32BytesIsRefused() {
    assertThatThrownBy(
            () -> EcdsaSignature.toConcatenated(der(BigInteger.TWO.pow(256), BigInteger.ONE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] der(BigInteger r, BigInteger s) {
    var numbers = new ByteArrayOutputStream();
    for (var number : new BigInteger[] {r, s}) {
      numbers.write(2);
      numbers.write(number.toByteArray().length);
      numbers.writeBytes(number.toByteArray());
    }
    var sequence = new ByteArrayOutputStream();
    sequence.write(0x30);
    sequence.write(numbers.size());
    sequence.writeBytes(numbers.toByteArray());
    return sequence.toByteArray();
  }
}
