package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
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
    try (var local = LocalDeployment.start(LocalCloud.Options.in(folder).withIsolation(true))) {
      local.publishAndCheck();
      for (var service : AwsService.values()) {
        service.faults(local).ending(local.cloud.function(PUBLISHER)::kill);
      }

      int kills = 0;
      var calls = recorded(local);
      for (var service : AwsService.values()) {
        var faults = service.faults(local);
        var operations = calls.getOrDefault(service, List.of());
        assertThat(operations).as("%s", service).isNotEmpty();
        for (int call = 0; call < operations.size(); call++) {
          var title = "killed at " + service + " " + operations.get(call) + " (" + call + ")";
          local.revoked();
          faults.after(call, Kind.END_PROCESS);
          assertThat(local.publish()).as(title).isNotNull();
          assertThat(faults.waiting()).as(title).isZero();
          faults.clear();
          kills++;
          try {
            local.invariants.check();
            local.publishAndCheck();
          } catch (AssertionError e) {
            throw new AssertionError(title + ": " + e.getMessage(), e);
          }
        }
      }
      System.err.println("the publisher was killed at " + kills + " calls");
    }
  }

  /** The operations of one publication by a process that has just begun. */
  private static Map<AwsService, List<String>> recorded(LocalDeployment local) {
    local.revoked();
    local.cloud.function(PUBLISHER).kill();
    for (var service : AwsService.values()) {
      service.faults(local).record();
    }
    assertThat(local.publish()).isNull();
    Map<AwsService, List<String>> calls = new EnumMap<>(AwsService.class);
    for (var service : AwsService.values()) {
      calls.put(service, service.faults(local).recorded());
    }
    return calls;
  }
}
