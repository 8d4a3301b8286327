package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.emulator.wire.Faults;
import org.sceau.emulator.wire.Faults.Kind;
import org.sceau.local.LocalCloud;

/**
 * The publisher's process, a JVM of its own under AWS's runtime client, is killed when one of its
 * calls has been done and it does not know yet: at each of its calls in turn.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime client is for Linux")
class KilledPublisherTest {

  private static final String PUBLISHER = "PublishFunction";

  @Test
  void aPublisherKilledAtAnyOfItsCallsIsRepairedByTheNextRun(@TempDir Path folder) {
    try (var site = Site.start(LocalCloud.Options.in(folder).withIsolation(true))) {
      site.publishAndCheck();
      var emulators = site.cloud.emulators().orElseThrow();
      Map<String, Faults> services = new LinkedHashMap<>();
      services.put("DynamoDB", emulators.dynamoDb().faults());
      services.put("S3", emulators.s3().faults());
      services.put("KMS", emulators.kms().faults());
      services.values().forEach(faults -> faults.ending(site.cloud.function(PUBLISHER)::kill));

      int kills = 0;
      var calls = recorded(site, services);
      for (var service : services.keySet()) {
        var faults = services.getOrDefault(service, new Faults());
        var operations = calls.getOrDefault(service, List.of());
        assertThat(operations).as(service).isNotEmpty();
        for (int call = 0; call < operations.size(); call++) {
          var title = "killed at " + service + " " + operations.get(call) + " (" + call + ")";
          revoke(site);
          faults.after(call, Kind.END_PROCESS);
          assertThat(site.publish()).as(title).isNotNull();
          assertThat(faults.waiting()).as(title).isZero();
          faults.clear();
          kills++;
          try {
            site.invariants.check();
            site.publishAndCheck();
          } catch (AssertionError e) {
            throw new AssertionError(title + ": " + e.getMessage(), e);
          }
        }
      }
      System.err.println("the publisher was killed at " + kills + " calls");
    }
  }

  /** The operations of one publication by a process that has just begun. */
  private static Map<String, List<String>> recorded(Site site, Map<String, Faults> services) {
    revoke(site);
    site.cloud.function(PUBLISHER).kill();
    services.values().forEach(Faults::record);
    assertThat(site.publish()).isNull();
    Map<String, List<String>> calls = new LinkedHashMap<>();
    services.forEach((service, faults) -> calls.put(service, faults.recorded()));
    return calls;
  }

  private static void revoke(Site site) {
    assertThat(site.change(site.credential(), "revocation", true).status()).isEqualTo(200);
  }
}
