package org.sceau.dataintegrity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNull;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;

/** Another library of RFC 8785 writes what ours writes. */
class JcsComparisonTest {

  private static final List<String> PIECES =
      List.of("a", "Z", "é", "€", "\uFB33", "\uD83D\uDE00", "\"", "\\", "/", "\n", "\u0001", " ");

  private static final List<String> NUMBERS =
      List.of("0", "-1", "3", "3.0", "4.50", "15.5", "1E2", "0.000001", "123456789012345", "2e-3");

  private final Random random = new Random(8_785);

  @Test
  void arbitraryDocumentsAreWrittenAlike() {
    for (int i = 0; i < 2_000; i++) {
      var document = object(4);

      assertThat(Jcs.canonicalize(document))
          .isEqualTo(new Canonicalization.Canonical(ofErdtman(JsonWriter.write(document))));
    }
  }

  @Test
  void theCanonicalFormIsItsOwn() {
    for (int i = 0; i < 500; i++) {
      var canonical = Jcs.canonicalize(object(4));
      if (canonical instanceof Canonicalization.Canonical(var text)
          && JsonReader.read(text.getBytes(UTF_8), JsonLimits.FOREIGN)
              instanceof JsonReading.Read(var again)) {
        assertThat(Jcs.canonicalize(again)).isEqualTo(canonical);
      } else {
        throw new AssertionError(canonical);
      }
    }
  }

  @Test
  void arbitraryNumbersAreWrittenAlike() throws IOException {
    for (int i = 0; i < 200_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      // With subnormal numbers the other library goes astray; see the test that follows.
      if (Double.isFinite(number) && Math.abs(number) >= Double.MIN_NORMAL) {
        assertThat(Jcs.number(number)).isEqualTo(NumberToJSON.serializeNumber(number));
      }
      double near = random.nextInt(1_000_000) / 100.0;
      assertThat(Jcs.number(near)).isEqualTo(NumberToJSON.serializeNumber(near));
    }
  }

  /** Bits and what a JavaScript engine writes for them: small, smallest and arbitrary numbers. */
  @Test
  void numbersAreWrittenAsAnEngineWritesThem() throws IOException {
    try (var stream =
        Objects.requireNonNull(
            JcsComparisonTest.class.getResourceAsStream("/jcs/ecmascript-numbers.txt"))) {
      for (var line : new String(stream.readAllBytes(), UTF_8).lines().toList()) {
        var parts = line.split(" ", 2);
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(parts[0], 16));
        assertThat(Jcs.number(number)).isEqualTo(parts[1]);
      }
    }
  }

  private static String ofErdtman(String json) {
    try {
      return new JsonCanonicalizer(json).getEncodedString();
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  private JsonValue value(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> new JsonString(text());
      case 1 -> new JsonNumber(NUMBERS.get(random.nextInt(NUMBERS.size())));
      case 2 -> new JsonBoolean(random.nextBoolean());
      case 3 -> new JsonNull();
      case 4 ->
          new JsonArray(
              IntStream.range(0, random.nextInt(4)).mapToObj(_ -> value(depth - 1)).toList());
      default -> object(depth - 1);
    };
  }

  private JsonObject object(int depth) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      members.put(text(), value(depth));
    }
    return new JsonObject(members);
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
