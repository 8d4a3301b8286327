package org.sceau.local.dynamodb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sceau.local.dynamodb.Lexer.Kind;
import org.sceau.local.dynamodb.Lexer.Token;
import org.sceau.local.wire.AwsException;

/** Reads expressions by recursive descent. */
final class Parser {

  private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
  private static final Set<String> TYPES =
      Set.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS");
  private static final int MAX_CHOICES = 100;

  private final String kind;
  private final Placeholders placeholders;
  private final List<Token> tokens;
  private int at;

  private Parser(String kind, String text, Placeholders placeholders) {
    this.kind = kind;
    this.placeholders = placeholders;
    this.tokens = Lexer.tokens(kind, text);
  }

  /**
   * @param kind of the expression, as messages name it
   */
  static Condition condition(String kind, String text, Placeholders placeholders) {
    var parser = new Parser(kind, text, placeholders);
    var condition = parser.or();
    parser.end();
    return condition;
  }

  static List<Path> projection(String text, Placeholders placeholders) {
    var parser = new Parser("ProjectionExpression", text, placeholders);
    List<Path> paths = new ArrayList<>();
    do {
      paths.add(parser.path());
    } while (parser.take(","));
    parser.end();
    parser.checkApart(paths);
    return paths;
  }

  static Update update(String text, Placeholders placeholders) {
    var parser = new Parser("UpdateExpression", text, placeholders);
    List<Update.Setting> settings = new ArrayList<>();
    List<Path> removals = new ArrayList<>();
    List<Update.Operation> additions = new ArrayList<>();
    List<Update.Operation> deletions = new ArrayList<>();
    Set<String> clauses = new HashSet<>();
    do {
      var clause = parser.next().text().toUpperCase(Locale.ROOT);
      if (!clauses.add(clause)) {
        throw parser.invalid(
            "The \"" + clause + "\" section can only be used once in an update expression;");
      }
      do {
        switch (clause) {
          case "SET" -> {
            var path = parser.path();
            parser.expect("=");
            settings.add(new Update.Setting(path, parser.sum()));
          }
          case "REMOVE" -> removals.add(parser.path());
          case "ADD" -> additions.add(parser.operation());
          case "DELETE" -> deletions.add(parser.operation());
          default -> throw parser.syntaxErrorAt(parser.at - 1);
        }
      } while (parser.take(","));
    } while (parser.peek().kind() != Kind.END);
    var update = new Update(settings, removals, additions, deletions);
    parser.checkApart(update.paths());
    return update;
  }

  private void checkApart(List<Path> paths) {
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

  // Conditions: or > and > not > comparison or function.

  private Condition or() {
    var condition = and();
    while (takeWord("OR")) {
      condition = new Condition.Or(condition, and());
    }
    return condition;
  }

  private Condition and() {
    var condition = not();
    while (takeWord("AND")) {
      condition = new Condition.And(condition, not());
    }
    return condition;
  }

  private Condition not() {
    return takeWord("NOT") ? new Condition.Not(not()) : single();
  }

  private Condition single() {
    if (take("(")) {
      var condition = or();
      expect(")");
      return condition;
    }
    if (isCall() && !peek().text().equals("size")) {
      return function();
    }
    var left = operand();
    var operator = next();
    if (operator.isWord("BETWEEN")) {
      var low = operand();
      expectWord("AND");
      return between(left, low, operand());
    }
    if (operator.isWord("IN")) {
      return in(left);
    }
    if (operator.kind() != Kind.SYMBOL || !COMPARATORS.contains(operator.text())) {
      throw syntaxErrorAt(at - 1);
    }
    var right = operand();
    if (!operator.is("=") && !operator.is("<>")) {
      checkOrdered(operator.text(), left);
      checkOrdered(operator.text(), right);
    }
    if (left.equals(right)) {
      throw invalid(
          "The first operand must be distinct from the remaining operands for this operator or"
              + " function; operator: "
              + operator.text());
    }
    return new Condition.Comparison(operator.text(), left, right);
  }

  private Condition between(
      Condition.Operand operand, Condition.Operand low, Condition.Operand high) {
    checkOrdered("BETWEEN", low);
    checkOrdered("BETWEEN", high);
    if (low instanceof Condition.Literal(var from) && high instanceof Condition.Literal(var to)) {
      if (!from.type().equals(to.type())) {
        throw invalid(
            "The BETWEEN operator requires same data type for lower and upper bounds; lower bound"
                + " operand: AttributeValue: "
                + ValueJson.write(from)
                + ", upper bound operand: AttributeValue: "
                + ValueJson.write(to));
      }
      if (Value.compare(from, to) > 0) {
        throw invalid(
            "The BETWEEN operator requires upper bound to be greater than or equal to lower"
                + " bound;");
      }
    }
    return new Condition.Between(operand, low, high);
  }

  private Condition in(Condition.Operand left) {
    expect("(");
    List<Condition.Operand> choices = new ArrayList<>();
    do {
      choices.add(operand());
    } while (take(","));
    expect(")");
    if (choices.size() > MAX_CHOICES) {
      throw invalid("The IN operator is provided with too many operands;");
    }
    return new Condition.In(left, choices);
  }

  private void checkOrdered(String operator, Condition.Operand operand) {
    if (operand instanceof Condition.Literal(var value) && !value.isScalar()) {
      throw invalid(
          "Incorrect operand type for operator or function; operator or function: "
              + operator
              + ", operand type: "
              + value.type());
    }
  }

  private Condition function() {
    var name = next().text();
    expect("(");
    var condition =
        switch (name) {
          case "attribute_exists" -> new Condition.Exists(path());
          case "attribute_not_exists" -> new Condition.Absent(path());
          case "attribute_type" -> {
            var path = path();
            expect(",");
            if (value() instanceof Value.S(var type) && TYPES.contains(type)) {
              yield new Condition.HasType(path, type);
            }
            throw invalid("Invalid attribute type name found;");
          }
          case "begins_with" -> {
            var operand = operand();
            expect(",");
            var prefix = operand();
            if (prefix instanceof Condition.Literal(var value)
                && !(value instanceof Value.S)
                && !(value instanceof Value.B)) {
              throw invalid(
                  "Incorrect operand type for operator or function; operator or function:"
                      + " begins_with, operand type: "
                      + value.type());
            }
            yield new Condition.BeginsWith(operand, prefix);
          }
          case "contains" -> {
            var operand = operand();
            expect(",");
            yield new Condition.Contains(operand, operand());
          }
          case "if_not_exists", "list_append" ->
              throw invalid(
                  "The function is not allowed in a condition expression; function: " + name);
          default -> throw invalid("Invalid function name; function: " + name);
        };
    expect(")");
    return condition;
  }

  private Condition.Operand operand() {
    if (peek().kind() == Kind.VALUE) {
      return new Condition.Literal(value());
    }
    if (isCall() && peek().text().equals("size")) {
      at += 2;
      var path = path();
      expect(")");
      return new Condition.Size(path);
    }
    return new Condition.At(path());
  }

  // Updates.

  private Update.Term sum() {
    var left = term();
    if (take("+")) {
      return new Update.Sum(left, term());
    }
    if (take("-")) {
      return new Update.Difference(left, term());
    }
    return left;
  }

  private Update.Term term() {
    if (take("(")) {
      var inner = sum();
      expect(")");
      return inner;
    }
    if (!isCall()) {
      return new Update.Plain(
          peek().kind() == Kind.VALUE ? new Condition.Literal(value()) : new Condition.At(path()));
    }
    var name = next().text();
    expect("(");
    var term =
        switch (name) {
          case "if_not_exists" -> {
            var path = path();
            expect(",");
            yield new Update.IfNotExists(path, term());
          }
          case "list_append" -> {
            var first = term();
            expect(",");
            yield new Update.ListAppend(first, term());
          }
          default ->
              throw invalid(
                  "The function is not allowed in an update expression; function: " + name);
        };
    expect(")");
    return term;
  }

  private Update.Operation operation() {
    return new Update.Operation(path(), value());
  }

  // Paths, values and single tokens.

  private Path path() {
    List<Path.Step> steps = new ArrayList<>();
    steps.add(member());
    while (true) {
      if (take(".")) {
        steps.add(member());
      } else if (take("[")) {
        var index = next();
        if (index.kind() != Kind.NUMBER || index.text().length() > 9) {
          throw syntaxErrorAt(at - 1);
        }
        steps.add(new Path.Element(Integer.parseInt(index.text())));
        expect("]");
      } else {
        return new Path(steps);
      }
    }
  }

  private Path.Member member() {
    var token = next();
    return switch (token.kind()) {
      case NAME -> new Path.Member(placeholders.name(kind, token.text()));
      case WORD -> {
        if (ReservedWords.contains(token.text())) {
          throw invalid("Attribute name is a reserved keyword; reserved keyword: " + token.text());
        }
        yield new Path.Member(token.text());
      }
      default -> throw syntaxErrorAt(at - 1);
    };
  }

  private Value value() {
    var token = next();
    if (token.kind() != Kind.VALUE) {
      throw syntaxErrorAt(at - 1);
    }
    return placeholders.value(kind, token.text());
  }

  private boolean isCall() {
    return peek().kind() == Kind.WORD && tokens.get(at + 1).is("(");
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    var token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  private boolean take(String symbol) {
    boolean there = peek().is(symbol);
    if (there) {
      at++;
    }
    return there;
  }

  private boolean takeWord(String keyword) {
    boolean there = peek().isWord(keyword);
    if (there) {
      at++;
    }
    return there;
  }

  private void expect(String symbol) {
    if (!take(symbol)) {
      throw syntaxErrorAt(at);
    }
  }

  private void expectWord(String keyword) {
    if (!takeWord(keyword)) {
      throw syntaxErrorAt(at);
    }
  }

  private void end() {
    if (peek().kind() != Kind.END) {
      throw syntaxErrorAt(at);
    }
  }

  private AwsException syntaxErrorAt(int index) {
    var near = new StringBuilder();
    for (int i = Math.max(0, index - 1); i < Math.min(tokens.size() - 1, index + 2); i++) {
      near.append(near.isEmpty() ? "" : " ").append(tokens.get(i).text());
    }
    return invalid(
        "Syntax error; token: \"" + tokens.get(index).text() + "\", near: \"" + near + "\"");
  }

  private AwsException invalid(String message) {
    return AwsException.validation("Invalid " + kind + ": " + message);
  }
}
