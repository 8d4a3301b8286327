package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.e2e.Node.CONTEXTS;
import static org.sceau.e2e.Node.sample;
import static org.sceau.e2e.Node.verified;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.emulator.wire.WireAnswer;
import org.sceau.emulator.wire.WireRequest;
import org.sceau.emulator.wire.WireServer;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;

/** The judges are judged first: each says yes to what is good and no to what is not. */
@Needs(Equipment.NODE)
@TestInstance(Lifecycle.PER_CLASS)
class SecondOpinionTest {

  private static final String PAGE =
      """
      <!doctype html><html lang="fr"><head><title>Sceau</title>
      <meta name="viewport" content="width=device-width"></head><body><main>
      <h1>Université Exemple</h1><noscript>without scripts</noscript>
      <a href="/page">Again</a><button>Print</button>
      <div style="width:600px">wide</div><img src="https://elsewhere.example/seal.png">
      </main></body></html>
      """;

  private final Node node = Node.open();
  private final WireServer issuer = WireServer.start(1_024, this::serve);

  /** Whether the issuer's document lists its keys under assertionMethod. */
  private volatile boolean listed = true;

  @TempDir private Path folder;

  @AfterAll
  void stop() {
    issuer.close();
  }

  @Test
  void aGoodJwtIsVerified() {
    var finding = jwt(sample("microcredential.jwt"));

    assertThat(verified(finding)).as("%s", finding).isTrue();
    assertThat(finding.string("id")).contains("https://issuer.example/credentials/01J9ZK3T");
  }

  @Test
  void aJwtWithOneByteChangedIsNot() {
    var parts = sample("microcredential.jwt").split("\\.", -1);
    var signature = parts[2];
    var changed = (signature.startsWith("A") ? "B" : "A") + signature.substring(1);

    assertThat(verified(jwt(parts[0] + "." + parts[1] + "." + changed))).isFalse();
  }

  @Test
  void aKeyThatTheIssuerDoesNotListIsNotTaken() {
    listed = false;
    try {
      var finding = jwt(sample("microcredential.jwt"));

      assertThat(verified(finding)).isFalse();
      assertThat(finding.toString()).contains("under assertionMethod");
    } finally {
      listed = true;
    }
  }

  @Test
  void nothingOfAnotherMachineIsAsked() {
    var finding = node.run("verify-jwt.mjs", file("microcredential.jwt"));

    assertThat(verified(finding)).isFalse();
    assertThat(finding.toString()).contains("is not on this machine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"microcredential.eddsa.json", "microcredential.ecdsa.json"})
  void aGoodProofIsVerified(String name) {
    var finding = node.run("verify-embedded.mjs", file(name), "--contexts", CONTEXTS);

    assertThat(verified(finding)).as("%s", finding).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"microcredential.eddsa.json", "microcredential.ecdsa.json"})
  void aProofOverAnotherMarkIsNot(String name) {
    var changed = write(sample(name).replace("15.5", "16.5"));

    assertThat(verified(node.run("verify-embedded.mjs", changed, "--contexts", CONTEXTS)))
        .isFalse();
  }

  @Test
  void aTermWithoutAMeaningIsNotPassedOver() {
    var changed =
        write(
            sample("microcredential.eddsa.json").replace("\"creditsEarned\"", "\"creditsErned\""));

    assertThat(node.run("verify-embedded.mjs", changed, "--contexts", CONTEXTS).toString())
        .contains("Safe mode");
  }

  @Test
  void aListTellsWhichBitsAreSet() {
    var finding = list();

    assertThat(finding.list("set").stream().map(index -> ((JsonNumber) index).toString()))
        .as("%s", finding)
        .hasSize(4);
  }

  @Test
  @Needs(Equipment.BROWSER)
  void aPageIsReadAndItsFaultsAreFound() {
    var finding = Browser.open().read(base("/page"), "--width", "360");

    assertThat(finding.string("text").orElse("")).contains("Université", "without scripts");
    assertThat(finding.list("overflowing")).hasSize(1);
    assertThat(finding.list("violations").toString()).contains("image-alt");
    assertThat(finding.list("outside").toString()).contains("https://elsewhere.example/seal.png");
    assertThat(finding.object("keyboard").orElseThrow().list("stops")).hasSize(2);
  }

  private JsonObject jwt(String token) {
    return node.run("verify-jwt.mjs", write(token), "--base", base("/").toString());
  }

  private JsonObject list() {
    return node.run(
        "verify-list.mjs",
        file("status-list.json"),
        "--contexts",
        CONTEXTS,
        "--now",
        "2026-01-16T00:00:00Z",
        "--base",
        base("/").toString());
  }

  private URI base(String path) {
    return URI.create("http://localhost:" + issuer.endpoint().getPort() + path);
  }

  private String did() {
    var did = sample("did.json");
    return listed
        ? did
        : did.replaceFirst("(?s)\"assertionMethod\": \\[[^]]*]", "\"assertionMethod\": []");
  }

  private WireAnswer serve(WireRequest request) {
    return switch (request.path()) {
      case "/.well-known/did.json" -> answer("application/json", did());
      case "/page" -> answer("text/html; charset=utf-8", PAGE);
      default -> new WireAnswer(404, Map.of(), new byte[0]);
    };
  }

  private static WireAnswer answer(String type, String text) {
    return new WireAnswer(200, Map.of("content-type", type), text.getBytes(StandardCharsets.UTF_8));
  }

  private String file(String name) {
    return write(sample(name));
  }

  private String write(String text) {
    try {
      return Files.writeString(Files.createTempFile(folder, "sample", ""), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
