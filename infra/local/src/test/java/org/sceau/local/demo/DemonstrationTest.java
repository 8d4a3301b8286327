package org.sceau.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.local.LocalCloud;

class DemonstrationTest {

  private static final String TEMPLATE =
      """
      Resources:
        Awarding:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: awarding.zip
            Handler: org.sceau.local.demo.AwardingHandler
            Timeout: 20
            Environment: {Variables: {PUBLIC_URL: !Sub 'https://${DomainName}'}}
            Events:
              Issuer: {Type: HttpApi, Properties: {Method: PUT, Path: '/issuers/{issuer}'}}
              Achievement: {Type: HttpApi, Properties: {Method: PUT, Path: '/achievements/{achievement}'}}
              Award: {Type: HttpApi, Properties: {Method: POST, Path: '/achievements/{achievement}/credentials'}}
              %s
      """;
  private static final String LINK =
      "Link: {Type: HttpApi, Properties: {Method: GET, Path: '/c/{id}'}}";

  @TempDir private Path folder;

  @Test
  void theFirstStartMakesACredentialAndLaterOnesShowIt() throws IOException {
    int port;
    int tlsPort;
    String first;
    try (var cloud = start(LINK, 0, 0)) {
      port = port(cloud.baseUrl());
      tlsPort = port(cloud.tlsUrl());
      first = run(cloud);
      assertThat(first)
          .contains("Public link   " + cloud.baseUrl() + "/c/abc\n")
          .contains("API key       key-of-demo\n")
          .contains("curl -sS " + cloud.baseUrl() + "/c/abc.jwt")
          .contains("\"credentialId\":\"" + cloud.baseUrl() + "/c/abc\"")
          .endsWith("\nREADY " + cloud.baseUrl() + "/c/abc\n");
    }
    assertThat(Files.readString(folder.resolve("data/demo.json")))
        .isEqualToIgnoringNewLines(
            """
            {"apiKey":"key-of-demo","credential":"abc","link":"http://localhost:%d/c/abc",\
            "baseUrl":"http://localhost:%d","tlsUrl":"https://localhost:%d","issuer":"demo",\
            "achievement":"analyse-de-donnees-python"}\
            """
                .formatted(port, port, tlsPort));
    try (var cloud = start(LINK, port, tlsPort)) {
      assertThat(run(cloud)).isEqualTo(first);
    }
  }

  @Test
  void aKeyThatWasShownBeforeTheStartWasCutShortIsUsed() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/demo.json"), "{\"apiKey\":\"key-of-demo\"}");

    try (var cloud = start(LINK, 0, 0)) {
      assertThat(run(cloud)).contains("READY ");
    }
  }

  @Test
  void anotherPortThanThatOfTheLinkIsSaid() throws IOException {
    try (var cloud = start(LINK, 0, 0)) {
      run(cloud);
    }
    var kept = folder.resolve("data/demo.json");
    Files.writeString(
        kept,
        Files.readString(kept)
            .replaceFirst("\"link\":\"http://localhost:\\d+", "\"link\":\"http://localhost:1"));

    try (var cloud = start(LINK, 0, 0)) {
      assertThatThrownBy(() -> run(cloud))
          .isInstanceOf(DemonstrationException.class)
          .hasMessage(
              "The demonstration was made at http://localhost:1: start with that port, or with"
                  + " --no-demo.");
    }
  }

  @Test
  void aCredentialThatIsGoneIsSaid() throws IOException {
    int port;
    int tlsPort;
    try (var cloud = start(LINK, 0, 0)) {
      run(cloud);
      port = port(cloud.baseUrl());
      tlsPort = port(cloud.tlsUrl());
    }
    try (var cloud = start("", port, tlsPort)) {
      assertThatThrownBy(() -> run(cloud))
          .isInstanceOf(DemonstrationException.class)
          .hasMessageContaining("answers 404");
    }
  }

  @Test
  void aRefusalIsShownWithItsStep() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/demo.json"), "{\"apiKey\":\"another\"}");

    try (var cloud = start(LINK, 0, 0)) {
      assertThatThrownBy(() -> run(cloud))
          .isInstanceOf(DemonstrationException.class)
          .hasMessage("PUT /achievements/analyse-de-donnees-python answered 401: {}");
    }
  }

  private LocalCloud start(String link, int port, int tlsPort) throws IOException {
    var template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE.replace("%s", link));
    return LocalCloud.start(
        LocalCloud.Options.in(folder.resolve("data"))
            .withTemplate(template)
            .withPorts(port, tlsPort));
  }

  private static int port(String url) {
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
  }

  private static String run(LocalCloud cloud) {
    var out = new ByteArrayOutputStream();
    new Demonstration(cloud, new PrintStream(out, true, UTF_8)).run();
    return out.toString(UTF_8);
  }
}
