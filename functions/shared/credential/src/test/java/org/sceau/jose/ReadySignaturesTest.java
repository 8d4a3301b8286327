package org.sceau.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ReadySignaturesTest extends SignaturesContract {

  private final Signatures signatures = new ReadySignatures();

  @Override
  Signatures signatures() {
    return signatures;
  }

  @Test
  void aKeyIsUsedBySeveralThreadsAtATime() throws Exception {
    var pair = Keys.make(KeyKind.P256);
    var key = Keys.jwk(pair);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      var message = ("message " + i).getBytes(UTF_8);
      var signature = Keys.sign(pair, KeyKind.P256, message);
      if (i % 3 == 0) {
        signature[40]++;
      }
      boolean good = i % 3 != 0;
      tasks.add(() -> signatures.verify(key, message, signature) == good);
    }

    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var done : threads.invokeAll(tasks)) {
        assertThat(done.get()).isTrue();
      }
    }
  }

  /** Of what came before, an answer depends in nothing. */
  @Test
  void aWrongSignatureLeavesTheKeyAsItWas() {
    for (var kind : KeyKind.values()) {
      var pair = Keys.make(kind);
      var key = Keys.jwk(pair);
      var message = "message".getBytes(UTF_8);
      var good = Keys.sign(pair, kind, message);
      var wrong = good.clone();
      wrong[wrong.length - 2] ^= 1;
      for (int i = 0; i < 3; i++) {
        assertThat(signatures.verify(key, message, good)).as("%s", kind).isTrue();
        assertThat(signatures.verify(key, message, wrong)).as("%s", kind).isFalse();
      }
    }
  }

  @Test
  void moreKeysThanAreKeptAreVerifiedAllTheSame() {
    var message = "message".getBytes(UTF_8);
    for (int i = 0; i < 600; i++) {
      var pair = Keys.make(KeyKind.ED25519);

      assertThat(
              signatures.verify(Keys.jwk(pair), message, Keys.sign(pair, KeyKind.ED25519, message)))
          .isTrue();
    }
  }
}
