package org.sceau.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The short way to read JSON that is written as nearly all of it is: no escapes in strings, no
 * exponents, nothing wrong, all within limits. Everything else is given up, and {@link JsonReader}
 * reads it from its beginning and says what is wrong with it.
 */
final class UsualJson {

  private static final JsonArray EMPTY = new JsonArray(List.of());

  /** Eight bytes of an array as a number, the first one the lowest. */
  static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  /** Names may be shorter than strings. */
  private static final int LONGEST_NAME = 10_000;

  private final byte[] text;
  private final JsonLimits limits;
  private int at;
  private int nodes;

  /** The members of objects and items of arrays that have not ended yet; items have no name. */
  private String[] names = new String[64];

  private JsonValue[] values = new JsonValue[64];
  private int height;

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
      case '"' -> new JsonString(string());
      case 't' -> constant("true", new JsonBoolean(true));
      case 'f' -> constant("false", new JsonBoolean(false));
      case 'n' -> constant("null", new JsonNull());
      default -> number();
    };
  }

  private JsonObject object(int depth) throws UnusualException {
    at++;
    space();
    if (peek() == '}') {
      at++;
      return JsonObject.EMPTY;
    }
    int from = height;
    while (true) {
      if (peek() != '"') {
        throw new UnusualException();
      }
      var name = name();
      space();
      if (peek() != ':') {
        throw new UnusualException();
      }
      at++;
      space();
      push(name, value(depth));
      space();
      byte next = peek();
      at++;
      if (next == '}') {
        break;
      }
      if (next != ',') {
        throw new UnusualException();
      }
      space();
    }
    var members =
        Members.of(
            Arrays.copyOfRange(names, from, height), Arrays.copyOfRange(values, from, height));
    height = from;
    if (members == null) {
      throw new UnusualException();
    }
    return new JsonObject(members);
  }

  private JsonArray array(int depth) throws UnusualException {
    at++;
    space();
    if (peek() == ']') {
      at++;
      return EMPTY;
    }
    int from = height;
    while (true) {
      push("", value(depth));
      space();
      byte next = peek();
      at++;
      if (next == ']') {
        break;
      }
      if (next != ',') {
        throw new UnusualException();
      }
      space();
    }
    var items = List.of(Arrays.copyOfRange(values, from, height));
    height = from;
    return new JsonArray(items);
  }

  /** Puts a value on those of the objects and arrays that have not ended yet. */
  private void push(String name, JsonValue value) {
    if (height == names.length) {
      names = Arrays.copyOf(names, 2 * height);
      values = Arrays.copyOf(values, 2 * height);
    }
    names[height] = name;
    values[height] = value;
    height++;
  }

  private String name() throws UnusualException {
    int from = at + 1;
    boolean isAscii = passString(Math.min(LONGEST_NAME, limits.stringChars()));
    var known = isAscii ? KnownNames.find(text, from, at - 1) : null;
    return known == null ? string(from, isAscii) : known;
  }

  private String string() throws UnusualException {
    int from = at + 1;
    boolean isAscii = passString(limits.stringChars());
    return string(from, isAscii);
  }

  /** The string that begins there and has just been passed. */
  private String string(int from, boolean isAscii) throws UnusualException {
    int length = at - 1 - from;
    if (isAscii) {
      return new String(text, from, length, StandardCharsets.ISO_8859_1);
    }
    var string = new String(text, from, length, StandardCharsets.UTF_8);
    if (string.indexOf('\ufffd') >= 0) {
      // The JDK puts that where it finds no UTF-8.
      throw new UnusualException();
    }
    return string;
  }

  /**
   * Goes behind a string's end, eight bytes at a time: the quotation mark is the first byte that
   * may not be within a string as it stands, or this is no usual string.
   *
   * @return whether it is all of ASCII
   */
  private boolean passString(int limit) throws UnusualException {
    int from = at + 1;
    int i = from;
    long all = 0;
    while (i <= text.length - Long.BYTES) {
      long bytes = (long) EIGHT_BYTES.get(text, i);
      long ends = zeros(bytes ^ QUOTES) | zeros(bytes ^ BACKSLASHES) | ((bytes - SPACES) & ~bytes);
      // Beyond the first there may be some that are none.
      long end = Long.lowestOneBit(ends & HIGH_BITS);
      if (end != 0) {
        all |= bytes & (end - 1);
        return end(i + (Long.numberOfTrailingZeros(end) >> 3), from, limit, all);
      }
      all |= bytes;
      i += Long.BYTES;
    }
    while (i < text.length
        && text[i] != '"'
        && text[i] != '\\'
        && (text[i] < 0 || text[i] >= ' ')) {
      all |= text[i++];
    }
    return end(i, from, limit, all);
  }

  private boolean end(int i, int from, int limit, long all) throws UnusualException {
    if (i == text.length || text[i] != '"' || i - from > limit) {
      throw new UnusualException();
    }
    at = i + 1;
    return (all & HIGH_BITS) == 0;
  }

  /** A high bit at the first byte that is zero; behind it there may be more. */
  private static long zeros(long bytes) {
    return (bytes - ONES) & ~bytes;
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
        && text[at] <= ' '
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
