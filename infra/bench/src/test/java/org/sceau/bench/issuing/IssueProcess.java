package org.sceau.bench.issuing;

import static org.sceau.testing.Demo.object;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.sceau.bench.Jvm;
import org.sceau.cli.Main;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;

/**
 * Runs {@code sceau issue --csv} in a separate JVM, with the flags of the script, and measures it.
 */
final class IssueProcess {

  /** The flags of the script {@code sceau}. */
  private static final List<String> AS_THE_SCRIPT =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final String TOLD = "org.sceau.bench.told";
  private static final long MEBIBYTE = 1024 * 1024;

  private IssueProcess() {}

  /**
   * The measurements of the process.
   *
   * @param seconds from the start of the process to its end
   * @param heapMebibytes the maximum in use after a collection
   * @param residentMebibytes the maximum resident set size
   */
  record Took(
      int done,
      double seconds,
      double cpuSeconds,
      double heapMebibytes,
      double residentMebibytes) {}

  static Took run(Path list, URI api, String key, List<String> more)
      throws IOException, InterruptedException {
    var told = list.resolveSibling(list.getFileName() + ".told");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("issue", "--csv", list.toString(), "--json", "--lang", "en"));
    arguments.addAll(more);
    List<String> allFlags = new ArrayList<>(AS_THE_SCRIPT);
    allFlags.add("-D" + TOLD + "=" + told);
    long begin = System.nanoTime();
    var output =
        Jvm.output(
            Jvm.of(allFlags, IssueProcess.class, arguments),
            Map.of("SCEAU_API", api.toString(), "SCEAU_KEY", key));
    double seconds = (System.nanoTime() - begin) / 1e9;
    var measured = object(Files.readString(told));
    return new Took(
        (int) number(object(output), "done"),
        seconds,
        number(measured, "cpuSeconds"),
        number(measured, "heapMebibytes"),
        number(measured, "residentMebibytes"));
  }

  /** Runs in the separate JVM. */
  public static void main(String[] arguments) {
    var mostInUse = new AtomicLong();
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(
            (notification, _) -> {
              long used =
                  GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                      .getGcInfo()
                      .getMemoryUsageAfterGc()
                      .values()
                      .stream()
                      .mapToLong(MemoryUsage::getUsed)
                      .sum();
              mostInUse.accumulateAndGet(used, Math::max);
            },
            null,
            null);
      }
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> tell(mostInUse.get())));
    Main.main(arguments);
  }

  private static void tell(long mostInUse) {
    try {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      var _ =
          Files.writeString(
              Path.of(System.getProperty(TOLD)),
              JsonWriter.write(
                  JsonObject.builder()
                      .put("cpuSeconds", Double.toString(system.getProcessCpuTime() / 1e9))
                      .put("heapMebibytes", Double.toString(mostInUse / (double) MEBIBYTE))
                      .put("residentMebibytes", Double.toString(mostResident()))
                      .build()));
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  /** Reads the maximum resident set size from the kernel; NaN on other systems. */
  private static double mostResident() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double number(JsonObject object, String name) {
    return object
        .string(name)
        .map(Double::valueOf)
        .or(() -> object.number(name).map(number -> number.decimal().doubleValue()))
        .orElseThrow(() -> new IllegalStateException("no " + name + " in " + object));
  }
}
