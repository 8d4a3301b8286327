package org.sceau.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.local.lambda.Functions.acting;
import static org.sceau.local.lambda.Functions.deed;
import static org.sceau.local.lambda.Functions.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class IsolatedHostTest {

  @TempDir private Path folder;

  private List<ProcessHandle> before = List.of();

  @BeforeEach
  void zip() throws IOException {
    before = children();
    try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("acting.zip")))) {
      add(zip, ActingHandler.class.getName().replace('.', '/') + ".class");
    }
  }

  @AfterEach
  void noProcessIsLeft() {
    assertThat(children()).isEqualTo(before);
  }

  @Test
  void aZipAnswersUnderTheRealRuntimeClient() {
    try (var function = start(Duration.ofSeconds(20), Map.of("SETTING", "blue"))) {
      assertThat(text(function.invoke(deed("setting")))).isEqualTo("\"blue\"");
      assertThat(text(function.invoke(deed("count")))).isEqualTo("2");
      assertThat(Integer.parseInt(text(function.invoke(deed("remaining"))))).isBetween(1, 20_000);
      assertThat(text(function.invoke(deed("throw")))).contains("on purpose");
      assertThat(text(function.invoke(deed("count")))).as("goes on").isEqualTo("5");
    }
  }

  @Test
  void aProcessThatEndsIsAFailureAndTheNextOneIsNew() {
    try (var function = start(Duration.ofSeconds(20), Map.of())) {
      assertThat(text(function.invoke(deed("count")))).isEqualTo("1");
      assertThat(function.invoke(deed("exit"))).isEqualTo(new Invocation.Failed("Acting ended"));
      assertThat(text(function.invoke(deed("count")))).isEqualTo("1");
    }
  }

  @Test
  void aFunctionThatDoesNotReturnIsKilled() {
    try (var function = start(Duration.ofMillis(500), Map.of())) {
      assertThat(function.invoke(deed("sleep"))).isEqualTo(new Invocation.TimedOut());
      assertThat(children()).isEqualTo(before);
    }
  }

  @Test
  void aKillEndsWhatIsUnderWay() throws Exception {
    try (var function = start(Duration.ofSeconds(40), Map.of())) {
      assertThat(text(function.invoke(deed("count")))).isEqualTo("1");
      var sleeping = CompletableFuture.supplyAsync(() -> function.invoke(deed("sleep")));
      while (!sleeping.isDone()) {
        function.kill();
        Thread.onSpinWait();
      }
      assertThat(sleeping.get(20, TimeUnit.SECONDS)).isInstanceOf(Invocation.Failed.class);
      assertThat(text(function.invoke(deed("count")))).isEqualTo("1");
    }
  }

  @Test
  void aHandlerThatRefusesToStartSaysWhy() {
    try (var function = start(Duration.ofSeconds(20), Map.of("REFUSE", "yes"))) {
      assertThat(text(function.invoke(deed("count")))).contains("REFUSE is set");
    }
  }

  @Test
  void aZipThatIsMissingIsNamed() throws IOException {
    Files.delete(folder.resolve("acting.zip"));

    assertThatThrownBy(() -> start(Duration.ofSeconds(1), Map.of()))
        .hasMessageContaining("acting.zip of Acting is not there: mvn package makes it.");
  }

  @Test
  void anEntryThatLeadsOutOfTheZipIsRefused() throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("acting.zip")))) {
      zip.putNextEntry(new ZipEntry("../outside"));
    }

    assertThatThrownBy(() -> start(Duration.ofSeconds(1), Map.of()))
        .hasRootCauseMessage("an entry that leads out of the zip: ../outside");
    assertThat(folder.resolve("unpacked/outside")).doesNotExist();
  }

  private LambdaFunction start(Duration timeout, Map<String, String> environment) {
    return new IsolatedHost(folder, folder.resolve("unpacked")).host(acting(timeout), environment);
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().toList();
  }

  private static void add(ZipOutputStream zip, String resource) throws IOException {
    zip.putNextEntry(new ZipEntry(resource));
    try (var bytes = ActingHandler.class.getClassLoader().getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new IOException("no " + resource);
      }
      bytes.transferTo((OutputStream) zip);
    }
  }
}
