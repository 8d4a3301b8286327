package org.sceau.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way never reads anything else than the long one, and nothing that it refuses. */
class UsualJsonTest {

  private static final JsonLimits SMALL = new JsonLimits(10_000, 4, 30, 40, 6);

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"a\"",
    "\"id\"",
    "\"credentialSubject\"",
    "\"credentialSubjekt\"",
    "\"x234567",
    "\\",
    "\"b\"",
    "\"é\"",
    "\"\ud83c\udf93\"",
    "\"\\u00e9\"",
    "\"\\ud83c\"",
    "\"x",
    "\"",
    "1",
    "0",
    "-1",
    "-",
    "01",
    "1.5",
    "1e5",
    "1234567",
    "true",
    "false",
    "null",
    "tru",
    "nulll",
    " ",
    "\n",
    "\t",
    "\u0000",
    "\u00a0",
    "\ufeff",
    "\ufffd",
    "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
    "{\"a\":1,\"b\":[true,\"x\"]}",
    "[[[[",
    "]]]]",
    "{\"a\":",
    "\"a\":1",
    "\u007f",
    "//",
    "'a'",
    "NaN"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aRandomTextIsReadAlike(long seed) {
    var random = new SplittableRandom(seed);
    int usual = 0;
    for (int i = 0; i < 30_000; i++) {
      var text = new StringBuilder(random.nextBoolean() ? value(random, 3) : "");
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        text.insert(random.nextInt(text.length() + 1), PIECES[random.nextInt(PIECES.length)]);
      }
      var bytes = text.toString().getBytes(UTF_8);
      if (bytes.length > 0 && random.nextInt(10) == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      var value = UsualJson.read(bytes, SMALL);
      if (value.isPresent()) {
        usual++;
        assertThat(JsonReader.readAny(bytes, SMALL))
            .as(() -> new String(bytes, UTF_8))
            .isEqualTo(new JsonReading.Read(value.get()));
        assertThat(JsonWriter.write(value.get()))
            .isEqualTo(
                JsonWriter.write(((JsonReading.Read) JsonReader.readAny(bytes, SMALL)).value()));
      }
    }
    assertThat(usual).isGreaterThan(2_000);
  }

  private static String value(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 9)) {
      case 0 -> "\"a\"";
      case 1 -> "\"Université \ud83c\udf93\"";
      case 2 -> Integer.toString(random.nextInt(-2_000, 2_000));
      case 3 -> "true";
      case 4 -> "null";
      case 5 -> "[" + value(random, depth - 1) + ", " + value(random, depth - 1) + "]";
      case 6 ->
          "{\"credentialSubject\":"
              + value(random, depth - 1)
              + ",\"credentialSumject\":"
              + value(random, depth - 1)
              + "}";
      case 7 ->
          "{\"a\":" + value(random, depth - 1) + " ,\n \"é\" : " + value(random, depth - 1) + "}";
      default -> random.nextBoolean() ? "{}" : "[ ]";
    };
  }
}
