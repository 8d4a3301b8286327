package org.sceau.dataintegrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.jose.KeyKind;

class CryptosuiteTest {

  @ParameterizedTest
  @CsvSource({
    "EDDSA_RDFC_2022, ED25519",
    "EDDSA_JCS_2022, ED25519",
    "ED25519_SIGNATURE_2020, ED25519",
    "ECDSA_RDFC_2019, P256 P384",
    "ECDSA_JCS_2019, P256 P384"
  })
  void aSuiteIsForItsKindsOfKeyAlone(Cryptosuite suite, String kinds) {
    assertThat(Arrays.stream(KeyKind.values()).filter(suite::isFor))
        .extracting(KeyKind::name)
        .containsExactlyInAnyOrder(kinds.split(" ", -1));
  }

  @Test
  void aSuiteIsFoundByItsName() {
    assertThat(Cryptosuite.named("ecdsa-jcs-2019")).contains(Cryptosuite.ECDSA_JCS_2019);
    assertThat(Cryptosuite.named("Ed25519Signature2020")).isEmpty();
    assertThat(Cryptosuite.named("bbs-2023")).isEmpty();
  }

  @Test
  void aKeySignsWithTheSuiteThatReadsWhatIsMeant() {
    assertThat(Cryptosuite.of(KeyKind.ED25519)).isEqualTo(Cryptosuite.EDDSA_RDFC_2022);
    assertThat(Cryptosuite.of(KeyKind.P256)).isEqualTo(Cryptosuite.ECDSA_RDFC_2019);
    assertThatThrownBy(() -> Cryptosuite.of(KeyKind.RSA))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDigestIsAsStrongAsTheCurve() {
    assertThat(Digest.of(KeyKind.P384).id()).isEqualTo("SHA-384");
    assertThat(Digest.of(KeyKind.P256).id()).isEqualTo("SHA-256");
    assertThat(Digest.of(KeyKind.ED25519).hash("")).hasSize(32);
  }
}
