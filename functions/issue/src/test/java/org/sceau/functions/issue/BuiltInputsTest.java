package org.sceau.functions.issue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.functions.issue.IssueFixture.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.testing.Demo;

/** The inputs of the W3C's suite for the data model, issued as the suite has them issued. */
class BuiltInputsTest {

  private static final String FOLDER = "/vc-data-model-2.0";

  private final IssueFixture fixture = new IssueFixture();

  static Stream<String> names() throws Exception {
    var root = Path.of(requireNonNull(BuiltInputsTest.class.getResource(FOLDER)).toURI());
    try (var files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".json"))
          .filter(name -> !name.startsWith("presentation"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void noInputIsLeftOut() throws Exception {
    assertThat(names()).hasSize(95);
  }

  @ParameterizedTest
  @MethodSource("names")
  void anInputIsIssuedOrRefusedAsItsNameSays(String name) throws Exception {
    fixture.allowAnyCredential();
    var credential = input(name);

    var answer =
        fixture.issue(JsonWriter.write(new JsonObject(Map.of("credential", credential))), null);

    assertThat(answer.status())
        .as(text(answer))
        .isEqualTo(name.endsWith("-ok.json") && !isNotForUs(credential) ? 201 : 400);
  }

  /**
   * What conforms and is refused all the same: what only Sceau sets, and what no proof over RDF
   * covers, which are contexts that are not bundled, and directions of texts.
   */
  private static boolean isNotForUs(JsonObject credential) {
    return credential.has("credentialStatus")
        || credential.has("proof")
        || credential.list("@context").stream().anyMatch(JsonObject.class::isInstance)
        || JsonWriter.write(credential).contains("@direction");
  }

  /** By the issuer that the suite is told of, unless it is about wrong ones. */
  private static JsonObject input(String name) throws IOException {
    try (var stream = BuiltInputsTest.class.getResourceAsStream(FOLDER + "/" + name)) {
      var text = new String(requireNonNull(stream).readAllBytes(), UTF_8);
      // The suite writes dates in these places.
      var input =
          Demo.object(
              text.replace("PAST DATE", "2020-01-01T00:00:00Z")
                  .replace("FUTURE DATE", "2100-01-01T00:00:00Z"));
      if (name.contains("issuer") && name.endsWith("-fail.json")) {
        return input;
      }
      var did = new JsonString(Demo.DEPLOYMENT.webDid(Demo.ISSUER));
      return input.with(
          "issuer",
          input.get("issuer") instanceof JsonObject issuer ? issuer.with("id", did) : did);
    }
  }
}
