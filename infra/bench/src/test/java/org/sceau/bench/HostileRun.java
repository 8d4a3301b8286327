package org.sceau.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.sceau.jose.CachingSignatures;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.Fetcher.Reason;
import org.sceau.verification.SecuringForm;

/**
 * Verifies each hostile input in a separate JVM with the allowed heap, and prints the processor
 * time.
 */
final class HostileRun {

  private static final double ALLOWED_SECONDS = 2;
  private static final int ALLOWED_MEBIBYTES = 64;
  private static final int PATIENCE_SECONDS = 120;

  private HostileRun() {}

  /** Runs the inputs whose names contain one of the options; all without options. */
  static void run(List<String> options) throws Exception {
    int base = Integer.parseInt(child("a usual one", 256).output().split(" ", -1)[1]);
    System.out.printf(
        Locale.ROOT, "heap: %d MiB with a usual one, and %d MiB%n", base, ALLOWED_MEBIBYTES);
    List<String> over = new ArrayList<>();
    for (var name : new HostileInputs().all().keySet()) {
      if (options.isEmpty() || options.stream().anyMatch(name::contains)) {
        var child = child(name, base + ALLOWED_MEBIBYTES);
        boolean isWithin =
            child.isDone()
                && Double.parseDouble(child.output().split(" ", -1)[0]) < ALLOWED_SECONDS;
        System.out.printf(
            Locale.ROOT, "%-4s %-52s %s%n", isWithin ? "" : "OVER", name, child.output());
        if (!isWithin) {
          over.add(name);
        }
      }
    }
    if (!over.isEmpty()) {
      throw new IllegalStateException("over the limits: " + over);
    }
  }

  private record Child(boolean isDone, String output) {}

  private static Child child(String name, int heap) throws IOException, InterruptedException {
    var process =
        Jvm.of(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx" + heap + "m"),
                HostileRun.class,
                List.of(name))
            .redirectErrorStream(true)
            .start();
    var watch =
        process
            .onExit()
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .exceptionally(_ -> process.destroyForcibly());
    var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    watch.join();
    boolean isDone = process.waitFor() == 0;
    return new Child(isDone, isDone ? output : output.lines().limit(3).toList().toString());
  }

  /** Runs in the separate JVM; prints processor seconds, mebibytes in use before, the verdict. */
  public static void main(String[] arguments) {
    var input = Objects.requireNonNull(new HostileInputs().all().get(arguments[0])).get();
    var usual = Objects.requireNonNull(new HostileInputs().all().get("a usual one")).get();
    var verifier =
        Fixture.verifier(
            new CachingSignatures(),
            wanted ->
                wanted.url().equals(Fixture.LIST_URL) && input.list().length > 0
                    ? new Fetch.Fetched(
                        input.list(), "application/vc+jwt", null, Duration.ofMinutes(1))
                    : new Fetch.NotFetched(Reason.UNAVAILABLE));
    for (int i = 0; i < 20; i++) {
      var _ = verifier.verify(usual.bytes(), SecuringForm.JSON);
    }
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    var report = verifier.verify(input.bytes(), input.form());
    long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
    System.out.printf(
        Locale.ROOT,
        "%.3f %d MiB, %d bytes, %s %s%n",
        took / 1e9,
        used / (1024 * 1024) + 1,
        input.bytes().length,
        report.verdict(),
        Map.copyOf(report.outcomes()).values().stream()
            .map(Object::toString)
            .filter(outcome -> outcome.startsWith("Failed"))
            .map(outcome -> outcome.substring(0, Math.min(110, outcome.length())))
            .findFirst()
            .orElse(""));
  }
}
