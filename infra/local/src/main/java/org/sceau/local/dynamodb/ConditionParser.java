package org.sceau.local.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sceau.local.dynamodb.Lexer.Kind;

/**
 * Reads conditions by recursive descent: OR binds less than AND, that less than NOT, that less than
 * a comparison or function.
 */
final class ConditionParser {

  private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
  private static final Set<String> TYPES =
      Set.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS");
  private static final int MAX_CHOICES = 100;

  private final Tokens in;

  private ConditionParser(Tokens in) {
    this.in = in;
  }

  /**
   * @param kind of the expression, as messages name it
   */
  static Condition condition(String kind, String text, Placeholders placeholders) {
    var in = new Tokens(kind, text, placeholders);
    var condition = new ConditionParser(in).or();
    in.end();
    return condition;
  }

  private Condition or() {
    var condition = and();
    while (in.takeWord("OR")) {
      condition = new Condition.Or(condition, and());
    }
    return condition;
  }

  private Condition and() {
    var condition = not();
    while (in.takeWord("AND")) {
      condition = new Condition.And(condition, not());
    }
    return condition;
  }

  private Condition not() {
    return in.takeWord("NOT") ? new Condition.Not(not()) : single();
  }

  private Condition single() {
    if (in.take("(")) {
      var condition = or();
      in.expect(")");
      return condition;
    }
    if (in.isCall() && !in.peek().text().equals("size")) {
      return function();
    }
    var left = operand();
    var operator = in.next();
    if (operator.isWord("BETWEEN")) {
      var low = operand();
      in.expectWord("AND");
      return between(left, low, operand());
    }
    if (operator.isWord("IN")) {
      return in(left);
    }
    if (operator.kind() != Kind.SYMBOL || !COMPARATORS.contains(operator.text())) {
      throw in.syntaxErrorBefore();
    }
    var right = operand();
    if (!operator.is("=") && !operator.is("<>")) {
      checkOrdered(operator.text(), left);
      checkOrdered(operator.text(), right);
    }
    if (left.equals(right)) {
      throw in.invalid(
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
        throw in.invalid(
            "The BETWEEN operator requires same data type for lower and upper bounds; lower bound"
                + " operand: AttributeValue: "
                + ValueJson.write(from)
                + ", upper bound operand: AttributeValue: "
                + ValueJson.write(to));
      }
      if (Value.compare(from, to) > 0) {
        throw in.invalid(
            "The BETWEEN operator requires upper bound to be greater than or equal to lower"
                + " bound;");
      }
    }
    return new Condition.Between(operand, low, high);
  }

  private Condition in(Condition.Operand left) {
    in.expect("(");
    List<Condition.Operand> choices = new ArrayList<>();
    do {
      choices.add(operand());
    } while (in.take(","));
    in.expect(")");
    if (choices.size() > MAX_CHOICES) {
      throw in.invalid("The IN operator is provided with too many operands;");
    }
    return new Condition.In(left, choices);
  }

  private void checkOrdered(String operator, Condition.Operand operand) {
    if (operand instanceof Condition.Literal(var value) && !value.isScalar()) {
      throw in.invalid(
          "Incorrect operand type for operator or function; operator or function: "
              + operator
              + ", operand type: "
              + value.type());
    }
  }

  private Condition function() {
    var name = in.next().text();
    in.expect("(");
    var condition =
        switch (name) {
          case "attribute_exists" -> new Condition.Exists(in.path());
          case "attribute_not_exists" -> new Condition.Absent(in.path());
          case "attribute_type" -> {
            var path = in.path();
            in.expect(",");
            if (in.value() instanceof Value.S(var type) && TYPES.contains(type)) {
              yield new Condition.HasType(path, type);
            }
            throw in.invalid("Invalid attribute type name found;");
          }
          case "begins_with" -> {
            var operand = operand();
            in.expect(",");
            var prefix = operand();
            if (prefix instanceof Condition.Literal(var value)
                && !(value instanceof Value.S)
                && !(value instanceof Value.B)) {
              throw in.invalid(
                  "Incorrect operand type for operator or function; operator or function:"
                      + " begins_with, operand type: "
                      + value.type());
            }
            yield new Condition.BeginsWith(operand, prefix);
          }
          case "contains" -> {
            var operand = operand();
            in.expect(",");
            yield new Condition.Contains(operand, operand());
          }
          case "if_not_exists", "list_append" ->
              throw in.invalid(
                  "The function is not allowed in a condition expression; function: " + name);
          default -> throw in.invalid("Invalid function name; function: " + name);
        };
    in.expect(")");
    return condition;
  }

  private Condition.Operand operand() {
    if (in.peek().kind() == Kind.VALUE) {
      return new Condition.Literal(in.value());
    }
    if (in.isCall() && in.peek().text().equals("size")) {
      var _ = in.next();
      in.expect("(");
      var path = in.path();
      in.expect(")");
      return new Condition.Size(path);
    }
    return new Condition.At(in.path());
  }
}
