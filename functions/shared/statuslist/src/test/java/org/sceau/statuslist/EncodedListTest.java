package org.sceau.statuslist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.statuslist.EncodedList.Decoding.Decoded;
import org.sceau.statuslist.EncodedList.Decoding.Refused;

class EncodedListTest {

  private static final int CAPACITY = 131_072;
  private static final byte[] LIST = {1, 2, 3, 4};

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

  @Test
  void aListOfSevenPositionsTakesOneByte() throws IOException {
    assertThat(inflated(EncodedList.encode(new BitSet(), 7))).hasSize(1);
    assertThat(inflated(EncodedList.encode(new BitSet(), 8))).hasSize(1);
    assertThat(inflated(EncodedList.encode(new BitSet(), 9))).hasSize(2);
  }

  @Test
  void aListMayBeJustAsLongAsIsAllowed() {
    var encoded = EncodedList.encode(new BitSet(), CAPACITY);

    assertThat(EncodedList.read(encoded, CAPACITY / 8)).isInstanceOf(Decoded.class);
    assertThat(EncodedList.read(encoded, CAPACITY / 8 - 1))
        .isEqualTo(new Refused("The list has more than 16383 bytes."));
  }

  @Test
  void aValueOfSeveralBitsBeginsWithTheMostSignificant() {
    var list = new byte[] {(byte) 0b1011_0001, (byte) 0b0110_0000, 0, 0, (byte) 0xff};

    assertThat(EncodedList.value(list, 0, 1)).isEqualTo(1);
    assertThat(EncodedList.value(list, 1, 1)).isEqualTo(0);
    assertThat(EncodedList.value(list, 7, 1)).isEqualTo(1);
    assertThat(EncodedList.value(list, 8, 1)).isEqualTo(0);
    assertThat(EncodedList.value(list, 0, 2)).isEqualTo(0b10);
    assertThat(EncodedList.value(list, 1, 2)).isEqualTo(0b11);
    assertThat(EncodedList.value(list, 3, 3)).isEqualTo(0b110);
    assertThat(EncodedList.value(list, 2, 3)).isEqualTo(0b010);
    assertThat(EncodedList.value(list, 4, 8)).isEqualTo(255);
  }

  /** What a header may have besides (RFC 1952, section 2.3.1): extra bytes, texts, a checksum. */
  @ParameterizedTest
  @CsvSource({
    "00, ''",
    "01, ''",
    "02, beef",
    "04, 0000",
    "04, 03000102ff",
    "08, 6e616d6500",
    "08, 00",
    "10, 6300",
    "18, 6e006300",
    "1e, 02000000 6e00 00 beef"
  })
  void aHeaderWithMoreInItIsReadOver(String flags, String more) {
    assertThat(read(gzipped(flags, more.replace(" ", ""), LIST)))
        .isInstanceOfSatisfying(
            Decoded.class, decoded -> assertThat(decoded.bytes()).isEqualTo(LIST));
  }

  /** An extra field of 256 bytes has its length in the second byte. */
  @Test
  void anExtraFieldMayBeLong() {
    assertThat(read(gzipped("04", "0001" + "ab".repeat(256), LIST))).isInstanceOf(Decoded.class);
    assertThat(read(gzipped("04", "ff00" + "ab".repeat(255), LIST))).isInstanceOf(Decoded.class);
  }

  @ParameterizedTest
  @CsvSource({"20, ''", "80, ''", "04, ffff", "04, 0400", "08, ''", "02, ''", "10, 63"})
  void aHeaderThatIsNoneIsRefused(String flags, String more) {
    assertThat(read(gzipped(flags, more, LIST))).isInstanceOf(Refused.class);
  }

  /** Whatever is cut off it, and whatever its last bytes or its first are instead. */
  @Test
  void aListThatIsNotWholeIsRefused() {
    var whole = HexFormat.of().parseHex(hex(gzipped("00", "", LIST)));

    for (int length = 0; length < whole.length; length++) {
      assertThat(read(encoded(Arrays.copyOf(whole, length))))
          .as("%d bytes", length)
          .isInstanceOf(Refused.class);
    }
    assertThat(read(encoded(Arrays.copyOf(whole, whole.length + 1))))
        .isEqualTo(new Refused("The encoded list ends elsewhere than its gzip member."));
    for (int at : new int[] {0, 1, 2, whole.length - 8, whole.length - 4, whole.length - 1}) {
      var other = whole.clone();
      other[at] ^= 1;
      assertThat(read(encoded(other))).as("byte %d", at).isInstanceOf(Refused.class);
    }
  }

  /** A header cut off within its extra field's length, or with nothing behind it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1f8b0804000000000003",
        "1f8b080400000000000302",
        "1f8b08040000000000030000",
        "1f8b0808000000000003",
        "1f8b0802000000000003"
      })
  void aHeaderAloneIsRefused(String hex) {
    assertThat(read(encoded(HexFormat.of().parseHex(hex))))
        .isEqualTo(new Refused("The encoded list is not gzipped."));
  }

  /** A member of gzip with these flags and what they announce. */
  private static String gzipped(String flags, String more, byte[] list) {
    var deflated = new byte[64];
    int length;
    try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      deflater.setInput(list);
      deflater.finish();
      length = deflater.deflate(deflated);
    }
    var checksum = new CRC32();
    checksum.update(list);
    var trailer =
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) checksum.getValue())
            .putInt(list.length);
    return encoded(
        HexFormat.of()
            .parseHex(
                "1f8b08"
                    + flags
                    + "000000000003"
                    + more
                    + HexFormat.of().formatHex(deflated, 0, length)
                    + HexFormat.of().formatHex(trailer.array())));
  }

  private static EncodedList.Decoding read(String encoded) {
    return EncodedList.read(encoded, LIST.length);
  }

  private static String encoded(byte[] bytes) {
    return "u" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String hex(String encoded) {
    return HexFormat.of().formatHex(Base64.getUrlDecoder().decode(encoded.substring(1)));
  }

  private static byte[] inflated(String encoded) throws IOException {
    try (var gzip =
        new GZIPInputStream(
            new ByteArrayInputStream(Base64.getUrlDecoder().decode(encoded.substring(1))))) {
      return gzip.readAllBytes();
    }
  }
}
