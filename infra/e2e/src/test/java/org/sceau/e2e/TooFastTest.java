package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.local.LocalCloud;

/** An issuer that awards faster than the deployment allows it. */
class TooFastTest {

  private static final String USUAL = "Default: 450\n";

  @TempDir private Path folder;

  @Test
  void theNextInstanceOfTheFunctionRefusesTooAndKmsIsNotAsked() throws IOException {
    try (var local =
        LocalDeployment.start(
            LocalCloud.Options.in(folder.resolve("cloud")).withTemplate(slow()))) {
      var kms = local.cloud.emulators().orElseThrow().kms().faults();
      long signed = 0;
      int awards = 0;
      ApiClient.Answer answer;
      do {
        signed = kms.calls("Sign");
        local.cloud.function("IssueFunction").kill();
        answer = local.award("demo", local.key, 60, "crowd-" + awards++);
        // Two fit into no span, so that one is refused as soon as two meet in one.
      } while (answer.status() == 201 && awards < 20);

      assertThat(answer.status()).as("%s", answer).isEqualTo(429);
      assertThat(answer.json().string("type")).contains("urn:sceau:problem:too-fast");
      assertThat(kms.calls("Sign")).isEqualTo(signed);
      assertThat(local.award("demo", local.key, 60, "crowd-0").status()).isEqualTo(201);
      var other = local.open("other");
      assertThat(local.award("other", other, 1, "one").status()).isEqualTo(201);
      local.publishAndCheck();
    }
  }

  /** The template with the lowest limit there is: 10 a second, counted over ten seconds. */
  private Path slow() throws IOException {
    var template = Files.readString(LocalCloud.templateAbove());
    assertThat(template).containsOnlyOnce(USUAL);
    return Files.writeString(
        folder.resolve("template.yaml"), template.replace(USUAL, "Default: 10\n"));
  }
}
