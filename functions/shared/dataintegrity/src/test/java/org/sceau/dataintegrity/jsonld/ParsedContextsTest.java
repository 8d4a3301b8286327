package org.sceau.dataintegrity.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sceau.dataintegrity.contexts.BundledContexts;

class ParsedContextsTest {

  private final BundledContexts contexts = new BundledContexts();
  private final ParsedContexts parsed = new ParsedContexts(contexts);

  @Test
  void everyBundledContextIsJson() {
    for (var url : contexts.urls()) {
      assertThat(parsed.document(url).orElseThrow().getJsonContent()).as(url).isPresent();
    }
  }

  @Test
  void aContextIsParsedOnce() {
    assertThat(parsed.document(BundledContexts.MICRO_CREDENTIAL).orElseThrow())
        .isSameAs(parsed.document(BundledContexts.MICRO_CREDENTIAL).orElseThrow());
  }

  @Test
  void anUnknownContextIsNotThere() {
    assertThat(parsed.document("https://www.w3.org/ns/credentials/v2/")).isEmpty();
  }
}
