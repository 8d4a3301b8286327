package org.sceau.local.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.local.dynamodb.Fixture.id;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {

  private static final int WRITERS = 8;
  private static final int ENOUGH = 300;

  @TempDir Path folder;

  /** The process to kill: says on its output which writes were acknowledged, until it is gone. */
  static final class Victim {

    private Victim() {}

    public static void main(String[] arguments) {
      var db = Fixture.withTables(Path.of(arguments[0]));
      for (int writer = 0; writer < WRITERS; writer++) {
        var prefix = "w" + writer + "-";
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; ; i++) {
                db.put(id(prefix + i));
                System.out.println(prefix + i);
              }
            });
      }
    }
  }

  @Test
  @Timeout(60)
  void aKillLosesNothingThatWasAcknowledged() throws Exception {
    var victim =
        new ProcessBuilder(
                Objects.requireNonNull(ProcessHandle.current().info().command().orElse(null)),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (var lines = new BufferedReader(new InputStreamReader(victim.getInputStream(), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        acknowledged.add(line);
        if (acknowledged.size() == ENOUGH) {
          // Through the handle, since the process itself would close the pipe before all is read.
          victim.toHandle().destroyForcibly();
        }
      }
    } finally {
      victim.destroyForcibly();
    }
    assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
    // The last line may have been cut short by the kill.
    acknowledged.removeLast();
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH - 1);

    try (var db = new Fixture(folder)) {
      assertThat(
              db.client.scanPaginator(s -> s.tableName(Fixture.CREDENTIALS)).items().stream()
                  .map(item -> Objects.requireNonNull(item.get("id")).s()))
          .containsAll(acknowledged);
    }
  }
}
