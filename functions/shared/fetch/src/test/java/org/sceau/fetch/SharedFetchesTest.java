package org.sceau.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sceau.verification.Fetcher;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.Fetcher.Kind;
import org.sceau.verification.Fetcher.Reason;
import org.sceau.verification.Fetcher.Wanted;

class SharedFetchesTest {

  private static final Fetch FOUND =
      new Fetch.Fetched(new byte[] {'{', '}'}, "application/json", null, null);
  private static final Fetch UNAVAILABLE = new Fetch.NotFetched(Reason.UNAVAILABLE);

  private final AtomicInteger fetches = new AtomicInteger();
  private Instant now = Instant.parse("2026-01-15T10:00:00Z");
  private Fetch answer = UNAVAILABLE;

  private final Fetcher shared =
      new SharedFetches(
          _ -> {
            fetches.incrementAndGet();
            return answer;
          },
          () -> now);

  /** Row 52. */
  @Test
  void whatFailedIsNotTriedAgainForHalfAMinute() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(shared.fetch(wanted("https://issuer.example/did.json"))).isEqualTo(UNAVAILABLE);
      now = now.plusMillis(29);
    }
    assertThat(fetches).hasValue(1);

    now = now.plusSeconds(1);
    answer = FOUND;
    assertThat(shared.fetch(wanted("https://issuer.example/did.json"))).isEqualTo(FOUND);
    assertThat(fetches).hasValue(2);
  }

  @Test
  void oneFailureSaysNothingOfAnotherAddress() {
    shared.fetch(wanted("https://issuer.example/did.json"));
    answer = FOUND;

    assertThat(shared.fetch(wanted("https://issuer.example/other.json"))).isEqualTo(FOUND);
  }

  @Test
  void whatIsFoundIsTheCallersToKeep() {
    answer = FOUND;
    shared.fetch(wanted("https://issuer.example/did.json"));
    shared.fetch(wanted("https://issuer.example/did.json"));

    assertThat(fetches).hasValue(2);
  }

  @Test
  void failuresAreRememberedWithinBounds() {
    for (int i = 0; i < 3_000; i++) {
      shared.fetch(wanted("https://issuer.example/" + i));
    }
    fetches.set(0);

    shared.fetch(wanted("https://issuer.example/2999"));
    assertThat(fetches).hasValue(0);
    shared.fetch(wanted("https://issuer.example/0"));
    assertThat(fetches).hasValue(1);
  }

  @Test
  void manyWhoWantTheSameAtOnceShareOneFetch() throws Exception {
    var started = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var counted = new AtomicInteger();
    var sharing =
        new SharedFetches(
            _ -> {
              counted.incrementAndGet();
              started.countDown();
              await(release);
              return UNAVAILABLE;
            },
            () -> now);
    List<Future<Fetch>> waiting = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      waiting.add(callers.submit(() -> sharing.fetch(wanted("https://issuer.example/"))));
      started.await();
      for (int i = 0; i < 100; i++) {
        waiting.add(callers.submit(() -> sharing.fetch(wanted("https://issuer.example/"))));
      }
      release.countDown();
      for (var fetch : waiting) {
        assertThat(fetch.get()).isEqualTo(UNAVAILABLE);
      }
    }
    assertThat(counted).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Wanted wanted(String url) {
    return wanted(url, null);
  }

  private static Wanted wanted(String url, @Nullable String etag) {
    return new Wanted(url, Kind.IDENTIFIER_DOCUMENT, etag, Duration.ofSeconds(5));
  }
}
