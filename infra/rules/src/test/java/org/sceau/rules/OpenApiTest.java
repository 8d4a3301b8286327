package org.sceau.rules;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sceau.local.template.FunctionTemplate.Route;
import org.sceau.local.template.Template;

/** The description of the API and the template say the same. */
class OpenApiTest {

  private static final Set<String> METHODS = Set.of("get", "head", "put", "post", "delete");

  private final Template template = Template.read(Tree.here().top().resolve("template.yaml"));
  private final JsonNode paths;

  OpenApiTest() throws IOException {
    paths =
        new YAMLMapper()
            .readTree(Tree.here().top().resolve("functions/openapi.yaml").toFile())
            .path("paths");
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
  void whatTheCdnServesIsDescribed() {
    assertThat(template.cdnPaths())
        .allSatisfy(path ->
            assertThat(operations()).anyMatch(route -> route.startsWith("GET " + path.prefix())));
  }

  @Test
  void aRouteNamesItsKeyExactlyIfItNeedsOne() {
    for (var function : template.functions()) {
      for (var route : function.routes()) {
        var parts = route.key().split(" ", 2);
        var operation = paths.path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));

        assertThat(operation.has("security"))
            .as(route.key())
            .isEqualTo(route.authorizer().isPresent());
      }
    }
  }

  private boolean isServedByTheCdn(String route) {
    return template.cdnPaths().stream().anyMatch(path -> route.startsWith("GET " + path.prefix()));
  }

  private Stream<String> operations() {
    return paths.properties().stream()
        .flatMap(path ->
            path.getValue().properties().stream()
                .filter(member -> METHODS.contains(member.getKey()))
                .map(member -> member.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()));
  }
}
