package org.sceau.records.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class BearerKeyTest {

  private final SecureRandom random = new SecureRandom();

  @Test
  void aKeyIsFoundByItsIdAndKnownByItsHash() {
    var key = BearerKey.random(random);

    assertThat(key.id()).isPresent();
    assertThat(key.hasSha256(key.sha256())).isTrue();
    assertThat(key.hasSha256(BearerKey.random(random).sha256())).isFalse();
  }

  @Test
  void aKeyNeverStandsInALogByChance() {
    var key = BearerKey.random(random);

    assertThat(key.toString()).doesNotContain(key.text()).contains(key.id().orElseThrow());
  }

  @Test
  void whatIsNotAKeyHasNoId() {
    for (var text : new String[] {"", "sceau_", "sceau_short_x", " " + BearerKey.random(random)}) {
      assertThat(new BearerKey(text).id()).isEmpty();
    }
  }
}
