package org.sceau.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;

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

  /** Lists that another library gzipped, with what they hold and hash to. */
  @ParameterizedTest
  @CsvSource({
    "bitstring-empty.json, ''",
    "bitstring-bit0.json, 0",
    "bitstring-bits-7-8-94567-131071.json, 7 8 94567 131071"
  })
  void aListOfAnotherLibraryIsRead(String file, String positions) throws Exception {
    byte[] bytes;
    try (var stream = EncodedListTest.class.getResourceAsStream("/vectors/" + file)) {
      bytes = Objects.requireNonNull(stream, file).readAllBytes();
    }
    if (!(JsonReader.read(bytes, JsonLimits.FOREIGN)
        instanceof JsonReading.Read(JsonObject vector))) {
      throw new AssertionError(file);
    }
    var encoded = vector.string("encodedList").orElseThrow();

    assertThat(EncodedList.decode(encoded, CAPACITY).stream().mapToObj(Integer::toString).toList())
        .isEqualTo(positions.isEmpty() ? List.of() : List.of(positions.split(" ")));
    assertThat(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(inflated(encoded))))
        .isEqualTo(vector.string("sha256OfUncompressed").orElseThrow());
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
