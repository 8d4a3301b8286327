package org.sceau.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpIsGivenOnRequest() throws InterruptedException {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(UTF_8)).contains("--tls-port PORT");
  }

  @Test
  void anUnknownOptionIsAUsageError() throws InterruptedException {
    assertThat(run("--prot", "80")).isEqualTo(64);
    assertThat(err.toString(UTF_8))
        .isEqualToIgnoringNewLines("There is no option --prot. See --help.");
  }

  @Test
  void anOptionWithoutItsValueIsAUsageError() throws InterruptedException {
    for (var arguments :
        List.of(
            new String[] {"--data"},
            new String[] {"--port", "http"},
            new String[] {"--port", "65536"},
            new String[] {"--tls-port", "-1"})) {
      assertThat(run(arguments)).isEqualTo(64);
    }
  }

  @Test
  void aTakenPortIsNamed() throws InterruptedException, IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run("--data", data(), "--port", Integer.toString(other.getLocalPort())))
          .isEqualTo(69);
      assertThat(err.toString(UTF_8))
          .isEqualToIgnoringNewLines(
              "Port %d is in use by another program. Stop that one, or choose others with --port and --tls-port."
                  .formatted(other.getLocalPort()));
    }
  }

  @Test
  void aDataFolderThatIsAFileIsNamed() throws InterruptedException, IOException {
    Files.writeString(folder.resolve("data"), "");

    assertThat(run("--data", data())).isEqualTo(69);
    assertThat(err.toString(UTF_8)).contains("is a file, not a folder").contains("--data");
  }

  @Test
  void damagedDataIsNamed() throws InterruptedException, IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/operator.key"), "?");

    assertThat(run("--data", data())).isEqualTo(65);
    assertThat(err.toString(UTF_8)).contains("operator.key is damaged");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aSignalStopsItCleanly() throws InterruptedException, IOException {
    Files.writeString(
        folder.resolve("template.yaml"),
        """
        Resources:
          Acting:
            Type: AWS::Serverless::Function
            Properties: {CodeUri: acting.zip, Handler: org.sceau.local.lambda.ActingHandler}
        """);
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--port",
                "0",
                "--tls-port",
                "0",
                "--no-demo")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try (var lines = process.inputReader(UTF_8)) {
      var said = lines.readLine();
      while (said != null && !said.startsWith("READY http://localhost:")) {
        said = lines.readLine();
      }
      assertThat(said).isNotNull();

      process.toHandle().destroy();

      assertThat(lines.readAllAsString()).isEqualToIgnoringNewLines("Stopped.");
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve(".local/operator.key")).exists();
    } finally {
      process.destroyForcibly();
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private int run(String... arguments) throws InterruptedException {
    var stop = new CountDownLatch(1);
    stop.countDown();
    return Main.run(
        List.of(arguments),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        stop);
  }
}
