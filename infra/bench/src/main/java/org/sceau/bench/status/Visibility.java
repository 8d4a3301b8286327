package org.sceau.bench.status;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.sceau.json.JsonObject;
import org.sceau.statuslist.EncodedList;

/**
 * How long after its acknowledgement a revocation stands in the published list: 1,000 revocations
 * at random moments, a publisher that begins every minute. The schedule's clock is simulated; what
 * the functions, tables and keys take is what they take here.
 */
public final class Visibility {

  private static final int REVOCATIONS = 1_000;
  private static final double MINUTE = 60;
  private static final int MINUTES = 60;
  private static final int AT_ONCE = 100;
  private static final long SEED = 5;

  private Visibility() {}

  private record Waiting(int index, double acknowledged) {}

  /** Measures and prints. */
  public static void run() throws IOException {
    try (var site = new Site()) {
      var credentials = award(site);
      var random = new SplittableRandom(SEED);
      var moments = random.doubles(REVOCATIONS, 0, MINUTES * MINUTE).sorted().toArray();
      List<Double> delays = new ArrayList<>();
      List<Double> acknowledging = new ArrayList<>();
      List<Double> publishing = new ArrayList<>();
      Deque<Waiting> waiting = new ArrayDeque<>();
      int next = 0;
      for (double tick = MINUTE; delays.size() < REVOCATIONS; tick += MINUTE) {
        for (; next < REVOCATIONS && moments[next] <= tick; next++) {
          var credential = credentials.get(next);
          double took = seconds(() -> revoke(site, credential));
          acknowledging.add(took);
          waiting.add(new Waiting(index(site, credential), moments[next] + took));
        }
        double took = seconds(site.cloud::runSchedule);
        publishing.add(took);
        var bits =
            EncodedList.decode(
                Site.object(site.get("/status/demo-revocation-1"))
                    .object("credentialSubject")
                    .flatMap(subject -> subject.string("encodedList"))
                    .orElseThrow(),
                BigDeployment.CAPACITY);
        while (!waiting.isEmpty() && waiting.peek().acknowledged <= tick) {
          var revoked = waiting.remove();
          if (!bits.get(revoked.index)) {
            throw new IllegalStateException("not public: " + revoked);
          }
          delays.add(tick + took - revoked.acknowledged);
        }
      }
      System.out.printf("%d revocations in %d simulated minutes%n", REVOCATIONS, MINUTES);
      print("revoke, asked to acknowledged", acknowledging);
      print("one run of the publisher", publishing);
      print("acknowledged to public", delays);
    }
  }

  private static List<String> award(Site site) {
    var achievement =
        """
        {"name":"Analyse de données","description":"Collecter et analyser des données.",
         "achievementType":"MicroCredential","criteria":{"narrative":"Projet noté."}}
        """;
    site.send("PUT", "/achievements/data", site.key, achievement);
    site.cloud.runSchedule();
    var people = new String[AT_ONCE];
    Arrays.fill(people, "{\"name\":\"Camille Exemple\"}");
    var body = "{\"recipients\":[" + String.join(",", people) + "]}";
    List<String> credentials = new ArrayList<>();
    for (int i = 0; i < REVOCATIONS / AT_ONCE; i++) {
      Site.object(site.send("POST", "/achievements/data/credentials", site.key, body))
          .list("results")
          .forEach(result -> credentials.add(((JsonObject) result).string("id").orElseThrow()));
    }
    return credentials;
  }

  private static void revoke(Site site, String credential) {
    site.send(
        "POST",
        "/credentials/status",
        site.key,
        """
        {"credentialId":"%s","credentialStatus":{"type":"BitstringStatusListEntry",
         "statusPurpose":"revocation"},"status":true}
        """
            .formatted(credential));
  }

  private static int index(Site site, String credential) {
    return Site.object(site.get("/c/" + credential + ".json"))
        .object("credentialStatus")
        .flatMap(status -> status.string("statusListIndex"))
        .map(Integer::valueOf)
        .orElseThrow();
  }

  private static double seconds(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - begin).toNanos() / 1e9;
  }

  private static void print(String what, List<Double> seconds) {
    var sorted = seconds.stream().sorted().toList();
    System.out.printf(
        "%-32s median %7.3f s, p99 %7.3f s, longest %7.3f s%n",
        what,
        sorted.get(sorted.size() / 2),
        sorted.get((int) (sorted.size() * 0.99)),
        sorted.getLast());
  }
}
