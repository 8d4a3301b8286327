package org.sceau.emulator.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sceau.emulator.wire.AwsException;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;

/**
 * Reads the expressions of one request: of DynamoDB's grammar the part that the adapters use. An
 * attribute is always named by a {@code #placeholder}, since DynamoDB reserves hundreds of words.
 */
final class Expression {

  private static final Pattern TOKEN =
      Pattern.compile("\\s*([#:]?\\w+|<=|>=|<>|\\S)\\s*", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
  private static final int MAX_BYTES = 4096;

  private final JsonObject names;
  private final JsonObject values;
  private final Set<String> used = new HashSet<>();

  private String kind = "";
  private List<String> tokens = List.of();
  private int at;

  Expression(JsonObject request) {
    names = request.object("ExpressionAttributeNames").orElse(JsonObject.EMPTY);
    values = request.object("ExpressionAttributeValues").orElse(JsonObject.EMPTY);
  }

  /**
   * Reads a condition.
   *
   * @param member the member of the request that has it
   */
  Condition condition(String member, String text) {
    begin(member, text);
    var condition = or();
    end();
    return condition;
  }

  Update update(String text) {
    begin("UpdateExpression", text);
    Map<String, Value> set = new HashMap<>();
    Set<String> removed = new HashSet<>();
    Map<String, Value> added = new HashMap<>();
    Set<String> changed = new HashSet<>();
    Set<String> clauses = new HashSet<>();
    do {
      var clause = next();
      if (!clauses.add(clause)) {
        throw invalid("The \"" + clause + "\" section can only be used once;");
      }
      do {
        var name =
            switch (clause) {
              case "SET", "REMOVE", "ADD" -> name();
              default -> throw unsupported(clause);
            };
        if (!changed.add(name)) {
          throw invalid("Two document paths overlap with each other; path: " + name);
        }
        switch (clause) {
          case "SET" -> {
            expect("=");
            set.put(name, value());
          }
          case "ADD" -> added.put(name, number());
          default -> removed.add(name);
        }
      } while (take(","));
    } while (at < tokens.size());
    return new Update(set, removed, added);
  }

  /** Reads a projection: names of attributes. */
  Set<String> projection(String text) {
    begin("ProjectionExpression", text);
    Set<String> projected = new LinkedHashSet<>();
    do {
      projected.add(name());
    } while (take(","));
    end();
    return projected;
  }

  /** Refuses placeholders that no expression used; called when all expressions are read. */
  void checkAllUsed() {
    checkUsed("ExpressionAttributeNames", names);
    checkUsed("ExpressionAttributeValues", values);
  }

  private void checkUsed(String member, JsonObject given) {
    var unused = given.withoutAll(used);
    if (!unused.members().isEmpty()) {
      throw AwsException.validation(
          "Value provided in %s unused in expressions: keys: {%s}"
              .formatted(member, String.join(", ", unused.members().keySet())));
    }
  }

  private void begin(String member, String text) {
    kind = member;
    at = 0;
    if (text.isBlank() || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw invalid("The expression is empty or larger than 4 KB;");
    }
    tokens = new ArrayList<>();
    var matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group(1));
    }
  }

  private Condition or() {
    var condition = and();
    while (take("OR")) {
      condition = new Condition.Or(condition, and());
    }
    return condition;
  }

  private Condition and() {
    var condition = single();
    while (take("AND")) {
      condition = new Condition.And(condition, single());
    }
    return condition;
  }

  private Condition single() {
    if (take("(")) {
      var condition = or();
      expect(")");
      return condition;
    }
    var first = next();
    if (!first.startsWith("#")) {
      return function(first);
    }
    at--;
    var attribute = name();
    var operator = next();
    if (!COMPARATORS.contains(operator)) {
      throw unsupported(operator);
    }
    return new Condition.Comparison(attribute, operator, value());
  }

  private Condition function(String function) {
    var known = Set.of("attribute_exists", "attribute_not_exists", "begins_with");
    if (!known.contains(function)) {
      throw unsupported(function);
    }
    expect("(");
    var attribute = name();
    var condition =
        switch (function) {
          case "attribute_exists" -> new Condition.Exists(attribute);
          case "attribute_not_exists" -> new Condition.Absent(attribute);
          default -> {
            expect(",");
            if (value() instanceof Value.S(var prefix)) {
              yield new Condition.BeginsWith(attribute, prefix);
            }
            throw unsupported("begins_with of a value that is not a string");
          }
        };
    expect(")");
    return condition;
  }

  private String name() {
    var token = next();
    if (!token.startsWith("#")) {
      throw unsupported("the name " + token + " without a #placeholder");
    }
    used.add(token);
    if (names.get(token) instanceof JsonString(var name)) {
      return name;
    }
    throw invalid("An expression attribute name is not defined; attribute name: " + token);
  }

  private Value value() {
    var token = next();
    if (!token.startsWith(":")) {
      throw unsupported("the operand " + token + ", which is not a :value");
    }
    used.add(token);
    var value = values.get(token);
    if (value == null) {
      throw invalid("An expression attribute value is not defined; attribute value: " + token);
    }
    return Value.of(value);
  }

  private Value number() {
    if (value() instanceof Value.N number) {
      return number;
    }
    throw unsupported("ADD of a value that is not a number");
  }

  private String next() {
    if (at == tokens.size()) {
      throw invalid("Syntax error; the expression ends too early");
    }
    return tokens.get(at++);
  }

  private boolean take(String token) {
    boolean there = at < tokens.size() && tokens.get(at).equals(token);
    at += there ? 1 : 0;
    return there;
  }

  private void expect(String token) {
    if (!take(token)) {
      throw invalid("Syntax error; \"" + token + "\" is missing before token " + at);
    }
  }

  private void end() {
    if (at < tokens.size()) {
      throw unsupported(tokens.get(at));
    }
  }

  private AwsException invalid(String reason) {
    return AwsException.validation("Invalid %s: %s".formatted(kind, reason));
  }

  private AwsException unsupported(@Nullable String feature) {
    return AwsException.unsupported(feature + " in " + kind);
  }
}
