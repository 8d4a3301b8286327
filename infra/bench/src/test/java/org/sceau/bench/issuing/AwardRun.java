package org.sceau.bench.issuing;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.Security;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.sceau.bench.FastProvider;
import org.sceau.emulator.dynamodb.LocalDynamoDb;
import org.sceau.emulator.kms.LocalKms;
import org.sceau.emulator.s3.LocalS3;
import org.sceau.emulator.wire.Faults;
import org.sceau.local.AwsServices;

/**
 * Issues a list of awards under the quota of KMS. Measures the used share of the quota, and per
 * award the processor time and the calls to DynamoDB, KMS and S3. Command, functions and services
 * each have a JVM.
 */
public final class AwardRun {

  /** The quota of AWS for elliptic curve signatures a second, per account and region. */
  private static final int QUOTA = 1_000;

  private static final int SIGNATURES = 2;
  private static final int AWARDS = 20_000;
  private static final int WARM_UP = 2_000;

  private AwardRun() {}

  /** Runs with the options {@code plain}, for the shortest badge, and the number of awards. */
  public static void run(List<String> options) throws IOException, InterruptedException {
    // Speeds up the emulated KMS, since the real one signs on other machines.
    FastProvider.find().ifPresent(found -> Security.insertProviderAt(found, 1));
    boolean isPlain = options.contains("plain");
    int awards =
        options.stream()
            .filter(option -> option.matches("[0-9]+"))
            .map(Integer::valueOf)
            .findFirst()
            .orElse(AWARDS);
    var folder = Files.createTempDirectory("sceau-bench");
    var clock = InstantSource.system();
    try (var dynamoDb = LocalDynamoDb.start(null, clock);
        var s3 = LocalS3.start(folder.resolve("s3"));
        var kms = LocalKms.start(folder.resolve("kms"), clock, new SecureRandom());
        var cloud =
            new AwardCloud(
                folder.resolve("data"),
                new AwsServices(dynamoDb.endpoint(), s3.endpoint(), kms.endpoint()),
                isPlain)) {
      kms.signsPerSecond(QUOTA);
      var services = new Services(dynamoDb, s3, kms);
      System.err.printf("warming up with %,d awards ...%n", WARM_UP);
      var _ = award(folder, 1, WARM_UP, cloud);
      var before = Counts.of(services, cloud);
      var took = award(folder, WARM_UP + 1, awards, cloud);
      print(isPlain, awards, took, Counts.of(services, cloud).minus(before));
    } finally {
      delete(folder);
    }
  }

  private record Services(LocalDynamoDb dynamoDb, LocalS3 s3, LocalKms kms) {}

  /** The counters at one moment. */
  private record Counts(
      double functionSeconds,
      double serviceSeconds,
      double readUnits,
      double writeUnits,
      long gets,
      long transactions,
      long tableCalls,
      long signs,
      long throttled,
      long keyCalls,
      long bucketCalls) {

    static Counts of(Services services, AwardCloud cloud) {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      var units = services.dynamoDb.consumed();
      var tables = services.dynamoDb.faults();
      var keys = services.kms.faults();
      var buckets = services.s3.faults();
      return new Counts(
          cloud.cpu().toMillis() / 1e3,
          system.getProcessCpuTime() / 1e9,
          units.read(),
          units.written(),
          tables.calls("GetItem"),
          tables.calls("TransactWriteItems"),
          sum(tables, "PutItem", "UpdateItem", "Query"),
          keys.calls("Sign"),
          services.kms.throttled(),
          sum(keys, "GetPublicKey", "DescribeKey"),
          sum(buckets, "GetObject", "PutObject", "ListObjectsV2"));
    }

    private static long sum(Faults faults, String... operations) {
      return Stream.of(operations).mapToLong((ToLongFunction<String>) faults::calls).sum();
    }

    Counts minus(Counts other) {
      return new Counts(
          functionSeconds - other.functionSeconds,
          serviceSeconds - other.serviceSeconds,
          readUnits - other.readUnits,
          writeUnits - other.writeUnits,
          gets - other.gets,
          transactions - other.transactions,
          tableCalls - other.tableCalls,
          signs - other.signs,
          throttled - other.throttled,
          keyCalls - other.keyCalls,
          bucketCalls - other.bucketCalls);
    }
  }

  private static IssueProcess.Took award(Path folder, int first, int awards, AwardCloud cloud)
      throws IOException, InterruptedException {
    var list = People.list(folder.resolve("from-" + first + ".csv"), first, awards);
    var took =
        IssueProcess.run(
            list, cloud.url, cloud.key, List.of("--achievement", AwardCloud.ACHIEVEMENT));
    if (took.done() != awards) {
      throw new IllegalStateException(took.done() + " of " + awards);
    }
    return took;
  }

  private static void print(boolean isPlain, int awards, IssueProcess.Took took, Counts counts) {
    double perSecond = awards / took.seconds();
    System.out.printf(
        "%,d awards of %s in %.1f s: %.0f a second, %.0f %% of KMS's quota of %,d signatures%n",
        awards,
        isPlain ? "a plain badge" : "a micro-credential with every element",
        took.seconds(),
        perSecond,
        100 * perSecond * SIGNATURES / QUOTA,
        QUOTA);
    double cpuSeconds =
        (took.cpuSeconds() + counts.functionSeconds + counts.serviceSeconds) / awards;
    System.out.printf(
        "processor, ms an award: command %.2f, gateway and functions %.2f, services %.2f%n",
        1e3 * took.cpuSeconds() / awards,
        1e3 * counts.functionSeconds / awards,
        1e3 * counts.serviceSeconds / awards);
    int processors = Runtime.getRuntime().availableProcessors();
    System.out.printf(
        "they had %.2f of %d processors; with all of them to themselves it would be %.0f a second,"
            + " %.0f %%%n",
        cpuSeconds * perSecond,
        processors,
        processors / cpuSeconds,
        100 * processors / cpuSeconds * SIGNATURES / QUOTA);
    System.out.printf(
        "DynamoDB, an award: %.2f write units, %.2f read units; calls: %.3f TransactWriteItems,"
            + " %.3f GetItem, %.3f others%n",
        counts.writeUnits / awards,
        counts.readUnits / awards,
        counts.transactions / (double) awards,
        counts.gets / (double) awards,
        counts.tableCalls / (double) awards);
    System.out.printf(
        "KMS, an award: %.3f signatures, %.3f refused by the quota, %.3f other calls%n",
        (counts.signs - counts.throttled) / (double) awards,
        counts.throttled / (double) awards,
        counts.keyCalls / (double) awards);
    System.out.printf("S3: %d calls in all%n", counts.bucketCalls);
    System.out.printf(
        "the command's memory: %.0f MiB of heap after a collection, %.0f MiB resident, at most%n",
        took.heapMebibytes(), took.residentMebibytes());
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
