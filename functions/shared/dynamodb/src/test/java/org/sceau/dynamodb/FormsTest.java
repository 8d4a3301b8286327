package org.sceau.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.jose.Base64Url;
import org.sceau.records.credential.SecuredCredential;

class FormsTest {

  private static final String CONTENT =
      "{\"name\":\"Zoë 🎓\",\"text\":\"%s\"}".formatted("Préparer des données. ".repeat(100));

  /** Of any text, also of such as no signer makes: what was signed is kept and nothing else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "e30",
        "e30.e30.",
        "e30.e30.e30",
        "e30.e31.e30",
        "e30.e30.e30.e30.e30",
        "e30=.e30.e30",
        "not base64.é.e30",
        "e30.e30.e30\n"
      })
  void whatIsPackedIsUnpackedToTheByte(String jwt) {
    var credential = new SecuredCredential(jwt, CONTENT);

    assertThat(Forms.unpack(Forms.pack(credential))).isEqualTo(credential);
  }

  @Test
  void whatBothFormsSayIsKeptOnce() {
    var jwt =
        "e30."
            + Base64Url.encode(CONTENT.getBytes(StandardCharsets.UTF_8))
            + "."
            + Base64Url.encode(new byte[64]);
    var credential = new SecuredCredential(jwt, CONTENT);

    var packed = Forms.pack(credential);

    assertThat(Forms.unpack(packed)).isEqualTo(credential);
    assertThat(packed).hasSizeLessThan(200);
  }

  /** Another dictionary reads nothing of what is on record: it is to have another attribute. */
  @Test
  void theDictionaryIsTheSameForEver() throws NoSuchAlgorithmException {
    assertThat(
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Forms.DICTIONARY)))
        .isEqualTo("352f77e0808f5d9080cbdaa7dec4dbac1c59e79d976c5d7f9a969a2b6dea2e3b");
  }

  @Test
  void whatIsDamagedIsNoCredential() throws IOException {
    var packed = Forms.pack(new SecuredCredential("e30.e30.e30", CONTENT));
    var changed = packed.clone();
    changed[packed.length - 1] ^= 1;

    assertThatThrownBy(() -> Forms.unpack(changed)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Forms.unpack(Arrays.copyOf(packed, packed.length / 2)))
        .isInstanceOf(IllegalStateException.class);
    var withoutDictionary = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(withoutDictionary)) {
      out.write(CONTENT.getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> Forms.unpack(withoutDictionary.toByteArray()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Forms.unpack(new byte[0])).isInstanceOf(IllegalStateException.class);
  }
}
