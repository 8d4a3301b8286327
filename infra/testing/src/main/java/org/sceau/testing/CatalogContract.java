package org.sceau.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.Samples.ACHIEVEMENT;
import static org.sceau.testing.Samples.DEMO;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.KeyKind;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.ApiKey;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.SigningKey;

/** What every {@link Catalog} promises; each adapter's tests extend this. */
public interface CatalogContract {

  String KEY_ID = "AbCdEf012345";
  int CONTESTANTS = 20;

  /** The same catalog throughout one test, empty at its start. */
  Catalog catalog();

  @Test
  default void whatIsNotInTheCatalogIsNotFound() {
    assertThat(catalog().issuer(DEMO)).isEmpty();
    assertThat(catalog().achievement(ACHIEVEMENT)).isEmpty();
    assertThat(catalog().achievement(ACHIEVEMENT, 1)).isEmpty();
    assertThat(catalog().apiKey(KEY_ID)).isEmpty();
  }

  static Stream<Issuer> issuers() {
    var whole = Samples.issuer(DEMO, 1);
    var nameAlone = new IssuerProfile("Université Exemple", null, null, null, null, null);
    var lives =
        Stream.of(
                new KeyLife.Announced(),
                new KeyLife.Active(),
                new KeyLife.Retired(Samples.NOW),
                new KeyLife.Compromised(Samples.NOW.minusSeconds(1)))
            .map(life -> Samples.issuer(DEMO, 1).keys().getFirst().with(life))
            .toList();
    return Stream.of(
        whole,
        new Issuer(DEMO, nameAlone, whole.keys(), 1),
        new Issuer(DEMO, whole.profile(), lives, 1));
  }

  @ParameterizedTest
  @MethodSource("org.sceau.testing.CatalogContract#issuers")
  default void anIssuerIsReadAsItWasWrittenAlsoWhenItIsWrittenAgain(Issuer issuer) {
    for (int times = 0; times < 2; times++) {
      assertThat(catalog().put(issuer)).isTrue();

      assertThat(catalog().issuer(DEMO)).contains(issuer);
    }
  }

  @Test
  default void anIssuerBeginsWithRevisionOne() {
    assertThat(catalog().put(Samples.issuer(DEMO, 0))).isFalse();
    assertThat(catalog().put(Samples.issuer(DEMO, 2))).isFalse();

    assertThat(catalog().issuer(DEMO)).isEmpty();
  }

  @Test
  default void anIssuerThatIsItsKeyIsFoundByItsDid() {
    var issuer = itsKey(DEMO, new MemorySigner().create(KeyKind.P256));
    var did = Multikey.did(issuer.keys().getFirst().publicKey());
    assertThat(catalog().named(did)).isEmpty();

    assertThat(catalog().put(issuer)).isTrue();
    assertThat(catalog().put(issuer)).as("again, as after an answer that was lost").isTrue();

    assertThat(catalog().named(did)).contains(DEMO);
    assertThat(catalog().issuer(DEMO)).contains(issuer);
  }

  @Test
  default void anIssuerWithADocumentIsNotFoundByItsKey() {
    var issuer = Samples.issuer(DEMO, 1);
    catalog().put(issuer);

    for (var key : issuer.keys()) {
      assertThat(catalog().named(Multikey.did(key.publicKey()))).isEmpty();
    }
  }

  @Test
  default void noTwoIssuersAreTheSameKey() {
    var key = new MemorySigner().create(KeyKind.P256);
    var other = new IssuerId("other");
    catalog().put(itsKey(DEMO, key));

    assertThat(catalog().put(itsKey(other, key))).isFalse();

    assertThat(catalog().issuer(other)).isEmpty();
    assertThat(catalog().named(Multikey.did(key.publicKey()))).contains(DEMO);
  }

  @Test
  default void anIssuerThatIsItsKeyIsChangedLikeAnyOther() {
    var first = itsKey(DEMO, new MemorySigner().create(KeyKind.P256));
    catalog().put(first);
    var compromised =
        first.withKeys(List.of(first.keys().getFirst().with(new KeyLife.Compromised(Samples.NOW))));

    assertThat(catalog().put(compromised)).isTrue();

    assertThat(catalog().issuer(DEMO)).contains(compromised);
    assertThat(catalog().named(Multikey.did(first.keys().getFirst().publicKey()))).contains(DEMO);
  }

  @Test
  default void anIssuerIsChangedFromTheRevisionBefore() {
    catalog().put(Samples.issuer(DEMO, 1));
    var second = Samples.issuer(DEMO, 2);

    assertThat(catalog().put(second)).isTrue();

    assertThat(catalog().issuer(DEMO)).contains(second);
  }

  @Test
  default void anIssuerIsNotChangedFromAnyOtherRevision() {
    var second = Samples.issuer(DEMO, 2);
    catalog().put(Samples.issuer(DEMO, 1));
    catalog().put(second);

    for (long revision : List.of(0L, 1L, 2L, 4L)) {
      assertThat(catalog().put(Samples.issuer(DEMO, revision))).as("%d", revision).isFalse();
    }

    assertThat(catalog().issuer(DEMO)).contains(second);
  }

  @Test
  default void issuersAreApart() {
    var demo = Samples.issuer(DEMO, 1);
    var other = Samples.issuer(new IssuerId("demo-2"), 1);
    catalog().put(demo);

    assertThat(catalog().put(other)).isTrue();

    assertThat(catalog().issuer(DEMO)).contains(demo);
    assertThat(catalog().issuer(other.id())).contains(other);
  }

  @Test
  default void ofChangesToOneIssuerAtOnceExactlyOneIsWritten() {
    catalog().put(Samples.issuer(DEMO, 1));
    var changes = Stream.generate(() -> Samples.issuer(DEMO, 2)).limit(CONTESTANTS).toList();

    var written = Race.run(CONTESTANTS, i -> catalog().put(changes.get(i)));

    assertThat(written).containsOnlyOnce(true);
    assertThat(catalog().issuer(DEMO)).contains(changes.get(written.indexOf(true)));
  }

  static Stream<Achievement> achievements() {
    var sample = Samples.achievement(ACHIEVEMENT, DEMO, 1);
    return Stream.of(sample, new Achievement(ACHIEVEMENT, DEMO, sample.content(), null, 1));
  }

  @ParameterizedTest
  @MethodSource("org.sceau.testing.CatalogContract#achievements")
  default void anAchievementIsReadAsItWasWrittenAlsoWhenItIsWrittenAgain(Achievement achievement) {
    for (int times = 0; times < 2; times++) {
      assertThat(catalog().put(achievement)).isTrue();

      assertThat(catalog().achievement(ACHIEVEMENT)).contains(achievement);
      assertThat(catalog().achievement(ACHIEVEMENT, 1)).contains(achievement);
    }
  }

  @Test
  default void anAchievementBeginsWithVersionOne() {
    assertThat(catalog().put(Samples.achievement(ACHIEVEMENT, DEMO, 0))).isFalse();
    assertThat(catalog().put(Samples.achievement(ACHIEVEMENT, DEMO, 2))).isFalse();

    assertThat(catalog().achievement(ACHIEVEMENT)).isEmpty();
    assertThat(catalog().achievement(ACHIEVEMENT, 2)).isEmpty();
  }

  @Test
  default void earlierVersionsStayReadable() {
    var versions =
        List.of(
            Samples.achievement(ACHIEVEMENT, DEMO, 1),
            Samples.achievement(ACHIEVEMENT, DEMO, 2),
            Samples.achievement(ACHIEVEMENT, DEMO, 3));

    assertThat(versions).allMatch(version -> catalog().put(version));

    for (var version : versions) {
      assertThat(catalog().achievement(ACHIEVEMENT, version.version())).contains(version);
    }
    assertThat(catalog().achievement(ACHIEVEMENT)).contains(versions.getLast());
    assertThat(catalog().achievement(ACHIEVEMENT, 4)).isEmpty();
  }

  @Test
  default void anAchievementIsNotChangedFromAnyOtherVersion() {
    var second = Samples.achievement(ACHIEVEMENT, DEMO, 2);
    catalog().put(Samples.achievement(ACHIEVEMENT, DEMO, 1));
    catalog().put(second);

    for (long version : List.of(0L, 1L, 2L, 4L)) {
      assertThat(catalog().put(Samples.achievement(ACHIEVEMENT, DEMO, version)))
          .as("%d", version)
          .isFalse();
    }

    assertThat(catalog().achievement(ACHIEVEMENT)).contains(second);
    assertThat(catalog().achievement(ACHIEVEMENT, 4)).isEmpty();
  }

  @Test
  default void noOtherIssuerChangesAnAchievement() {
    var first = Samples.achievement(ACHIEVEMENT, DEMO, 1);
    catalog().put(first);

    assertThat(catalog().put(Samples.achievement(ACHIEVEMENT, new IssuerId("other"), 2))).isFalse();

    assertThat(catalog().achievement(ACHIEVEMENT)).contains(first);
    assertThat(catalog().achievement(ACHIEVEMENT, 2)).isEmpty();
  }

  @Test
  default void ofChangesToOneAchievementAtOnceExactlyOneIsWritten() {
    catalog().put(Samples.achievement(ACHIEVEMENT, DEMO, 1));
    var changes =
        Stream.generate(() -> Samples.achievement(ACHIEVEMENT, DEMO, 2))
            .limit(CONTESTANTS)
            .toList();

    var written = Race.run(CONTESTANTS, i -> catalog().put(changes.get(i)));

    assertThat(written).containsOnlyOnce(true);
    var winner = changes.get(written.indexOf(true));
    assertThat(catalog().achievement(ACHIEVEMENT)).contains(winner);
    assertThat(catalog().achievement(ACHIEVEMENT, 2)).contains(winner);
  }

  @Test
  default void anApiKeyIsReadAsItWasWrittenAlsoWhenItIsWrittenAgain() {
    var key = Samples.apiKey(KEY_ID);

    assertThat(catalog().add(key)).isTrue();
    assertThat(catalog().add(key)).isTrue();

    assertThat(catalog().apiKey(KEY_ID)).contains(key);
  }

  @Test
  default void noSecondApiKeyTakesTheIdOfTheFirst() {
    var first = Samples.apiKey(KEY_ID);
    catalog().add(first);

    assertThat(catalog().add(Samples.apiKey(KEY_ID))).isFalse();

    assertThat(catalog().apiKey(KEY_ID)).contains(first);
  }

  @Test
  default void anIssuersApiKeysAreListedOldestFirst() {
    var second = Samples.apiKey("second000000", DEMO, Samples.NOW.plusSeconds(1));
    var first = Samples.apiKey("zzzzzzzzzzz1", DEMO, Samples.NOW);
    var third = Samples.apiKey("AAAAAAAAAAA2", DEMO, Samples.NOW.plusSeconds(2));
    List.of(second, first, third, Samples.apiKey(KEY_ID, new IssuerId("demo-2"), Samples.NOW))
        .forEach(key -> catalog().add(key));
    catalog().put(Samples.issuer(DEMO, 1));

    assertThat(catalog().apiKeys(DEMO)).containsExactly(first, second, third);
    assertThat(catalog().apiKeys(new IssuerId("none"))).isEmpty();
  }

  @Test
  default void anApiKeyThatEndsIsKeptAndListedSo() {
    var key = Samples.apiKey(KEY_ID);
    catalog().add(key);
    var ended = key.endingAt(Samples.NOW.plusSeconds(60));

    assertThat(catalog().end(DEMO, KEY_ID, Samples.NOW.plusSeconds(60))).contains(ended);

    assertThat(catalog().apiKey(KEY_ID)).contains(ended);
    assertThat(catalog().apiKeys(DEMO)).containsExactly(ended);
    assertThat(catalog().add(key)).as("it does not come back").isFalse();
    assertThat(catalog().apiKey(KEY_ID)).contains(ended);
  }

  @Test
  default void anEndIsBroughtForwardAndNeverPutOff() {
    catalog().add(Samples.apiKey(KEY_ID));
    catalog().end(DEMO, KEY_ID, Samples.NOW.plusSeconds(60));

    assertThat(catalog().end(DEMO, KEY_ID, Samples.NOW.plusSeconds(90)).orElseThrow().endsAt())
        .isEqualTo(Samples.NOW.plusSeconds(60));
    assertThat(catalog().end(DEMO, KEY_ID, Samples.NOW).orElseThrow().endsAt())
        .isEqualTo(Samples.NOW);
    assertThat(catalog().end(DEMO, KEY_ID, Samples.NOW).orElseThrow().endsAt())
        .isEqualTo(Samples.NOW);
    assertThat(catalog().apiKeys(DEMO)).extracting(ApiKey::endsAt).containsExactly(Samples.NOW);
  }

  @Test
  default void onlyItsOwnIssuerEndsAnApiKey() {
    var key = Samples.apiKey(KEY_ID);
    catalog().add(key);

    assertThat(catalog().end(new IssuerId("other"), KEY_ID, Samples.NOW)).isEmpty();
    assertThat(catalog().end(DEMO, "unknown00000", Samples.NOW)).isEmpty();

    assertThat(catalog().apiKey(KEY_ID)).contains(key);
    assertThat(catalog().apiKeys(DEMO)).containsExactly(key);
  }

  @Test
  default void ofApiKeysWithOneIdAddedAtOnceExactlyOneIsWritten() {
    var keys = Stream.generate(() -> Samples.apiKey(KEY_ID)).limit(CONTESTANTS).toList();

    var written = Race.run(CONTESTANTS, i -> catalog().add(keys.get(i)));

    assertThat(written).containsOnlyOnce(true);
    assertThat(catalog().apiKey(KEY_ID)).contains(keys.get(written.indexOf(true)));
  }

  private static Issuer itsKey(IssuerId id, SigningKey key) {
    var demo = Demo.issuer(key);
    return new Issuer(id, demo.profile(), demo.keys(), 1);
  }
}
