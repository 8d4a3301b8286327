package org.sceau.local.dynamodb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sceau.local.dynamodb.Lexer.Kind;

/** Reads update expressions by recursive descent, and the plain paths of projections. */
final class UpdateParser {

  private final Tokens in;

  private UpdateParser(Tokens in) {
    this.in = in;
  }

  static List<DocumentPath> projection(String text, Placeholders placeholders) {
    var in = new Tokens("ProjectionExpression", text, placeholders);
    List<DocumentPath> paths = new ArrayList<>();
    do {
      paths.add(in.path());
    } while (in.take(","));
    in.end();
    in.checkApart(paths);
    return paths;
  }

  static Update update(String text, Placeholders placeholders) {
    var in = new Tokens("UpdateExpression", text, placeholders);
    var parser = new UpdateParser(in);
    List<Update.Setting> settings = new ArrayList<>();
    List<DocumentPath> removals = new ArrayList<>();
    List<Update.Operation> additions = new ArrayList<>();
    List<Update.Operation> deletions = new ArrayList<>();
    Set<String> clauses = new HashSet<>();
    do {
      var clause = in.next().text().toUpperCase(Locale.ROOT);
      if (!clauses.add(clause)) {
        throw in.invalid(
            "The \"" + clause + "\" section can only be used once in an update expression;");
      }
      do {
        switch (clause) {
          case "SET" -> {
            var path = in.path();
            in.expect("=");
            settings.add(new Update.Setting(path, parser.sum()));
          }
          case "REMOVE" -> removals.add(in.path());
          case "ADD" -> additions.add(parser.operation());
          case "DELETE" -> deletions.add(parser.operation());
          default -> throw in.syntaxErrorBefore();
        }
      } while (in.take(","));
    } while (in.peek().kind() != Kind.END);
    var update = new Update(settings, removals, additions, deletions);
    in.checkApart(update.paths());
    return update;
  }

  private Update.Term sum() {
    var left = term();
    if (in.take("+")) {
      return new Update.Sum(left, term());
    }
    if (in.take("-")) {
      return new Update.Difference(left, term());
    }
    return left;
  }

  private Update.Term term() {
    if (in.take("(")) {
      var inner = sum();
      in.expect(")");
      return inner;
    }
    if (!in.isCall()) {
      return new Update.Plain(
          in.peek().kind() == Kind.VALUE
              ? new Condition.Literal(in.value())
              : new Condition.At(in.path()));
    }
    var name = in.next().text();
    in.expect("(");
    var term =
        switch (name) {
          case "if_not_exists" -> {
            var path = in.path();
            in.expect(",");
            yield new Update.IfNotExists(path, term());
          }
          case "list_append" -> {
            var first = term();
            in.expect(",");
            yield new Update.ListAppend(first, term());
          }
          default ->
              throw in.invalid(
                  "The function is not allowed in an update expression; function: " + name);
        };
    in.expect(")");
    return term;
  }

  private Update.Operation operation() {
    return new Update.Operation(in.path(), in.value());
  }
}
