package org.sceau.json;

import com.fasterxml.jackson.core.JsonFactory;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Reads JSON as RFC 8259 and I-JSON (RFC 7493) have it and no other way: UTF-8 without a mark, no
 * two equal names in an object, no lone surrogate, nothing behind the value, all within limits.
 */
public final class JsonReader {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              // The limits proper are counted below; these only keep the parser from more work.
              StreamReadConstraints.builder()
                  .maxNestingDepth(256)
                  .maxStringLength(Integer.MAX_VALUE) // no string is longer than its text
                  .maxNameLength(64 * 1024)
                  .maxNumberLength(1_000)
                  .build())
          .build();

  /** What the JDK puts where it finds no UTF-8; it may as well have been there. */
  private static final char REPLACEMENT = '\ufffd';

  private final JsonLimits limits;

  /** Whether a string may hold half of a surrogate pair, which in UTF-8 only an escape can be. */
  private final boolean hasEscapes;

  private int nodes;

  private JsonReader(JsonLimits limits, boolean hasEscapes) {
    this.limits = limits;
    this.hasEscapes = hasEscapes;
  }

  /** Reads one value from UTF-8. */
  public static JsonReading read(byte[] utf8, JsonLimits limits) {
    if (utf8.length > limits.bytes()) {
      return new JsonReading.Refused("The text is longer than " + limits.bytes() + " bytes.", true);
    }
    return UsualJson.read(utf8, limits)
        .<JsonReading>map(JsonReading.Read::new)
        .orElseGet(() -> readAny(utf8, limits));
  }

  /** Reads whatever it is, or says what is wrong with it. */
  static JsonReading readAny(byte[] utf8, JsonLimits limits) {
    var text = new String(utf8, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) >= 0 && !isUtf8(utf8)
        ? new JsonReading.Refused("The text is not UTF-8.", false)
        : read(text, limits);
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).hasRemaining();
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private static JsonReading read(String text, JsonLimits limits) {
    try (var parser = FACTORY.createParser(text)) {
      var reader = new JsonReader(limits, text.contains("\\u"));
      if (parser.nextToken() == null) {
        return new JsonReading.Refused("The text is empty.", false);
      }
      var value = reader.value(parser, 0);
      if (parser.nextToken() != null) {
        return new JsonReading.Refused("Something follows the JSON value" + at(parser), false);
      }
      return new JsonReading.Read(value);
    } catch (TooMuch tooMuch) {
      return new JsonReading.Refused(tooMuch.sentence, tooMuch.isLimit);
    } catch (StreamConstraintsException _) {
      return new JsonReading.Refused("A number or name in the text is too long.", true);
    } catch (JsonProcessingException malformed) {
      return new JsonReading.Refused(sentence(malformed), false);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private JsonValue value(JsonParser parser, int depth) throws IOException, TooMuch {
    if (++nodes > limits.nodes()) {
      throw new TooMuch("The text holds more than " + limits.nodes() + " values.");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, deeper(depth));
      case START_ARRAY -> array(parser, deeper(depth));
      case VALUE_STRING -> new JsonString(string(parser));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(number(parser));
      case VALUE_TRUE -> new JsonBoolean(true);
      case VALUE_FALSE -> new JsonBoolean(false);
      case VALUE_NULL -> new JsonNull();
      default -> throw new IllegalStateException("token " + parser.currentToken());
    };
  }

  private JsonObject object(JsonParser parser, int depth) throws IOException, TooMuch {
    var members = new LinkedHashMap<String, JsonValue>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = string(parser);
      parser.nextToken();
      if (members.put(name, value(parser, depth)) != null) {
        throw TooMuch.broken("Two members of one object have the same name" + at(parser));
      }
    }
    return new JsonObject(members);
  }

  private JsonArray array(JsonParser parser, int depth) throws IOException, TooMuch {
    List<JsonValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, depth));
    }
    return new JsonArray(items);
  }

  private int deeper(int depth) throws TooMuch {
    if (depth >= limits.depth()) {
      throw new TooMuch("The text is nested deeper than " + limits.depth() + " levels.");
    }
    return depth + 1;
  }

  private String string(JsonParser parser) throws IOException, TooMuch {
    var text = parser.getText();
    if (text.length() > limits.stringChars()) {
      throw new TooMuch("A string is longer than " + limits.stringChars() + " characters.");
    }
    for (int i = 0; hasEscapes && i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
          throw new TooMuch("A string holds half of a surrogate pair" + at(parser));
        }
        i++;
      }
    }
    return text;
  }

  private String number(JsonParser parser) throws IOException, TooMuch {
    var literal = parser.getText();
    if (literal.length() > limits.numberChars()) {
      throw new TooMuch("A number is longer than " + limits.numberChars() + " characters.");
    }
    // 1e999999999 is short to write and long to compute with.
    int exponent = Math.max(literal.indexOf('e'), literal.indexOf('E'));
    if (exponent >= 0 && literal.length() - exponent > 5) {
      throw new TooMuch("A number has too large an exponent" + at(parser));
    }
    return literal;
  }

  private static String sentence(JsonProcessingException malformed) {
    var location = malformed.getLocation();
    var where =
        location == null
            ? "."
            : ", line " + location.getLineNr() + ", column " + location.getColumnNr() + ".";
    return "The text is not JSON" + where;
  }

  private static String at(JsonParser parser) {
    var location = parser.currentTokenLocation();
    return ", line " + location.getLineNr() + ", column " + location.getColumnNr() + ".";
  }

  /** Ends the reading; never leaves this class. */
  private static final class TooMuch extends Exception {

    private static final long serialVersionUID = 1;

    private final String sentence;
    private final boolean isLimit;

    private TooMuch(String sentence) {
      this(sentence, true);
    }

    private TooMuch(String sentence, boolean isLimit) {
      super(sentence, null, false, false);
      this.sentence = sentence;
      this.isLimit = isLimit;
    }

    static TooMuch broken(String sentence) {
      return new TooMuch(sentence, false);
    }
  }
}
