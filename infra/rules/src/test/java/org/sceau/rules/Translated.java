package org.sceau.rules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;

/**
 * The template as CloudFormation gets it: with every role, permission and route that SAM adds.
 *
 * @param parameters of the template, by name
 * @param resources by logical id
 */
record Translated(Map<String, JsonObject> parameters, Map<String, JsonObject> resources) {

  private static final JsonLimits LIMITS =
      new JsonLimits(8 * 1024 * 1024, 64, 500_000, 1024 * 1024, 100);

  /** What one statement of a policy allows. */
  record Grant(
      String role, List<String> actions, List<JsonValue> resources, JsonObject statement) {}

  /**
   * Translates a template.
   *
   * @param values of its parameters
   */
  static Translated of(Path template, Map<String, String> values)
      throws IOException, InterruptedException {
    var json = JsonObject.builder();
    values.forEach(json::put);
    var translated =
        Python.run(
            "src/test/python/translate.py", template.toString(), JsonWriter.write(json.build()));
    return switch (JsonReader.read(translated.getBytes(StandardCharsets.UTF_8), LIMITS)) {
      case JsonReading.Read(JsonObject root) ->
          new Translated(
              objects(root.object("Parameters").orElseThrow()),
              objects(root.object("Resources").orElseThrow()));
      case JsonReading other -> throw new IllegalStateException(other.toString());
    };
  }

  /** The resources of a type, by logical id. */
  Map<String, JsonObject> ofType(String type) {
    return resources.entrySet().stream()
        .filter(resource -> resource.getValue().string("Type").filter(type::equals).isPresent())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  static JsonObject properties(JsonObject resource) {
    return resource.object("Properties").orElse(JsonObject.EMPTY);
  }

  /** Every statement of every role. */
  List<Grant> grants() {
    return ofType("AWS::IAM::Role").entrySet().stream()
        .flatMap(role ->
            properties(role.getValue()).list("Policies").stream()
                .map(JsonObject.class::cast)
                .flatMap(policy -> statements(policy.object("PolicyDocument").orElseThrow()))
                .map(statement -> grant(role.getKey(), statement)))
        .toList();
  }

  /** The roles that may do something. */
  Collection<String> rolesThatMay(String action) {
    return grants().stream()
        .filter(grant -> grant.actions().contains(action))
        .map(Grant::role)
        .collect(Collectors.toSet());
  }

  static Stream<JsonObject> statements(JsonObject policy) {
    return policy.list("Statement").stream().map(JsonObject.class::cast);
  }

  static Grant grant(String owner, JsonObject statement) {
    var actions =
        statement.list("Action").stream().map(action -> ((JsonString) action).value()).toList();
    return new Grant(owner, actions, statement.list("Resource"), statement);
  }

  private static Map<String, JsonObject> objects(JsonObject parent) {
    return parent.members().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> (JsonObject) entry.getValue()));
  }
}
