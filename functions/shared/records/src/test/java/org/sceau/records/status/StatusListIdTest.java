package org.sceau.records.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.records.catalog.IssuerId;

class StatusListIdTest {

  @Test
  void whatIsWrittenIsReadAgain() {
    for (var issuer : new String[] {"demo", "a-revocation-1", "u-1"}) {
      var list = new StatusListId(new IssuerId(issuer), StatusPurpose.SUSPENSION, 12);

      assertThat(StatusListId.parse(list.toString())).isEqualTo(list);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "demo-revocation",
        "demo-revocation-0",
        "demo-revocation-01",
        "demo-message-1",
        "../x-revocation-1",
        "demo-revocation-9999999999",
        "Demo-revocation-1"
      })
  void whatIsNotTheNameOfAListIsRefused(String text) {
    assertThatThrownBy(() -> StatusListId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
