package org.sceau.local.dynamodb;

import java.util.ArrayList;
import java.util.List;
import org.sceau.local.wire.AwsException;

/** Cuts an expression into tokens. */
final class Lexer {

  /** What a token is. */
  enum Kind {
    /** A name or keyword. */
    WORD,
    /** {@code #name}. */
    NAME,
    /** {@code :value}. */
    VALUE,
    NUMBER,
    SYMBOL,
    END
  }

  record Token(Kind kind, String text) {

    boolean is(String symbol) {
      return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String keyword) {
      return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }
  }

  private static final int MAX_BYTES = 4096;

  private final String kindOfExpression;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String kindOfExpression, String text) {
    this.kindOfExpression = kindOfExpression;
    this.text = text;
  }

  static List<Token> tokens(String kindOfExpression, String text) {
    if (text.isBlank()) {
      throw AwsException.validation(
          "Invalid " + kindOfExpression + ": The expression can not be empty;");
    }
    if (Sizes.utf8(text) > MAX_BYTES) {
      throw AwsException.validation(
          "Invalid "
              + kindOfExpression
              + ": Expression size has exceeded the maximum allowed size;");
    }
    var lexer = new Lexer(kindOfExpression, text);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '#' || c == ':') {
        int start = at++;
        skipWord();
        if (at == start + 1) {
          throw syntaxError(text.substring(start, at));
        }
        add(c == '#' ? Kind.NAME : Kind.VALUE, start);
      } else if (isDigit(c)) {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
          at++;
        }
        add(Kind.NUMBER, start);
      } else if (isLetter(c)) {
        int start = at;
        skipWord();
        add(Kind.WORD, start);
      } else {
        symbol(c);
      }
    }
    tokens.add(new Token(Kind.END, "<EOF>"));
  }

  private void symbol(char c) {
    int start = at++;
    if ((c == '<' || c == '>') && at < text.length()) {
      char next = text.charAt(at);
      if (next == '=' || (c == '<' && next == '>')) {
        at++;
      }
    } else if ("()[],.=+-<>".indexOf(c) < 0) {
      throw syntaxError(String.valueOf(c));
    }
    add(Kind.SYMBOL, start);
  }

  private void add(Kind kind, int start) {
    tokens.add(new Token(kind, text.substring(start, at)));
  }

  private void skipWord() {
    while (at < text.length()
        && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private AwsException syntaxError(String token) {
    return AwsException.validation(
        "Invalid " + kindOfExpression + ": Syntax error; token: \"" + token + "\"");
  }
}
