package org.sceau.dataintegrity.contexts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class BundledContextsTest {

  private final BundledContexts contexts = new BundledContexts();

  @Test
  void everyContextHasTheBytesThatItsHashSays() throws Exception {
    for (var url : contexts.urls()) {
      var digest = MessageDigest.getInstance("SHA-256").digest(contexts.bytes(url).orElseThrow());

      assertThat(contexts.sha256(url)).as(url).contains(HexFormat.of().formatHex(digest));
    }
    assertThat(contexts.urls()).hasSize(22);
  }

  /** The hash that the data model itself gives, appendix B.1. */
  @Test
  void theBaseContextIsTheOneOfTheDataModel() {
    assertThat(contexts.sha256("https://www.w3.org/ns/credentials/v2"))
        .contains("59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734");
  }

  @Test
  void anUnknownContextIsNotThere() {
    assertThat(contexts.bytes("https://attacker.example/v1")).isEmpty();
    assertThat(contexts.has("https://www.w3.org/ns/credentials/v2/")).isFalse();
  }

  @Test
  void ourContextGivesMeaningToItsOwnTermsAlone() {
    var text =
        new String(
            contexts.bytes(BundledContexts.MICRO_CREDENTIAL).orElseThrow(), StandardCharsets.UTF_8);

    assertThat(text).contains("\"@protected\": true").doesNotContain("@vocab");
  }
}
