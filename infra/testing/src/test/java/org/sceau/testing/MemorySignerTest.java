package org.sceau.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sceau.jose.KeyKind;
import org.sceau.records.catalog.KeyDirectory;
import org.sceau.records.catalog.Signer;
import org.sceau.records.catalog.SigningUnavailableException;

class MemorySignerTest extends SignerContract {

  private final MemorySigner signer = new MemorySigner();

  @Override
  protected Signer signer() {
    return signer;
  }

  @Override
  protected KeyDirectory keys() {
    return signer;
  }

  @Override
  protected String newKey(KeyKind kind) {
    return signer.create(kind).keyArn();
  }

  @Test
  void aDisabledKeySignsNoMore() {
    var key = signer.create(KeyKind.P256);
    signer.disable(key);

    assertThatThrownBy(() -> signer.sign(key, new byte[] {1}))
        .isInstanceOf(SigningUnavailableException.class);
  }
}
