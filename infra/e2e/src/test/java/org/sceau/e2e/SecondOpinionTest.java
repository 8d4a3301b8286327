package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;

/** The judges are judged first: each says yes to what is good and no to what is not. */
@Needs(Equipment.NODE)
@TestInstance(Lifecycle.PER_CLASS)
class SecondOpinionTest {

  private static final String CONTEXTS =
      Path.of(
              "../../functions/shared/dataintegrity/src/main/resources/org/sceau/dataintegrity/contexts/files")
          .toAbsolutePath()
          .normalize()
          .toString();

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
  private final HttpServer issuer;

  /** Whether the issuer's document lists its keys under assertionMethod. */
  private volatile boolean listed = true;

  @TempDir private Path folder;

  SecondOpinionTest() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeAll
  void serve() {
    serve("/.well-known/did.json", "application/json", this::did);
    serve("/page", "text/html; charset=utf-8", () -> PAGE);
    issuer.start();
  }

  @AfterAll
  void stop() {
    issuer.stop(0);
  }

  @Test
  void aGoodJwtIsVerified() {
    var finding = jwt(text("microcredential.jwt"));

    assertThat(verified(finding)).as("%s", finding).isTrue();
    assertThat(finding.string("id")).contains("https://issuer.example/credentials/01J9ZK3T");
  }

  @Test
  void aJwtWithOneByteChangedIsNot() {
    var parts = text("microcredential.jwt").split("\\.", -1);
    var signature = parts[2];
    var changed = (signature.startsWith("A") ? "B" : "A") + signature.substring(1);

    assertThat(verified(jwt(parts[0] + "." + parts[1] + "." + changed))).isFalse();
  }

  @Test
  void aKeyThatTheIssuerDoesNotListIsNotTaken() {
    listed = false;
    try {
      var finding = jwt(text("microcredential.jwt"));

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
  void aGoodProofIsVerified(String sample) {
    var finding = node.run("verify-embedded.mjs", file(sample), "--contexts", CONTEXTS);

    assertThat(verified(finding)).as("%s", finding).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"microcredential.eddsa.json", "microcredential.ecdsa.json"})
  void aProofOverAnotherMarkIsNot(String sample) {
    var changed = write(text(sample).replace("15.5", "16.5"));

    assertThat(verified(node.run("verify-embedded.mjs", changed, "--contexts", CONTEXTS)))
        .isFalse();
  }

  @Test
  void aTermWithoutAMeaningIsNotPassedOver() {
    var changed =
        write(text("microcredential.eddsa.json").replace("\"creditsEarned\"", "\"creditsErned\""));

    assertThat(node.run("verify-embedded.mjs", changed, "--contexts", CONTEXTS).toString())
        .contains("Safe mode");
  }

  @Test
  void aListTellsWhichBitsAreSet() {
    var finding = list("status-list.json");

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

  private JsonObject list(String sample) {
    return node.run(
        "verify-list.mjs",
        file(sample),
        "--contexts",
        CONTEXTS,
        "--now",
        "2026-01-16T00:00:00Z",
        "--base",
        base("/").toString());
  }

  private URI base(String path) {
    return URI.create("http://localhost:" + issuer.getAddress().getPort() + path);
  }

  private String did() {
    var did = text("did.json");
    return listed
        ? did
        : did.replaceFirst("(?s)\"assertionMethod\": \\[[^]]*]", "\"assertionMethod\": []");
  }

  private void serve(String path, String type, Supplier<String> page) {
    issuer.createContext(
        path,
        exchange -> {
          var body = page.get().getBytes(StandardCharsets.UTF_8);
          try (exchange) {
            exchange.getResponseHeaders().set("content-type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  private String file(String sample) {
    return write(text(sample));
  }

  private String write(String text) {
    try {
      return Files.writeString(Files.createTempFile(folder, "sample", ""), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String sample) {
    try (var in = SecondOpinionTest.class.getResourceAsStream(sample)) {
      if (in == null) {
        throw new IllegalArgumentException(sample);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean verified(JsonObject finding) {
    return finding.get("verified") instanceof JsonBoolean(var value) && value;
  }
}
