package org.sceau.local.dynamodb;

import java.util.ArrayList;
import java.util.List;
import org.sceau.local.dynamodb.Lexer.Kind;
import org.sceau.local.dynamodb.Lexer.Token;
import org.sceau.local.wire.AwsException;

/** The tokens of one expression, taken one by one, and what all expressions are made of. */
final class Tokens {

  private final String kind;
  private final Placeholders placeholders;
  private final List<Token> tokens;
  private int at;

  /**
   * @param kind of the expression, as messages name it
   */
  Tokens(String kind, String text, Placeholders placeholders) {
    this.kind = kind;
    this.placeholders = placeholders;
    this.tokens = Lexer.tokens(kind, text);
  }

  void checkApart(List<DocumentPath> paths) {
    for (int i = 0; i < paths.size(); i++) {
      for (int j = 0; j < i; j++) {
        var one = paths.get(j);
        var other = paths.get(i);
        if (one.overlaps(other)) {
          throw invalid(
              "Two document paths overlap with each other; must remove or rewrite one of these"
                  + " paths; path one: "
                  + one
                  + ", path two: "
                  + other);
        }
        if (one.conflicts(other)) {
          throw invalid(
              "Two document paths conflict with each other; must remove or rewrite one of these"
                  + " paths; path one: "
                  + one
                  + ", path two: "
                  + other);
        }
      }
    }
  }

  DocumentPath path() {
    List<DocumentPath.Step> steps = new ArrayList<>();
    steps.add(member());
    while (true) {
      if (take(".")) {
        steps.add(member());
      } else if (take("[")) {
        var index = next();
        if (index.kind() != Kind.NUMBER || index.text().length() > 9) {
          throw syntaxErrorAt(at - 1);
        }
        steps.add(new DocumentPath.Element(Integer.parseInt(index.text())));
        expect("]");
      } else {
        return new DocumentPath(steps);
      }
    }
  }

  private DocumentPath.Member member() {
    var token = next();
    return switch (token.kind()) {
      case NAME -> new DocumentPath.Member(placeholders.name(kind, token.text()));
      case WORD -> {
        if (ReservedWords.contains(token.text())) {
          throw invalid("Attribute name is a reserved keyword; reserved keyword: " + token.text());
        }
        yield new DocumentPath.Member(token.text());
      }
      default -> throw syntaxErrorAt(at - 1);
    };
  }

  Value value() {
    var token = next();
    if (token.kind() != Kind.VALUE) {
      throw syntaxErrorAt(at - 1);
    }
    return placeholders.value(kind, token.text());
  }

  boolean isCall() {
    return peek().kind() == Kind.WORD && tokens.get(at + 1).is("(");
  }

  Token peek() {
    return tokens.get(at);
  }

  Token next() {
    var token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean take(String symbol) {
    boolean there = peek().is(symbol);
    if (there) {
      at++;
    }
    return there;
  }

  boolean takeWord(String keyword) {
    boolean there = peek().isWord(keyword);
    if (there) {
      at++;
    }
    return there;
  }

  void expect(String symbol) {
    if (!take(symbol)) {
      throw syntaxErrorAt(at);
    }
  }

  void expectWord(String keyword) {
    if (!takeWord(keyword)) {
      throw syntaxErrorAt(at);
    }
  }

  void end() {
    if (peek().kind() != Kind.END) {
      throw syntaxErrorAt(at);
    }
  }

  /** A syntax error at the token that was taken last. */
  AwsException syntaxErrorBefore() {
    return syntaxErrorAt(at - 1);
  }

  private AwsException syntaxErrorAt(int index) {
    var near = new StringBuilder();
    for (int i = Math.max(0, index - 1); i < Math.min(tokens.size() - 1, index + 2); i++) {
      near.append(near.isEmpty() ? "" : " ").append(tokens.get(i).text());
    }
    return invalid(
        "Syntax error; token: \"" + tokens.get(index).text() + "\", near: \"" + near + "\"");
  }

  AwsException invalid(String message) {
    return AwsException.validation("Invalid " + kind + ": " + message);
  }
}
