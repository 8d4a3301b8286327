package org.sceau.bench.status;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.sceau.bench.FastProvider;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.Signatures;
import org.sceau.records.catalog.Signer;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Publisher;
import org.sceau.statuslist.Publisher.Result;
import org.sceau.testing.Demo;
import org.sceau.testing.MemoryCatalog;
import org.sceau.testing.MemoryPublicObjects;
import org.sceau.testing.MemorySigner;

/**
 * Measures the processor time of publishing all lists of a hundred million credentials again,
 * without the signatures, which KMS makes. The stores are in memory.
 */
public final class FullRepublish {

  private static final int ROUNDS = 8;

  private FullRepublish() {}

  /** Measures with the JDK's provider, and with ACCP if its native library loads. */
  public static void run() {
    measure("the JDK", new CachingSignatures());
    FastProvider.find().ifPresent(found -> measure(found.getName(), new CachingSignatures(found)));
  }

  private static void measure(String verifying, Signatures signatures) {
    var cpu = new Cpu();
    var signer = new MemorySigner();
    var catalog = new MemoryCatalog();
    catalog.put(Demo.issuer(signer));
    var lists = new BigDeployment(BigDeployment.LISTS);
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
        BigDeployment.LISTS, BigDeployment.CAPACITY, 100 * BigDeployment.REVOKED, verifying);
    for (int round = 1; round <= ROUNDS; round++) {
      long nanos =
          cpu.nanos(() -> {
            var results = publisher.publishDue(() -> true);
            if (results.size() != BigDeployment.LISTS
                || !results.stream().allMatch(Result.Published.class::isInstance)) {
              throw new IllegalStateException(results.getFirst().toString());
            }
          });
      System.out.printf(
          "round %d: %.2f s of CPU without signing, %.2f ms a list%n",
          round, nanos / 1e9, Cpu.millis(nanos) / BigDeployment.LISTS);
      now.set(now.get().plus(Publisher.RENEWAL).plusSeconds(1));
    }
  }
}
