package org.sceau.rules;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sceau.local.template.FunctionTemplate;
import org.sceau.local.template.Template;

/**
 * Each function's VersionDescription in the template: CloudFormation publishes a new version where
 * it changes. {@link TemplateTest} judges what SAM makes of it.
 */
class VersionDescriptionTest {

  /** AWS::Lambda::Version, Description. */
  private static final int MAX_LENGTH = 256;

  private static final int UNBOUNDED = 4_096;

  private final String text = Tree.read(Tree.here().top().resolve("template.yaml"));
  private final Template template = Template.parse(text);
  private final JsonNode root;

  VersionDescriptionTest() throws IOException {
    root = new YAMLMapper().readTree(text);
  }

  @Test
  void namesTheParametersThatTheEnvironmentRefersTo() {
    assertThat(template.functions())
        .isNotEmpty()
        .allSatisfy(function ->
            assertThat(parametersIn(Stream.of(description(function))))
                .as(function.name())
                .isEqualTo(parametersOf(function)));
    assertThat(parametersOf(template.function("AuthorizeFunction")))
        .containsExactly("OperatorKeySha256");
  }

  @Test
  void holdsTheLongestValuesThatTheParametersAllow() {
    assertThat(template.functions())
        .allSatisfy(function -> {
          var longest = description(function);
          for (var parameter : parametersOf(function)) {
            longest = longest.replace("${" + parameter + "}", "x".repeat(longestValue(parameter)));
          }
          assertThat(longest).as(function.name()).hasSizeLessThanOrEqualTo(MAX_LENGTH);
        });
  }

  private String description(FunctionTemplate function) {
    return root.path("Resources")
        .path(function.name())
        .path("Properties")
        .path("VersionDescription")
        .asText("");
  }

  /** Without its YAML tag a reference to a parameter is the parameter's name. */
  private Set<String> parametersOf(FunctionTemplate function) {
    var direct = function.environment().values().stream().filter(root.path("Parameters")::has);
    return Stream.concat(direct, parametersIn(function.environment().values().stream()).stream())
        .collect(toSet());
  }

  private Set<String> parametersIn(Stream<String> texts) {
    var all = texts.toList();
    return root.path("Parameters").properties().stream()
        .map(parameter -> parameter.getKey())
        .filter(name -> all.stream().anyMatch(text -> text.contains("${" + name + "}")))
        .collect(toSet());
  }

  /** A parameter without a bound is as long as CloudFormation allows, 4,096 bytes. */
  private int longestValue(String parameter) {
    var declared = root.path("Parameters").path(parameter);
    return declared.path("Type").asText().equals("Number")
        ? Stream.of("MinValue", "MaxValue")
            .map(declared::path)
            .mapToInt(bound -> bound.isInt() ? bound.asText().length() : UNBOUNDED)
            .max()
            .orElseThrow()
        : declared.path("MaxLength").asInt(UNBOUNDED);
  }
}
