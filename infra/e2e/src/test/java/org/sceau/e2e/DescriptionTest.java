package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.json.JsonValue;

/** Lints the description of the API, and its examples by its schemas. */
@Needs(Equipment.NODE)
class DescriptionTest {

  private static final Path OPEN_API = Path.of("../../functions/openapi.yaml");

  private final Node node = Node.open();

  @Test
  void theDescriptionOfTheApiLintsClean() {
    assertThat(problems(OPEN_API)).isEmpty();
  }

  @Test
  void anExampleThatContradictsItsSchemaIsFound(@TempDir Path folder) throws IOException {
    var changed = folder.resolve("openapi.yaml");
    var source = Files.readString(OPEN_API);
    Files.writeString(changed, source.replace("verdict: VERIFIED", "verdict: PERHAPS"));

    assertThat(problems(changed))
        .isNotEmpty()
        .allSatisfy(
            problem -> assertThat(problem.toString()).contains("no-invalid-media-type-examples"));
  }

  private Iterable<JsonValue> problems(Path description) {
    return node.run("lint.mjs", description.toAbsolutePath().toString()).list("problems");
  }
}
