package org.sceau.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The short way to read JSON that is written as nearly all of it is: no escapes in strings, no
 * exponents, nothing wrong, all within limits. Everything else is given up, and {@link JsonReader}
 * reads it from its beginning and says what is wrong with it.
 */
final class UsualJson {

  /** Names may be shorter than strings. */
  private static final int LONGEST_NAME = 10_000;

  private final byte[] text;
  private final JsonLimits limits;
  private int at;
  private int nodes;

  private UsualJson(byte[] text, JsonLimits limits) {
    this.text = text;
    this.limits = limits;
  }

  /** The value; empty if it is not one of the usual kind. */
  static Optional<JsonValue> read(byte[] utf8, JsonLimits limits) {
    var reader = new UsualJson(utf8, limits);
    try {
      reader.space();
      var value = reader.value(0);
      reader.space();
      return reader.at == utf8.length ? Optional.of(value) : Optional.empty();
    } catch (UnusualException _) {
      return Optional.empty();
    }
  }

  private JsonValue value(int depth) throws UnusualException {
    if (++nodes > limits.nodes()) {
      throw new UnusualException();
    }
    return switch (peek()) {
      case '{' -> object(deeper(depth));
      case '[' -> array(deeper(depth));
      case '"' -> new JsonString(string(limits.stringChars()));
      case 't' -> constant("true", new JsonBoolean(true));
      case 'f' -> constant("false", new JsonBoolean(false));
      case 'n' -> constant("null", new JsonNull());
      default -> number();
    };
  }

  private JsonObject object(int depth) throws UnusualException {
    var members = new LinkedHashMap<String, JsonValue>();
    at++;
    space();
    if (peek() == '}') {
      at++;
      return JsonObject.EMPTY;
    }
    while (true) {
      if (peek() != '"') {
        throw new UnusualException();
      }
      var name = string(Math.min(LONGEST_NAME, limits.stringChars()));
      space();
      if (peek() != ':') {
        throw new UnusualException();
      }
      at++;
      space();
      if (members.put(name, value(depth)) != null) {
        throw new UnusualException();
      }
      space();
      byte next = peek();
      at++;
      if (next == '}') {
        return JsonObject.ofOwn(members);
      }
      if (next != ',') {
        throw new UnusualException();
      }
      space();
    }
  }

  private JsonArray array(int depth) throws UnusualException {
    List<JsonValue> items = new ArrayList<>();
    at++;
    space();
    if (peek() == ']') {
      at++;
      return new JsonArray(items);
    }
    while (true) {
      items.add(value(depth));
      space();
      byte next = peek();
      at++;
      if (next == ']') {
        return new JsonArray(items);
      }
      if (next != ',') {
        throw new UnusualException();
      }
      space();
    }
  }

  private String string(int limit) throws UnusualException {
    int from = ++at;
    int all = 0;
    while (true) {
      byte b = peek();
      if (b == '"') {
        break;
      }
      if (b == '\\' || (b >= 0 && b < ' ')) {
        throw new UnusualException();
      }
      all |= b;
      at++;
    }
    int length = at - from;
    at++;
    if (length > limit) {
      throw new UnusualException();
    }
    if (all >= 0) {
      return new String(text, from, length, StandardCharsets.ISO_8859_1);
    }
    var string = new String(text, from, length, StandardCharsets.UTF_8);
    if (string.indexOf('\ufffd') >= 0) {
      // The JDK puts that where it finds no UTF-8.
      throw new UnusualException();
    }
    return string;
  }

  /** A number without an exponent. */
  private JsonNumber number() throws UnusualException {
    int from = at;
    if (peek() == '-') {
      at++;
    }
    int digits = at;
    int length = digits();
    if (at < text.length && text[at] == '.') {
      at++;
      if (digits() == 0) {
        throw new UnusualException();
      }
    }
    boolean ends =
        at == text.length
            || switch (text[at]) {
              case ',', ']', '}', ' ', '\n', '\r', '\t' -> true;
              default -> false;
            };
    if (length == 0
        || (length > 1 && text[digits] == '0')
        || at - from > limits.numberChars()
        || !ends) {
      throw new UnusualException();
    }
    return new JsonNumber(new String(text, from, at - from, StandardCharsets.ISO_8859_1));
  }

  private int digits() {
    int from = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at - from;
  }

  private JsonValue constant(String word, JsonValue value) throws UnusualException {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw new UnusualException();
      }
      at++;
    }
    // What follows has to be a comma, a bracket or the end, which those who called look for.
    return value;
  }

  private int deeper(int depth) throws UnusualException {
    if (depth >= limits.depth()) {
      throw new UnusualException();
    }
    return depth + 1;
  }

  private byte peek() throws UnusualException {
    if (at >= text.length) {
      throw new UnusualException();
    }
    return text[at];
  }

  private void space() {
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
      at++;
    }
  }

  /** Ends the reading; never leaves this class. */
  private static final class UnusualException extends Exception {

    private static final long serialVersionUID = 1;

    private UnusualException() {
      super(null, null, false, false);
    }
  }
}
