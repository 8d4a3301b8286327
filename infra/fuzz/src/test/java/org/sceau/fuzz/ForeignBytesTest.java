package org.sceau.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jazzer on every reader of foreign bytes, for {@code -Dsceau.fuzzSeconds} each, {@code -Pnightly}
 * for ten minutes. Beside it every input that is kept: seeds, and what once was a finding.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ForeignBytesTest {

  private static final int SHORT = 10;
  private static final int SECONDS = Integer.getInteger("sceau.fuzzSeconds", SHORT);

  /** For the JVM to start and to read the seeds, on a machine that has other things to do. */
  private static final int START_SECONDS = 120;

  /** Longer than an answer may take, since the machine may be busy; what hangs is found. */
  private static final int MOST_SECONDS_AN_INPUT = 20;

  private static final int MOST_BYTES = 16 * 1024;
  private static final Path FOLDER = Path.of("target", "fuzz");

  private final ExecutorService pool =
      Executors.newFixedThreadPool(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));
  private final Map<ForeignBytes, Future<Ended>> runs = new EnumMap<>(ForeignBytes.class);

  private record Ended(int code, String log) {}

  /** Jazzer tries one target a JVM; two readers at a time have a processor each. */
  @BeforeAll
  void start() {
    for (var reader : ForeignBytes.values()) {
      runs.put(reader, pool.submit(() -> fuzz(reader)));
    }
  }

  @AfterAll
  void stop() {
    pool.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void nothingThatJazzerMakesIsMoreThanRefused(ForeignBytes reader) throws Exception {
    var run = Optional.ofNullable(runs.get(reader)).orElseThrow().get();

    assertThat(run.code())
        .as(
            "Name the input in %s for its defect and keep it in %s:%n%s",
            FOLDER.resolve(reader.folderName()), reader.folder(), run.log())
        .isZero();
    assertThat(run.log()).contains("Done ").contains(" runs in ");
  }

  @ParameterizedTest
  @MethodSource("kept")
  void nothingThatIsKeptIsMoreThanRefused(ForeignBytes reader, Path input) throws IOException {
    var bytes = Files.readAllBytes(input);

    assertThatCode(() -> reader.read(bytes)).doesNotThrowAnyException();
  }

  static Stream<Arguments> kept() throws IOException {
    List<Arguments> inputs = new ArrayList<>();
    for (var reader : ForeignBytes.values()) {
      for (var input : reader.kept()) {
        inputs.add(Arguments.of(reader, input));
      }
    }
    return inputs.stream();
  }

  private static Ended fuzz(ForeignBytes reader) throws IOException, InterruptedException {
    var folder = FOLDER.resolve(reader.folderName());
    var corpus = Files.createDirectories(folder.resolve("corpus"));
    var log = folder.resolve("jazzer.log");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                // Ten seconds are over before the better compiler is done with its work.
                "-XX:TieredStopAtLevel=1",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzTarget.class.getName(),
                "--target_args=" + reader.name(),
                "--instrumentation_includes=org.sceau.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + SECONDS,
                // The short run begins the same each time; the long one goes where it likes.
                "-seed=" + (SECONDS > SHORT ? 0 : 1),
                "-timeout=" + MOST_SECONDS_AN_INPUT,
                "-max_len=" + MOST_BYTES,
                "-rss_limit_mb=0",
                "-print_final_stats=1",
                corpus.toString(),
                reader.folder().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(SECONDS + START_SECONDS, TimeUnit.SECONDS)) {
        return new Ended(-1, "no end after " + (SECONDS + START_SECONDS) + " s");
      }
      return new Ended(process.exitValue(), Files.readString(log, StandardCharsets.ISO_8859_1));
    } finally {
      process.destroyForcibly();
    }
  }
}
