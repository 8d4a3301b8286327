package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization;
import org.sceau.dataintegrity.jsonld.LazyJsonLd;

class WiringTest {

  @Test
  void everySettingThatIsMissingIsNamedAtOnce() {
    assertThatThrownBy(() -> new VerifyHandler(Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "CREDENTIALS_TABLE", "CATALOG_TABLE", "PUBLIC_URL", "DID_AUTHORITY");
  }

  @Test
  void theCanonicalizerIsMadeWhenItIsNeeded() {
    assertThat(new LazyJsonLd().canonicalize(new LocalIssuerFixture().credential()))
        .isInstanceOf(Canonicalization.Canonical.class);
  }
}
