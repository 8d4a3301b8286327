package org.sceau.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimedCacheTest {

  private static final long BUDGET = 16L * 1024 * 1024;
  private static final Duration HOUR = Duration.ofHours(1);

  private Instant now = Instant.parse("2026-03-20T14:05:00Z");
  private final TimedCache<String, byte[]> cache =
      new TimedCache<>(BUDGET, (key, bytes) -> 2L * key.length() + bytes.length, () -> now);

  /** A thousand lists of the largest size that is read. */
  @Test
  void itStaysWithinItsBudget() {
    for (int i = 0; i < 1_000; i++) {
      cache.put("https://uni.example/" + i, new byte[1024 * 1024], HOUR);
      assertThat(cache.used()).isLessThanOrEqualTo(BUDGET);
    }
    assertThat(cache.get("https://uni.example/999")).isPresent();
    assertThat(cache.get("https://uni.example/0")).isEmpty();
  }

  @Test
  void whatWasAskedForLatelyStays() {
    cache.put("a", new byte[1024], HOUR);
    for (int i = 0; i < 100; i++) {
      cache.put("https://uni.example/" + i, new byte[1024 * 1024], HOUR);
      assertThat(cache.get("a")).isPresent();
    }
  }

  @Test
  void oneThatIsTooLargeIsNotKeptAndNothingIsForgottenForIt() {
    cache.put("a", new byte[1024], HOUR);
    cache.put("b", new byte[5 * 1024 * 1024], HOUR);

    assertThat(cache.get("b")).isEmpty();
    assertThat(cache.get("a")).isPresent();
  }

  @Test
  void whatIsReplacedOrRemovedIsNotCounted() {
    for (int i = 0; i < 100; i++) {
      cache.put("a", new byte[1024 * 1024], HOUR);
    }
    assertThat(cache.used()).isEqualTo(1024 * 1024 + 2);
    cache.remove("a");
    assertThat(cache.used()).isZero();
    assertThat(cache.latest("a")).isEmpty();
  }

  @Test
  void itsTimeOverAValueCanOnlyBeConfirmed() {
    cache.put("a", new byte[1], Duration.ofSeconds(30));
    now = now.plusSeconds(29);
    assertThat(cache.get("a")).isPresent();
    now = now.plusSeconds(1);
    assertThat(cache.get("a")).isEmpty();
    assertThat(cache.latest("a")).isPresent();
  }

  @Test
  void itMayCountEntries() {
    TimedCache<Integer, String> few = TimedCache.ofAtMost(8, () -> now);
    for (int i = 0; i < 9; i++) {
      few.put(i, "value", HOUR);
    }
    assertThat(few.used()).isEqualTo(8);
    assertThat(few.get(0)).isEmpty();
    assertThat(few.get(8)).contains("value");
  }
}
