package org.sceau.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class EncodedListTest {

  private static final int CAPACITY = 131_072;

  @Test
  void theListOfTheSpecificationIsEmpty() {
    // Bitstring Status List v1.0, example 2.
    assertThat(
            EncodedList.decode(
                "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA", CAPACITY))
        .isEqualTo(new BitSet());
  }

  @Test
  void settingAPositionSetsThatBitAndNoOther() throws IOException {
    for (int index : new int[] {0, 1, 7, 8, 15, 94_567, 131_064, 131_071}) {
      var bits = new BitSet();
      bits.set(index);
      var list = inflated(EncodedList.encode(bits, CAPACITY));

      assertThat(list).hasSize(16_384);
      for (int i = 0; i < list.length; i++) {
        // The left-most bit of byte 0 is position 0.
        assertThat(list[i]).isEqualTo((byte) (i == index / 8 ? 0x80 >>> (index % 8) : 0));
      }
    }
  }

  @Test
  void whatIsEncodedIsDecoded() {
    var bits = new BitSet();
    for (int i = 0; i < CAPACITY; i += 97) {
      bits.set(i);
    }

    assertThat(EncodedList.decode(EncodedList.encode(bits, CAPACITY), CAPACITY)).isEqualTo(bits);
  }

  @Test
  void aPositionBeyondTheListIsRefused() {
    var bits = new BitSet();
    bits.set(CAPACITY);

    assertThatThrownBy(() -> EncodedList.encode(bits, CAPACITY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBombIsNotInflatedBeyondTheCapacity() throws IOException {
    var gzipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(gzipped)) {
      for (int i = 0; i < 64; i++) {
        gzip.write(new byte[1024 * 1024]);
      }
    }
    var bomb = "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(gzipped.toByteArray());

    assertThatThrownBy(() -> EncodedList.decode(bomb, CAPACITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16384");
  }

  @Test
  void whatIsNotAnEncodedListIsRefused() {
    for (var text : new String[] {"", "u", "H4sI", "u!!!", "uAAAA"}) {
      assertThatThrownBy(() -> EncodedList.decode(text, CAPACITY))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static byte[] inflated(String encoded) throws IOException {
    try (var gzip =
        new GZIPInputStream(
            new ByteArrayInputStream(Base64.getUrlDecoder().decode(encoded.substring(1))))) {
      return gzip.readAllBytes();
    }
  }
}
