package org.sceau.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads JSON as RFC 8259 and I-JSON (RFC 7493) define it, strictly and within limits.
 *
 * <p>The text is UTF-8 without a byte order mark. No object has two members of the same name, no
 * string holds a lone surrogate, and nothing follows the value.
 */
public final class JsonReader {

  /** The parser keeps up to 6,000 names for the next texts: their length bounds that memory. */
  private static final int MAX_NAME_BYTES = 1_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // The text is UTF-8; the parser would also accept a byte order mark, UTF-16 and UTF-32.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              // The exact limits are checked below; these stop the parser before it does more work.
              StreamReadConstraints.builder()
                  .maxNestingDepth(256)
                  .maxStringLength(Integer.MAX_VALUE) // no string is longer than its text
                  .maxNameLength(MAX_NAME_BYTES)
                  .maxNumberLength(1_000)
                  .build())
          .build();

  /** The character that the JDK decodes malformed UTF-8 to; a text may also contain it. */
  private static final char REPLACEMENT = '\ufffd';

  private final JsonParser parser;
  private final JsonLimits limits;

  /** Whether a string may hold a lone surrogate: in UTF-8 only an escape can write one. */
  private final boolean hasEscapes;

  private int nodes;

  /** The members and items of all objects and arrays that have not ended; an item has no name. */
  private String[] names = new String[64];

  private JsonValue[] values = new JsonValue[64];
  private int height;

  private JsonReader(JsonParser parser, JsonLimits limits, boolean hasEscapes) {
    this.parser = parser;
    this.limits = limits;
    this.hasEscapes = hasEscapes;
  }

  /** Reads one value from UTF-8. */
  public static JsonReading read(byte[] utf8, JsonLimits limits) {
    if (utf8.length > limits.bytes()) {
      return new JsonReading.Refused("The text is longer than " + limits.bytes() + " bytes.", true);
    }
    // Jackson accepts overlong forms and surrogates in UTF-8, so the JDK decodes the text as well.
    var text = new String(utf8, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(utf8)) {
      return new JsonReading.Refused("The text is not UTF-8.", false);
    }
    try (var parser = FACTORY.createParser(utf8)) {
      return new JsonReader(parser, limits, text.contains("\\u")).whole();
    } catch (RefusedException refused) {
      return refused.reading;
    } catch (StreamConstraintsException _) {
      return new JsonReading.Refused(
          "A number in the text is too long, or a name longer than " + MAX_NAME_BYTES + " bytes.",
          true);
    } catch (JsonProcessingException malformed) {
      return new JsonReading.Refused(sentence(malformed), false);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).hasRemaining();
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private JsonReading whole() throws IOException, RefusedException {
    if (parser.nextToken() == null) {
      return new JsonReading.Refused("The text is empty.", false);
    }
    var value = value(0);
    return parser.nextToken() == null
        ? new JsonReading.Read(value)
        : new JsonReading.Refused("There is more text after the JSON value" + at(), false);
  }

  private JsonValue value(int depth) throws IOException, RefusedException {
    if (++nodes > limits.nodes()) {
      throw tooMuch("The text holds more than " + limits.nodes() + " values.");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(deeper(depth));
      case START_ARRAY -> array(deeper(depth));
      case VALUE_STRING -> new JsonString(checked(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(number());
      case VALUE_TRUE -> new JsonBoolean(true);
      case VALUE_FALSE -> new JsonBoolean(false);
      case VALUE_NULL -> new JsonNull();
      default -> throw new IllegalStateException("token " + parser.currentToken());
    };
  }

  private JsonObject object(int depth) throws IOException, RefusedException {
    int from = height;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = checked(parser.currentName());
      parser.nextToken();
      push(name, value(depth));
    }
    var members =
        Members.of(
            Arrays.copyOfRange(names, from, height), Arrays.copyOfRange(values, from, height));
    if (members == null) {
      throw refused("Two members have the same name in the object that ends" + at());
    }
    height = from;
    return new JsonObject(members);
  }

  private JsonArray array(int depth) throws IOException, RefusedException {
    int from = height;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      push("", value(depth));
    }
    var items = List.of(Arrays.copyOfRange(values, from, height));
    height = from;
    return new JsonArray(items);
  }

  /** Adds a value to those of the objects and arrays that have not ended. */
  private void push(String name, JsonValue value) {
    if (height == names.length) {
      names = Arrays.copyOf(names, 2 * height);
      values = Arrays.copyOf(values, 2 * height);
    }
    names[height] = name;
    values[height] = value;
    height++;
  }

  private int deeper(int depth) throws RefusedException {
    if (depth >= limits.depth()) {
      throw tooMuch("The text is nested deeper than " + limits.depth() + " levels.");
    }
    return depth + 1;
  }

  private String checked(String text) throws RefusedException {
    if (text.length() > limits.stringChars()) {
      throw tooMuch("A string is longer than " + limits.stringChars() + " characters.");
    }
    for (int i = 0; hasEscapes && i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
          throw refused("A string holds half of a surrogate pair" + at());
        }
        i++;
      }
    }
    return text;
  }

  private String number() throws IOException, RefusedException {
    var literal = parser.getText();
    if (literal.length() > limits.numberChars()) {
      throw tooMuch("A number is longer than " + limits.numberChars() + " characters.");
    }
    // 1e999999999 is short to write and long to compute with.
    int exponent = Math.max(literal.indexOf('e'), literal.indexOf('E'));
    if (exponent >= 0 && literal.length() - exponent > 5) {
      throw tooMuch("A number has too large an exponent" + at());
    }
    return literal;
  }

  private static String sentence(JsonProcessingException malformed) {
    var location = malformed.getLocation();
    return "The text is not JSON" + (location == null ? "." : at(location));
  }

  private String at() {
    return at(parser.currentTokenLocation());
  }

  private static String at(JsonLocation location) {
    return ", line " + location.getLineNr() + ", column " + location.getColumnNr() + ".";
  }

  private static RefusedException tooMuch(String sentence) {
    return new RefusedException(new JsonReading.Refused(sentence, true));
  }

  private static RefusedException refused(String sentence) {
    return new RefusedException(new JsonReading.Refused(sentence, false));
  }

  /** Ends the reading; never leaves this class. */
  private static final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient JsonReading.Refused reading;

    private RefusedException(JsonReading.Refused reading) {
      super(reading.reason(), null, false, false);
      this.reading = reading;
    }
  }
}
