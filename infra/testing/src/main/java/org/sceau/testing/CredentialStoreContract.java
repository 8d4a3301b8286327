package org.sceau.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.Samples.DEMO;
import static org.sceau.testing.Samples.LIST;
import static org.sceau.testing.Samples.NOW;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.AwardRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.CredentialStore.Recording.AwardedBefore;
import org.sceau.records.credential.CredentialStore.Recording.Recorded;
import org.sceau.records.credential.CredentialStore.Recording.Taken;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.CredentialStatus.Suspended;
import org.sceau.records.status.Position;

/**
 * Tests that a {@link CredentialStore} records credentials and awards; each adapter's tests extend
 * it.
 */
public interface CredentialStoreContract extends RecordFixture {

  @Test
  default void whatIsNotKeptIsNotFound() {
    assertThat(store().find(at(1).id())).isEmpty();
    assertThat(store().award(DEMO, Samples.awardKey())).isEmpty();
  }

  @Test
  default void aCredentialIsReadAsItWasWritten() {
    var credential = at(41);

    assertThat(store().record(credential, null)).isEqualTo(new Recorded());

    assertThat(store().find(credential.id())).contains(credential);
  }

  @Test
  default void aCredentialWithoutAnEndIsReadAsItWasWritten() {
    var sample = at(0);
    var credential =
        new IssuedCredential(
            sample.id(),
            sample.issuer(),
            sample.achievement(),
            sample.achievementVersion(),
            new ValidityPeriod(sample.validity().validFrom(), null),
            sample.position(),
            sample.secured(),
            sample.status());

    store().record(credential, null);

    assertThat(store().find(credential.id())).contains(credential);
  }

  @Test
  default void anAwardIsRememberedWithItsCredential() {
    var credential = at(41);
    var award = Samples.award(credential, Samples.awardKey());

    assertThat(store().record(credential, award)).isEqualTo(new Recorded());

    assertThat(store().award(DEMO, award.awardKey())).contains(award);
    assertThat(store().find(credential.id())).contains(credential);
  }

  @Test
  default void anAwardKeyIsTheIssuersOwn() {
    var credential = at(41);
    var award = Samples.award(credential, Samples.awardKey());
    store().record(credential, award);

    assertThat(store().award(new IssuerId("other"), award.awardKey())).isEmpty();

    var other = at(42);
    var otherAward =
        new AwardRecord(new IssuerId("other"), award.awardKey(), award.requestSha256(), other.id());
    assertThat(store().record(other, otherAward)).isEqualTo(new Recorded());
    assertThat(store().award(DEMO, award.awardKey())).contains(award);
  }

  @Test
  default void awardsAreFoundTogetherAndThoseNeverMadeAreLeftOut() {
    Map<String, AwardRecord> made = new HashMap<>();
    Set<String> asked = new HashSet<>();
    for (int i = 0; i < CredentialStore.MOST_AWARDS_AT_ONCE; i++) {
      var key = Samples.awardKey();
      asked.add(key);
      if (i % 3 == 0) {
        var credential = at(i);
        var award = Samples.award(credential, key);
        store().record(credential, award);
        made.put(key, award);
      }
    }

    assertThat(store().awards(DEMO, asked)).isEqualTo(made);
    assertThat(store().awards(new IssuerId("other"), asked)).isEmpty();
    for (var key : asked) {
      assertThat(store().awards(DEMO, Set.of(key)).keySet())
          .isEqualTo(made.containsKey(key) ? Set.of(key) : Set.of());
    }
    assertThat(store().awards(DEMO, Set.of())).isEmpty();
  }

  @Test
  default void anAwardMadeBeforeIsToldAndNothingIsWritten() {
    var first = at(41);
    var award = Samples.award(first, Samples.awardKey());
    store().record(first, award);
    var second = at(42);

    assertThat(store().record(second, Samples.award(second, award.awardKey())))
        .isEqualTo(new AwardedBefore(award));

    assertThat(store().find(second.id())).isEmpty();
    assertThat(store().award(DEMO, award.awardKey())).contains(award);
    assertThat(store().record(at(42), null)).as("the position is free").isEqualTo(new Recorded());
  }

  @Test
  default void aPositionIsHeldByOneCredential() {
    var first = at(41);
    store().record(first, null);
    var second = at(41);
    var award = Samples.award(second, Samples.awardKey());

    assertThat(store().record(second, award)).isEqualTo(new Taken());

    assertThat(store().find(second.id())).isEmpty();
    assertThat(store().award(DEMO, award.awardKey())).isEmpty();
    assertThat(store().find(first.id())).contains(first);
  }

  @Test
  default void theSameIndexOfAnotherListIsAnotherPosition() {
    store().record(at(41), null);

    assertThat(store().record(Samples.credential(new Position(LIST.next(), 41)), null))
        .isEqualTo(new Recorded());
  }

  @Test
  default void anIdIsOfOneCredential() {
    var first = at(41);
    store().record(first, null);
    var sample = at(42);
    var second =
        new IssuedCredential(
            first.id(),
            sample.issuer(),
            sample.achievement(),
            sample.achievementVersion(),
            sample.validity(),
            sample.position(),
            sample.secured(),
            sample.status());
    var award = Samples.award(second, Samples.awardKey());

    assertThat(store().record(second, award)).isEqualTo(new Taken());

    assertThat(store().find(first.id())).contains(first);
    assertThat(store().award(DEMO, award.awardKey())).isEmpty();
    assertThat(store().record(at(42), null)).as("the position is free").isEqualTo(new Recorded());
  }

  @Test
  default void theSameRecordedAgainIsRecorded() {
    var credential = at(41);
    var award = Samples.award(credential, Samples.awardKey());
    store().record(credential, award);

    assertThat(store().record(credential, award)).isEqualTo(new Recorded());
    assertThat(store().record(credential, null)).isEqualTo(new Recorded());

    assertThat(store().find(credential.id())).contains(credential);
  }

  @Test
  default void theSameRecordedAgainAfterAChangeOfStatusIsRecordedAndKeepsTheStatus() {
    var credential = at(41);
    var award = Samples.award(credential, Samples.awardKey());
    store().record(credential, award);
    var suspended = new Suspended(NOW, null);
    store().change(credential, suspended);

    assertThat(store().record(credential, award)).isEqualTo(new Recorded());

    assertThat(store().find(credential.id())).contains(credential.with(suspended));
  }

  @Test
  default void theSameCredentialForAnotherAwardIsRefused() {
    var credential = at(41);
    store().record(credential, Samples.award(credential, Samples.awardKey()));
    var other = Samples.award(credential, Samples.awardKey());

    assertThat(store().record(credential, other)).isEqualTo(new Taken());

    assertThat(store().award(DEMO, other.awardKey())).isEmpty();
  }

  @Test
  default void ofEqualAwardsAtOnceExactlyOneIsRecorded() {
    var awardKey = Samples.awardKey();
    var contestants = IntStream.range(0, CONTESTANTS).mapToObj(this::at).toList();

    var recordings =
        Race.run(
            CONTESTANTS,
            i -> store().record(contestants.get(i), Samples.award(contestants.get(i), awardKey)));

    assertThat(recordings).containsOnlyOnce(new Recorded());
    var winner = contestants.get(recordings.indexOf(new Recorded()));
    var award = Samples.award(winner, awardKey);
    assertThat(recordings)
        .allMatch(one -> one.equals(new Recorded()) || one.equals(new AwardedBefore(award)));
    assertThat(store().award(DEMO, awardKey)).contains(award);
    for (var contestant : contestants) {
      assertThat(store().find(contestant.id()).isPresent()).isEqualTo(contestant.equals(winner));
    }
  }

  @Test
  default void ofCredentialsForOnePositionAtOnceExactlyOneIsRecorded() {
    var contestants = IntStream.range(0, CONTESTANTS).mapToObj(_ -> at(7)).toList();

    var recordings = Race.run(CONTESTANTS, i -> store().record(contestants.get(i), null));

    assertThat(recordings).containsOnlyOnce(new Recorded());
    assertThat(recordings).allMatch(one -> one.equals(new Recorded()) || one.equals(new Taken()));
    var winner = contestants.get(recordings.indexOf(new Recorded()));
    for (var contestant : contestants) {
      assertThat(store().find(contestant.id()).isPresent()).isEqualTo(contestant.equals(winner));
    }
  }
}
