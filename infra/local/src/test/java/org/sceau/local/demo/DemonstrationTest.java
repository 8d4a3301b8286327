package org.sceau.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.json.JsonObject;
import org.sceau.local.LocalCloud;

class DemonstrationTest {

  @TempDir private Path folder;

  @Test
  void theFirstStartMakesACredentialAndLaterOnesShowIt() {
    LocalCloud.Options again;
    String first;
    JsonObject kept;
    try (var cloud = LocalCloud.start(options())) {
      again = samePorts(cloud);
      first = run(cloud);
      kept = cloud.folder().readJson("demo.json").orElseThrow();
      var link = cloud.baseUrl() + "/c/" + kept.string("credential").orElseThrow();
      assertThat(first)
          .contains("Public link   " + link + "\n")
          .contains("API key       " + kept.string("apiKey").orElseThrow() + "\n")
          .contains("curl -sS " + link + ".jwt")
          .contains("\"credentialId\":\"" + link + "\"")
          .endsWith("\nREADY " + link + "\n");
      assertThat(kept.members())
          .containsOnlyKeys(
              "apiKey", "credential", "link", "baseUrl", "tlsUrl", "issuer", "achievement");
    }
    try (var cloud = LocalCloud.start(again)) {
      assertThat(run(cloud)).isEqualTo(first);
      assertThat(cloud.folder().readJson("demo.json")).contains(kept);
    }
  }

  @Test
  void aKeyThatWasShownBeforeTheStartWasCutShortIsUsed() throws IOException {
    try (var cloud = LocalCloud.start(options())) {
      run(cloud);
      keep("\"credential\":\"[^\"]*\",", "");

      assertThat(run(cloud)).contains("READY ");
    }
  }

  @Test
  void anotherPortThanThatOfTheLinkIsSaid() throws IOException {
    try (var cloud = LocalCloud.start(options())) {
      run(cloud);
      keep("\"link\":\"http://localhost:\\d+", "\"link\":\"http://localhost:1");

      assertThatThrownBy(() -> run(cloud))
          .isInstanceOf(DemonstrationException.class)
          .hasMessage(
              "The demonstration was made at http://localhost:1: start with that port, or with"
                  + " --no-demo.");
    }
  }

  @Test
  void aCredentialThatIsGoneIsSaid() throws IOException {
    try (var cloud = LocalCloud.start(options())) {
      run(cloud);
      keep("\"credential\":\"[^\"]*\"", "\"credential\":\"AAAAAAAAAAAAAAAAAAAAAA\"");

      assertThatThrownBy(() -> run(cloud))
          .isInstanceOf(DemonstrationException.class)
          .hasMessageContaining("answers 404");
    }
  }

  @Test
  void aRefusalIsShownWithItsStep() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/demo.json"), "{\"apiKey\":\"another\"}");

    try (var cloud = LocalCloud.start(options())) {
      assertThatThrownBy(() -> run(cloud))
          .isInstanceOf(DemonstrationException.class)
          .hasMessageStartingWith("PUT /achievements/analyse-de-donnees-python answered 401: {");
    }
  }

  private LocalCloud.Options options() {
    return LocalCloud.Options.in(folder.resolve("data"));
  }

  private LocalCloud.Options samePorts(LocalCloud cloud) {
    return options()
        .withPorts(URI.create(cloud.baseUrl()).getPort(), URI.create(cloud.tlsUrl()).getPort());
  }

  /** Changes what is kept of the demonstration. */
  private void keep(String pattern, String replacement) throws IOException {
    var kept = folder.resolve("data/demo.json");
    Files.writeString(kept, Files.readString(kept).replaceFirst(pattern, replacement));
  }

  private static String run(LocalCloud cloud) {
    var out = new ByteArrayOutputStream();
    new Demonstration(cloud, new PrintStream(out, true, UTF_8)).run();
    return out.toString(UTF_8);
  }
}
