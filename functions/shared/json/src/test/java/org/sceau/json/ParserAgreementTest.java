package org.sceau.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the reader with the JDK's decoder followed by Jackson's parser of characters, which
 * shares no code with the parser of bytes.
 */
class ParserAgreementTest {

  private static final JsonFactory CHARACTERS =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final String[] PIECES = {
    "{", "}", "[", "]", ",",
    ":", "\"a\"", "\"id\"", "\"credentialSubject\"", "\"credentialSubjekt\"",
    "\"x234567", "\\", "\"b\"", "\"é\"", "\"\ud83c\udf93\"",
    "\"\\u00e9\"", "\"\\ud83c\"", "\"x", "\"", "1",
    "0", "-1", "-", "01", "1.5",
    "1e5", "1234567", "true", "false", "null",
    "tru", "nulll", " ", "\n", "\t",
    "\u0000", "\u00a0", "\ufeff", "\ufffd", "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
    "{\"a\":1,\"b\":[true,\"x\"]}", "[[[[", "]]]]", "{\"a\":", "\"a\":1",
    "\u007f", "//", "'a'", "NaN"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aRandomTextIsReadAlike(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 30_000; i++) {
      var text = new StringBuilder(random.nextBoolean() ? value(random, 3) : "");
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        text.insert(random.nextInt(text.length() + 1), PIECES[random.nextInt(PIECES.length)]);
      }
      var bytes = text.toString().getBytes(UTF_8);
      if (bytes.length > 0 && random.nextInt(10) == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      switch (JsonReader.read(bytes, JsonLimits.FOREIGN)) {
        case JsonReading.Read(var value) -> {
          read++;
          assertThat(byCharacters(bytes)).as(() -> new String(bytes, UTF_8)).contains(value);
          assertThat(JsonReader.read(JsonWriter.writeBytes(value), JsonLimits.FOREIGN))
              .isEqualTo(new JsonReading.Read(value));
        }
        case JsonReading.Refused(var reason, boolean tooLarge) when tooLarge ->
            assertThat(reason).contains("exponent");
        case JsonReading.Refused _ -> {
          refused++;
          assertThat(byCharacters(bytes)).as(() -> new String(bytes, UTF_8)).isEmpty();
        }
      }
    }
    assertThat(read).isGreaterThan(2_000);
    assertThat(refused).isGreaterThan(2_000);
  }

  private static Optional<JsonValue> byCharacters(byte[] bytes) throws IOException {
    try {
      var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      try (var parser = CHARACTERS.createParser(text)) {
        if (parser.nextToken() == null) {
          return Optional.empty();
        }
        var value = value(parser);
        // A lone surrogate cannot be encoded.
        return parser.nextToken() == null && UTF_8.newEncoder().canEncode(JsonWriter.write(value))
            ? Optional.of(value)
            : Optional.empty();
      }
    } catch (CharacterCodingException | JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private static JsonValue value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield new JsonObject(members);
      }
      case START_ARRAY -> {
        List<JsonValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield new JsonArray(items);
      }
      case VALUE_STRING -> new JsonString(parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> new JsonBoolean(parser.getBooleanValue());
      case VALUE_NULL -> new JsonNull();
      default -> new JsonNumber(parser.getText());
    };
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
