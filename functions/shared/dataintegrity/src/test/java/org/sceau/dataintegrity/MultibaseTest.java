package org.sceau.dataintegrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.jose.Base64Url;
import org.sceau.jose.KeyKind;

class MultibaseTest {

  /** draft-msporny-base58-03, section 5. */
  @ParameterizedTest
  @CsvSource({
    "48656c6c6f20576f726c6421, z2NEpo7TZRRrLZSi2U",
    "0000287fb4cd, z11233QC4",
    "00, z1",
    "'', z"
  })
  void theVectorsOfTheDraftComeOut(String hex, String text) {
    var bytes = HexFormat.of().parseHex(hex);

    assertThat(Multibase.encodeBase58(bytes)).isEqualTo(text);
    assertThat(Multibase.decodeBase58(text).orElseThrow()).isEqualTo(bytes);
  }

  @Test
  void anyBytesComeBack() {
    var random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      var bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      if (bytes.length > 2 && i % 3 == 0) {
        bytes[0] = 0;
        bytes[1] = 0;
      }
      assertThat(Multibase.decodeBase58(Multibase.encodeBase58(bytes)).orElseThrow())
          .isEqualTo(bytes);
      assertThat(Multibase.encodeBase64Url(bytes)).isEqualTo("u" + Base64Url.encode(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "2NEpo7TZ", "uAAAA", "f00", "Z2NEpo7",
        "z2N0", "z2NO", "z2NI", "z2Nl", "z2N ",
        "z2N\n", "z²"
      })
  void whatIsNotBase58IsRefused(String text) {
    assertThat(Multibase.decodeBase58(text)).isEmpty();
  }

  @Test
  void aLongTextIsRefusedBeforeAnyWork() {
    assertTimeout(
        Duration.ofSeconds(1),
        () -> assertThat(Multibase.decodeBase58("z".repeat(1_000_000))).isEmpty());
    assertThat(Multibase.decodeBase58("z".repeat(1 + Multibase.MAX_BASE58_CHARS))).isPresent();
    assertThat(Multibase.decodeBase58("z".repeat(2 + Multibase.MAX_BASE58_CHARS))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2, ED25519",
    "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi, ED25519",
    "zDnaerGBD7Zxzau2fdfEFaaaTDYBu5XEBYdGV2BmERp3MDSov, P256",
    "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP, P256",
    "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ, P384"
  })
  void aMultikeyComesBackAsItWas(String text, KeyKind kind) {
    var key = Multikey.decode(text).orElseThrow();

    assertThat(key.kind()).isEqualTo(kind);
    assertThat(Multikey.encode(key)).isEqualTo(text);
  }

  /** A private key, X25519, P-384, 31 and 33 bytes, no key at all, a weak key, no prefix. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "8026" + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "ec01" + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "8124" + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "ed01" + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751",
        "ed01" + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a00",
        "ed01",
        "ed010100000000000000000000000000000000000000000000000000000000000000",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "8024" + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
      })
  void whatIsNotExactlyAKeyIsRefused(String hex) {
    assertThat(Multikey.decode(Multibase.encodeBase58(HexFormat.of().parseHex(hex)))).isEmpty();
  }
}
