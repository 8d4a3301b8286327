package org.sceau.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.sceau.testing.Demo;

/** Compares verification with npm's libraries, by turns on one core. */
final class VerifyRun {

  private static final List<String> SCRIPTS =
      List.of("package.json", "package-lock.json", ".npmrc", "verify.mjs");

  private final Path folder;
  private final Path node;
  private final Map<String, List<Double>> measured = new LinkedHashMap<>();

  private VerifyRun(Path folder, Path node) {
    this.folder = folder;
    this.node = node;
  }

  /** Runs as many rounds as the option says; two by default. */
  static void run(List<String> options) throws Exception {
    int rounds = options.isEmpty() ? 2 : Integer.parseInt(options.getFirst());
    pin();
    var folder = Files.createTempDirectory("bench-verify");
    try {
      Fixture.write(folder);
      var run = new VerifyRun(folder, install());
      for (int round = 1; round <= rounds; round++) {
        System.out.println("round " + round + " of " + rounds);
        for (var provider : List.of("accp", "jdk")) {
          run.jmh(provider);
        }
        for (var name : List.of("raw", "jwt", "badge", "embedded")) {
          run.node(name);
        }
      }
      run.report();
    } finally {
      try (var files = Files.list(folder)) {
        for (var file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private void jmh(String provider) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(VerifyBenchmark.class.getName() + ".turns$")
            .param("provider", provider)
            .forks(1)
            .threads(1)
            .warmupIterations(5)
            .warmupTime(TimeValue.seconds(5))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(3))
            .jvmArgs(
                "-Xmx512m",
                // On x86-64 the JDK reads base64 with registers so wide that the arithmetic behind
                // it takes 4 us longer. On arm64, where the functions run, there are none.
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:UseAVX=2",
                "--enable-native-access=ALL-UNNAMED",
                "-Dbench.folder=" + folder)
            .verbosity(VerboseMode.SILENT)
            .build();
    for (var result : new Runner(options).run()) {
      var all = result.getSecondaryResults();
      double turns = Objects.requireNonNull(all.get("turns")).getScore();
      for (var name : List.of("raw", "jwt", "rawBadge", "badge", "embedded")) {
        note(
            name + " " + provider,
            Objects.requireNonNull(all.get(name)).getScore() / 1_000 / turns);
      }
    }
  }

  /** Measures Node's bare verification, npm jose and @digitalbazaar/vc. */
  private void node(String name) throws IOException, InterruptedException {
    var output = call(List.of("node", "verify.mjs", name, folder.toString()));
    var times = Demo.object(output);
    note(name + " npm", times.number("microseconds").orElseThrow().decimal().doubleValue());
  }

  private void note(String what, double microseconds) {
    System.out.printf(Locale.ROOT, "  %-16s %9.1f us%n", what, microseconds);
    measured.computeIfAbsent(what, _ -> new ArrayList<>()).add(microseconds);
  }

  private void report() {
    System.out.println();
    System.out.println("How often in the time of one of the other; medians of the rounds:");
    for (var provider : List.of("accp", "jdk")) {
      ratio("vc+jwt, of the bare verify, " + provider, "raw " + provider, "jwt " + provider);
      ratio("plain badge, likewise, " + provider, "rawBadge " + provider, "badge " + provider);
    }
    for (var provider : List.of("accp", "jdk")) {
      ratio("vc+jwt, of npm jose, " + provider, "jwt npm", "jwt " + provider);
      ratio("plain badge, of npm jose, " + provider, "badge npm", "badge " + provider);
    }
    for (var provider : List.of("accp", "jdk")) {
      ratio("eddsa-rdfc-2022, of npm vc, " + provider, "embedded npm", "embedded " + provider);
    }
    ratio("the bare verify, of node's, accp", "raw npm", "raw accp");
  }

  private void ratio(String what, String other, String own) {
    System.out.printf(Locale.ROOT, "  %-40s %6.2f%n", what, median(other) / median(own));
  }

  private double median(String what) {
    var values = measured.getOrDefault(what, List.of()).stream().sorted().toList();
    int half = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(half)
        : (values.get(half - 1) + values.get(half)) / 2;
  }

  /** Pins this process and its children to one core, if {@code taskset} exists. */
  private static void pin() throws IOException, InterruptedException {
    int core = Runtime.getRuntime().availableProcessors() - 1;
    try {
      var process =
          new ProcessBuilder(
                  "taskset",
                  "-acp",
                  Integer.toString(core),
                  Long.toString(ProcessHandle.current().pid()))
              .redirectErrorStream(true)
              .start();
      var _ = process.getInputStream().readAllBytes();
      System.out.println(process.waitFor() == 0 ? "on core " + core : "on any core");
    } catch (IOException _) {
      System.out.println("on any core: there is no taskset");
    }
  }

  private static Path install() throws IOException, InterruptedException {
    var sources = Path.of("src", "test", "node");
    var target = Files.createDirectories(Path.of("target", "node"));
    for (var script : SCRIPTS) {
      Files.copy(
          sources.resolve(script), target.resolve(script), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(target.resolve("node_modules"))) {
      var process = new ProcessBuilder("npm", "ci").directory(target.toFile()).inheritIO().start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("npm ci failed");
      }
    }
    return target;
  }

  private String call(List<String> command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .directory(node.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(command + " failed");
    }
    return output;
  }
}
