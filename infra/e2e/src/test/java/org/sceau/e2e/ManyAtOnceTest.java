package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many callers at once, over HTTP, against the emulators. */
class ManyAtOnceTest {

  private static final int REVOCATIONS = 200;
  private static final int PUBLISHERS = 2;

  @Test
  void twoHundredRevocationsWhileTwoPublishersRunAreAllPublic(@TempDir Path folder)
      throws Exception {
    try (var local = LocalDeployment.start(folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ids = new ArrayList<String>();
      for (int i = 0; i < REVOCATIONS; i++) {
        ids.add(local.credential());
      }
      local.publishAndCheck();
      var done = new AtomicBoolean();
      Set<String> failures = ConcurrentHashMap.newKeySet();
      List<Future<?>> publishers = new ArrayList<>();
      for (int i = 0; i < PUBLISHERS; i++) {
        publishers.add(
            threads.submit(() -> {
              while (!done.get()) {
                var failure = local.publish();
                if (failure != null) {
                  failures.add(failure);
                }
              }
            }));
      }
      try {
        List<Future<ApiClient.Answer>> revoking = new ArrayList<>();
        for (var id : ids) {
          Callable<ApiClient.Answer> revoke =
              () -> patiently(() -> local.change(id, "revocation", true));
          revoking.add(threads.submit(revoke));
        }
        for (var answer : revoking) {
          assertThat(answer.get().status()).as("%s", answer.get()).isIn(200, 409);
        }
        ids.forEach(local.invariants::revoked);
        local.invariants.check();
      } finally {
        done.set(true);
      }
      for (var publisher : publishers) {
        publisher.get();
      }
      assertThat(failures).isEmpty();
      local.publishAndCheck();
      assertThat(local.invariants.publicBits("demo-revocation-1")).isEqualTo(REVOCATIONS);
    }
  }

  @Test
  void aHundredAwardsWithOneKeyAreOneCredential(@TempDir Path folder) throws Exception {
    try (var local = LocalDeployment.start(folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ApiClient.Answer>> awarding = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Callable<ApiClient.Answer> award =
            () -> patiently(() -> local.award("demo", local.key, 1, "one-key"));
        awarding.add(threads.submit(award));
      }
      var texts = new HashSet<String>();
      for (var answer : awarding) {
        assertThat(answer.get().status()).as("%s", answer.get()).isEqualTo(201);
        texts.add(answer.get().text());
      }
      assertThat(texts).hasSize(1);
      local.publishAndCheck();
      assertThat(local.invariants.credentials()).isEqualTo(1);
    }
  }

  /** As a client does that is told to send the same again in a moment. */
  private static ApiClient.Answer patiently(Supplier<ApiClient.Answer> call) {
    var answer = call.get();
    for (int tries = 1; answer.status() == 503 && tries < 10; tries++) {
      answer = call.get();
    }
    return answer;
  }
}
