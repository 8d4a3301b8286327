package org.sceau.verification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteBudgetCacheTest {

  private final ByteBudgetCache<byte[]> cache =
      new ByteBudgetCache<>(16L * 1024 * 1024, bytes -> bytes.length);

  /** A thousand lists of the largest size that is read. */
  @Test
  void itStaysWithinItsBudget() {
    for (int i = 0; i < 1_000; i++) {
      cache.put("https://uni.example/" + i, new byte[1024 * 1024]);
      assertThat(cache.used()).isLessThanOrEqualTo(16L * 1024 * 1024);
    }
    assertThat(cache.get("https://uni.example/999")).isPresent();
    assertThat(cache.get("https://uni.example/0")).isEmpty();
  }

  @Test
  void whatWasAskedForLatelyStays() {
    cache.put("a", new byte[1024]);
    for (int i = 0; i < 100; i++) {
      cache.put("https://uni.example/" + i, new byte[1024 * 1024]);
      assertThat(cache.get("a")).isPresent();
    }
  }

  @Test
  void oneThatIsTooLargeIsNotKeptAndNothingIsForgottenForIt() {
    cache.put("a", new byte[1024]);
    cache.put("b", new byte[5 * 1024 * 1024]);

    assertThat(cache.get("b")).isEmpty();
    assertThat(cache.get("a")).isPresent();
  }

  @Test
  void whatIsReplacedIsNotCountedTwice() {
    for (int i = 0; i < 100; i++) {
      cache.put("a", new byte[1024 * 1024]);
    }
    assertThat(cache.used()).isEqualTo(1024 * 1024 + 2);
  }
}
