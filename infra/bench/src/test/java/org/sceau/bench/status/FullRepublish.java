package org.sceau.bench.status;

import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.sceau.bench.FastProvider;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.Signatures;
import org.sceau.records.catalog.Signer;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusPurpose;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Publisher;
import org.sceau.statuslist.Publisher.Result;
import org.sceau.testing.Demo;
import org.sceau.testing.MemoryCatalog;
import org.sceau.testing.MemoryPublicObjects;
import org.sceau.testing.MemoryRecords;
import org.sceau.testing.MemorySigner;

/**
 * Measures the processor time of publishing all lists of a hundred million credentials again,
 * without the signatures, which KMS makes. The stores are in memory.
 */
public final class FullRepublish {

  private static final int ROUNDS = 8;
  private static final int CREDENTIALS = 100_000_000;
  private static final int CAPACITY = StatusListHead.DEFAULT_CAPACITY;
  private static final int LISTS = (CREDENTIALS + CAPACITY - 1) / CAPACITY;
  private static final double REVOKED = 0.01;

  private FullRepublish() {}

  /** Measures with the JDK's provider, and with ACCP if its native library loads. */
  public static void run() {
    measure("the JDK", new CachingSignatures());
    FastProvider.find().ifPresent(found -> measure(found.getName(), new CachingSignatures(found)));
  }

  /** Makes the lists of all credentials, one in a hundred revoked, the same in each run. */
  private static MemoryRecords lists() {
    var lists = new MemoryRecords();
    for (int number = 1; number <= LISTS; number++) {
      var list = new StatusListId(Demo.ISSUER, StatusPurpose.REVOCATION, number);
      var order = "0123456789abcdef0123456789abcdef";
      if (!lists.open(StatusListHead.opened(list, CAPACITY, order, Demo.NOW))) {
        throw new IllegalStateException("not opened: " + list);
      }
      var random = new SplittableRandom(number);
      IntStream.range(0, CAPACITY)
          .filter(_ -> random.nextDouble() < REVOKED)
          .forEach(index -> lists.revoke(new Position(list, index), Demo.NOW));
    }
    return lists;
  }

  private static void measure(String verifying, Signatures signatures) {
    var cpu = new Cpu();
    var signer = new MemorySigner();
    var catalog = new MemoryCatalog();
    catalog.put(Demo.issuer(signer));
    var lists = lists();
    var now = new AtomicReference<Instant>(Demo.NOW);
    InstantSource clock = now::get;
    Signer uncounted = (key, message) -> cpu.uncounted(() -> signer.sign(key, message));
    var objects = new MemoryPublicObjects();
    var publisher =
        new Publisher(
            lists,
            catalog,
            objects,
            new Sealer(
                Demo.DEPLOYMENT,
                new DataIntegrity(new TitaniumCanonicalizer(new BundledContexts()), clock),
                uncounted,
                signatures),
            Demo.DEPLOYMENT,
            clock);
    System.out.printf(
        "%d lists of %,d positions, %.0f %% revoked, verified by %s%n",
        LISTS, CAPACITY, 100 * REVOKED, verifying);
    for (int round = 1; round <= ROUNDS; round++) {
      long nanos =
          cpu.nanos(() -> {
            var results = publisher.publishDue(() -> true);
            if (results.size() != LISTS
                || !results.stream().allMatch(Result.Published.class::isInstance)) {
              throw new IllegalStateException(results.getFirst().toString());
            }
          });
      System.out.printf(
          "round %d: %.2f s of CPU without signing, %.2f ms a list%n",
          round, nanos / 1e9, Cpu.millis(nanos) / LISTS);
      now.set(now.get().plus(Publisher.RENEWAL).plusSeconds(1));
    }
  }
}
