package org.sceau.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sceau.catalog.KeyDirectory;
import org.sceau.issuing.Signer;
import org.sceau.issuing.SigningUnavailableException;
import org.sceau.jose.KeyKind;

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
