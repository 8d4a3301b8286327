package org.sceau.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sceau.records.PublicObjects;
import org.sceau.records.PublicObjects.PublicObject;

/** What every {@link PublicObjects} promises; each adapter's tests extend this. */
public interface PublicObjectsContract {

  String KEY = "status/demo-revocation-1";
  int CONTESTANTS = 20;

  /** The same objects throughout one test, none at its start. */
  PublicObjects objects();

  @Test
  default void whatWasNeverWrittenIsNotFound() {
    assertThat(objects().get(KEY)).isEmpty();
  }

  @Test
  default void anObjectIsReadAsItWasWritten() {
    var object = object("{\"type\":\"BitstringStatusList\",\"name\":\"é\"}", 7);

    assertThat(objects().create(KEY, object)).isTrue();

    assertKept(object);
  }

  @Test
  default void anObjectOfAnyBytesIsReadAsItWasWritten() {
    var bytes = new byte[300_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    var object = new PublicObject(bytes, "image/png", "public, max-age=31536000, immutable", 0);

    assertThat(objects().create("images/seal.png", object)).isTrue();

    var stored = objects().get("images/seal.png").orElseThrow().object();
    assertThat(stored).usingRecursiveComparison().isEqualTo(object);
  }

  @Test
  default void whatIsThereIsNotCreated() {
    var first = object("first", 1);
    objects().create(KEY, first);

    assertThat(objects().create(KEY, object("second", 2))).isFalse();

    assertKept(first);
  }

  @Test
  default void keysAreApart() {
    objects().create(KEY, object("first", 1));

    assertThat(objects().create(KEY + "/history/1", object("second", 1))).isTrue();
    assertThat(objects().create(KEY + ".jwt", object("third", 1))).isTrue();

    assertKept(object("first", 1));
  }

  @Test
  default void anObjectIsReplacedUnderItsTag() {
    objects().create(KEY, object("first", 1));
    var second = object("second", 2);

    assertThat(objects().replace(KEY, second, etag())).isTrue();

    assertKept(second);
  }

  @Test
  default void aTagNamesOneVersionOnly() {
    objects().create(KEY, object("first", 1));
    var first = etag();
    objects().replace(KEY, object("second", 2), first);
    var second = etag();

    assertThat(second).isNotEqualTo(first);
    assertThat(objects().replace(KEY, object("third", 3), first)).isFalse();
    assertKept(object("second", 2));
    assertThat(etag()).isEqualTo(second);
  }

  @Test
  default void whatIsNotThereIsNotReplaced() {
    objects().create(KEY, object("first", 1));

    assertThat(objects().replace("status/other-revocation-1", object("second", 2), etag()))
        .isFalse();

    assertThat(objects().get("status/other-revocation-1")).isEmpty();
  }

  @Test
  default void anObjectWithoutBytesIsRefused() {
    assertThatThrownBy(() -> objects().create(KEY, object("", 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(objects().get(KEY)).isEmpty();

    objects().create(KEY, object("first", 1));
    var etag = etag();
    assertThatThrownBy(() -> objects().replace(KEY, object("", 2), etag))
        .isInstanceOf(IllegalArgumentException.class);
    assertKept(object("first", 1));
  }

  @Test
  default void whatIsReadIsTheCallersOwn() {
    objects().create(KEY, object("first", 1));

    objects().get(KEY).orElseThrow().object().bytes()[0] = 'F';

    assertKept(object("first", 1));
  }

  @Test
  default void ofCreationsAtOnceExactlyOneIsWritten() {
    var written = Race.run(CONTESTANTS, i -> objects().create(KEY, object("number " + i, i)));

    assertThat(written).containsOnlyOnce(true);
    int winner = written.indexOf(true);
    assertKept(object("number " + winner, winner));
  }

  @Test
  default void ofReplacementsAtOnceExactlyOneIsWritten() {
    objects().create(KEY, object("first", 1));
    var etag = etag();

    var written =
        Race.run(CONTESTANTS, i -> objects().replace(KEY, object("number " + i, i), etag));

    assertThat(written).containsOnlyOnce(true);
    int winner = written.indexOf(true);
    assertKept(object("number " + winner, winner));
  }

  private String etag() {
    return objects().get(KEY).orElseThrow().etag();
  }

  private void assertKept(PublicObject object) {
    assertThat(objects().get(KEY).orElseThrow().object())
        .usingRecursiveComparison()
        .isEqualTo(object);
  }

  private static PublicObject object(String text, long sequence) {
    return new PublicObject(text.getBytes(UTF_8), "application/vc", "max-age=60", sequence);
  }
}
