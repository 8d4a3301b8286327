package org.sceau.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentRulesTest {

  private static final String[] PARTS = {
    "https://", "http://", "did:", "urn:uuid:", "urn:", "web:", "key:", "issuer.example", "a", "-",
    ".", "..", "_", "~", "/", "//", ":", "#", "?", "%",
    "%20", "@", "[", "]", "::1", "8443", " ", "é", "\u0000", "^",
    "<", "z6Mk", "'", "\\"
  };

  /** The usual ones are told without taking them apart, and no others. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aUrlIsWhatTheJdkTakesForOne(long seed) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(PARTS[random.nextInt(4)]);
      for (int part = random.nextInt(6); part > 0; part--) {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      }
      assertThat(DocumentRules.isUrl(text.toString()))
          .as(text.toString())
          .isEqualTo(isAbsolute(text.toString()));
    }
  }

  private static boolean isAbsolute(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
