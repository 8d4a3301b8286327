package org.sceau.rules;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sceau.local.template.CdnPath;
import org.sceau.local.template.FunctionTemplate.Route;
import org.sceau.local.template.Template;
import org.sceau.openbadges.AchievementField;
import org.sceau.verification.Check;
import org.sceau.verification.Outcome;
import org.sceau.verification.ProblemCode;

/** The description of the API and the template say the same. */
class OpenApiTest {

  private static final Set<String> METHODS = Set.of("get", "head", "put", "post", "delete");

  private static final String OURS = "urn:sceau:problem:";
  private static final Pattern PROBLEM =
      Pattern.compile("(?:Problem\\.conflict\\(|new Problem\\(\\s*\\d{3},)\\s*\"([a-z0-9-]+)\"");

  /** A type that is no literal would not be found. */
  private static final Pattern CONFLICT = Pattern.compile("Problem\\.conflict\\(\\s*+(?!\")");

  /** A type that a specification names. */
  private static final Pattern SPECIFIED = Pattern.compile("\"(https://[^\"]*#[A-Z_]+_ERROR)\"");

  private static final Pattern OUTCOME =
      Pattern.compile("case Outcome\\.\\w+\\(.*\\) -> check\\(name, \"(\\w+)\"");

  private final Template template = Template.read(Tree.here().top().resolve("template.yaml"));
  private final JsonNode description;
  private final JsonNode paths;

  OpenApiTest() throws IOException {
    description =
        new YAMLMapper().readTree(Tree.here().top().resolve("functions/openapi.yaml").toFile());
    paths = description.path("paths");
  }

  @Test
  void everyRouteIsDescribedAndNoOther() {
    var described =
        operations().filter(route -> !isServedByTheCdn(route)).collect(toCollection(TreeSet::new));
    var routed =
        template.functions().stream()
            .flatMap(function -> function.routes().stream())
            .map(Route::key)
            .collect(toCollection(TreeSet::new));

    assertThat(described).isEqualTo(routed);
  }

  @Test
  void theSchemaOfAnAchievementFollowsTheTableOfFields() {
    var schema = description.at("/components/schemas/Achievement");
    var described = new TreeMap<String, String>();
    for (var property : schema.path("properties").properties()) {
      described.put(property.getKey(), type(property.getValue()));
    }
    var fields = new TreeMap<>(Map.of("validity", "string"));
    var required = new TreeSet<String>();
    for (var field : AchievementField.values()) {
      fields.put(field.term(), field.type().name().toLowerCase(Locale.ROOT));
      if (field.isRequired()) {
        required.add(field.term());
      }
    }

    assertThat(described).isEqualTo(fields);
    assertThat(schema.path("required").valueStream().map(JsonNode::asText))
        .containsExactlyInAnyOrderElementsOf(required);
  }

  private String type(JsonNode schema) {
    var reference = schema.path("$ref").asText();
    return (reference.isEmpty() ? schema : description.at(reference.substring(1)))
        .path("type")
        .asText();
  }

  @Test
  void whatTheCdnServesIsDescribed() {
    assertThat(template.cdnPaths())
        .allSatisfy(path -> assertThat(operations()).anyMatch(route -> holds(path, route)));
  }

  @Test
  void aRouteNamesItsKeyExactlyIfItNeedsOne() {
    for (var function : template.functions()) {
      for (var route : function.routes()) {
        var parts = route.key().split(" ", 2);
        var operation = paths.path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));

        assertThat(operation.path("security").isArray()).as(route.key()).isTrue();
        assertThat(operation.path("security").isEmpty())
            .as(route.key())
            .isEqualTo(route.authorizer().isEmpty());
      }
    }
  }

  @Test
  void everyBodyHasAnExample() {
    assertThat(operations().toList()).isNotEmpty();
    assertThat(operations())
        .allSatisfy(route -> {
          var parts = route.split(" ", 2);
          var operation = paths.path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
          assertThat(bodies(operation))
              .allSatisfy(body ->
                  assertThat(body.has("example") || body.has("examples")).as("%s", body).isTrue());
        });
  }

  @Test
  void theProblemTypesOfTheCodeAreListed() {
    var types = new TreeSet<String>();
    var tree = Tree.here();
    for (var file : tree.files(".java")) {
      var source = Tree.read(file);
      if (tree.name(file).matches("functions/.*/src/main/.*") && source.contains("Problem")) {
        assertThat(CONFLICT.matcher(source).results()).as(tree.name(file)).isEmpty();
        PROBLEM.matcher(source).results().forEach(found -> types.add(OURS + found.group(1)));
      }
      if (source.contains("new ProblemException(")) {
        SPECIFIED.matcher(source).results().forEach(found -> types.add(found.group(1)));
      }
    }

    assertThat(listed("ProblemType")).containsExactlyInAnyOrderElementsOf(types);
    assertThat(types)
        .allSatisfy(type ->
            assertThat(schema("ProblemType").path("description").asText())
                .contains("| `" + type + "` |"));
  }

  @Test
  void theFindingsOfTheCodeAreListed() {
    assertThat(listed("FindingCode"))
        .containsExactlyElementsOf(Stream.of(ProblemCode.values()).map(Enum::name).toList());
    assertThat(listed("FindingType"))
        .containsExactlyElementsOf(
            Stream.of(ProblemCode.values()).map(ProblemCode::type).distinct().toList());
  }

  @Test
  void theChecksAndOutcomesOfTheCodeAreListed() {
    var report =
        Tree.here().files("ReportJson.java").stream().map(Tree::read).findFirst().orElseThrow();
    var outcomes =
        OUTCOME.matcher(report).results().map(found -> found.group(1)).distinct().toList();

    assertThat(outcomes).hasSize(Outcome.class.getPermittedSubclasses().length);
    assertThat(listed("CheckOutcome")).containsExactlyElementsOf(outcomes);
    assertThat(listed("Check").stream().map(OpenApiTest::constant))
        .containsExactlyElementsOf(Stream.of(Check.values()).map(Enum::name).toList());
  }

  private static String constant(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  private JsonNode schema(String name) {
    return description.path("components").path("schemas").path(name);
  }

  private List<String> listed(String schema) {
    return schema(schema).path("enum").valueStream().map(JsonNode::asText).toList();
  }

  /** What is sent, and what is answered if all goes well; no one reads an example of a picture. */
  private static Stream<JsonNode> bodies(JsonNode operation) {
    return Stream.concat(
            Stream.of(operation.path("requestBody")),
            operation.path("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(Map.Entry::getValue))
        .flatMap(body -> body.path("content").properties().stream())
        .filter(body -> !body.getKey().startsWith("image/"))
        .map(Map.Entry::getValue);
  }

  private boolean isServedByTheCdn(String route) {
    return template.cdnPaths().stream().anyMatch(path -> holds(path, route));
  }

  private static boolean holds(CdnPath path, String route) {
    return route.startsWith("GET ") && path.holds(route.substring("GET ".length()));
  }

  private Stream<String> operations() {
    return paths.properties().stream()
        .flatMap(path ->
            path.getValue().properties().stream()
                .filter(member -> METHODS.contains(member.getKey()))
                .map(member -> member.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()));
  }
}
