package org.sceau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.local.LocalCloud;

/**
 * A process that is killed, however often and whenever, leaves a list that the next one finishes.
 */
class KilledTest {

  private static final int KILLS = 10;

  /** More in a nightly run. */
  private static final int ROWS = Integer.getInteger("org.sceau.cli.rows", 500);

  private static final int BATCH = Math.max(1, ROWS / 100);

  @TempDir private Path folder;

  @Test
  void everyRowIsAwardedOnceHoweverOftenTheProcessIsKilled() throws Exception {
    var list =
        Files.writeString(folder.resolve("list.csv"), IssueCommandTest.people(ROWS)).toString();
    var random = new Random(20_260_115);
    var running = new AtomicReference<@Nullable Process>();
    try (var api = new FakeApi()) {
      for (int kill = 1; kill <= KILLS; kill++) {
        // At a request that is done, but not answered: what the process knows of it dies with it.
        int moment = api.requests.get() + 1 + random.nextInt(100 / KILLS);
        api.whenDone =
            number -> {
              var process = running.get();
              if (number >= moment && process != null) {
                process.destroyForcibly();
              }
            };
        var process = start(api.url(), FakeApi.KEY, list, BATCH);
        running.set(process);
        assertThat(process.waitFor()).isEqualTo(137);
        if (kill % 2 == 0) {
          tear(folder.resolve("list.issue.journal"), random);
        }
      }
      api.whenDone = _ -> {};
      var last = start(api.url(), FakeApi.KEY, list, BATCH);
      assertThat(last.waitFor()).as(said()).isZero();

      assertThat(api.awarded()).hasSize(ROWS);
      var results = Files.readAllLines(folder.resolve("list.issue.results.csv"));
      assertThat(results).hasSize(ROWS + 1);
      var ids = new HashSet<String>();
      for (int i = 1; i <= ROWS; i++) {
        var cells = List.of(results.get(i).split(",", -1));
        assertThat(cells.getFirst()).isEqualTo(Integer.toString(i + 1));
        assertThat(ids.add(cells.get(1))).isTrue();
      }
      assertThat(ids)
          .containsExactlyInAnyOrderElementsOf(
              api.awarded().keySet().stream().map(FakeApi::id).toList());
      assertThat(said()).doesNotContain("SSSSSS");
    }
  }

  /**
   * The functions go on with what the killed process had asked for, and the next one asks for it
   * again meanwhile.
   */
  @Test
  void theFunctionsMakeOneCredentialARowAtWhateverMomentTheProcessIsKilled() throws Exception {
    boolean isLong = ROWS > 500;
    int rows = isLong ? ROWS : 60;
    int kills = isLong ? KILLS : 3;
    int batch = Math.max(5, rows / 100);
    var list =
        Files.writeString(folder.resolve("list.csv"), IssueCommandTest.people(rows)).toString();
    var random = new Random(20_260_116);
    var moments = random.ints(kills, 0, rows).sorted().toArray();
    try (var cloud = LocalCloud.start(LocalCloud.Options.in(folder.resolve("cloud")))) {
      var key = AgainstLocalCloudTest.prepare(cloud);
      var tables = cloud.emulators().orElseThrow().dynamoDb().faults();
      for (int moment : moments) {
        var process = start(cloud.baseUrl(), key, list, batch);
        while (process.isAlive() && tables.calls("TransactWriteItems") < moment) {
          Thread.onSpinWait();
        }
        process.destroyForcibly();
        assertThat(process.waitFor()).as(said()).isEqualTo(137);
      }
      var last = start(cloud.baseUrl(), key, list, batch);
      assertThat(last.waitFor()).as(said()).isZero();

      var onRecord = AgainstLocalCloudTest.onRecord(cloud, key);
      assertThat(onRecord).hasSize(rows);
      assertThat(Files.readAllLines(folder.resolve("list.issue.results.csv")).stream().skip(1))
          .extracting(line -> line.split(",", -1)[1])
          .containsExactlyInAnyOrderElementsOf(onRecord);
    }
  }

  /** Cuts off the end of the journal somewhere in its last lines, as a crash of the machine may. */
  private static void tear(Path journal, Random random) throws IOException {
    try (var file = Files.newByteChannel(journal, StandardOpenOption.WRITE)) {
      if (file.size() > 400) {
        file.truncate(file.size() - random.nextInt(1, 120));
      }
    }
  }

  private Process start(String api, String key, String list, int batch) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "org.sceau.cli.Main",
            "issue",
            "--csv",
            list,
            "--achievement",
            "first-aid",
            "--batch",
            Integer.toString(batch),
            "--lang",
            "en");
    builder.environment().put("SCEAU_API", api);
    builder.environment().put("SCEAU_KEY", key);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said.txt").toFile()));
    return builder.start();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said.txt"));
  }
}
