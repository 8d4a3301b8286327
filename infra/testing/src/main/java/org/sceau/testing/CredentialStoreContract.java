package org.sceau.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.testing.Samples.DEMO;
import static org.sceau.testing.Samples.LIST;
import static org.sceau.testing.Samples.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.AwardRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.CredentialStore.Recording;
import org.sceau.records.credential.CredentialStore.Recording.AwardedBefore;
import org.sceau.records.credential.CredentialStore.Recording.Outdated;
import org.sceau.records.credential.CredentialStore.Recording.Recorded;
import org.sceau.records.credential.CredentialStore.Recording.Taken;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.CredentialStatus.Active;
import org.sceau.records.status.CredentialStatus.Revoked;
import org.sceau.records.status.CredentialStatus.Suspended;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusLists;

/** What every {@link CredentialStore} promises; each adapter's tests extend this. */
public abstract class CredentialStoreContract {

  private static final int CONTESTANTS = 50;

  private static final String LINK = "https://sceau.example/c/AAAAAAAAAAAAAAAAAAAAAA";
  private static final Revoked REPLACED = new Revoked(NOW, "Name corrected", LINK);

  /** The same store throughout one test, empty at its start. */
  protected abstract CredentialStore store();

  /** The lists beside the store. */
  protected abstract StatusLists lists();

  @Test
  void whatIsNotKeptIsNotFound() {
    assertThat(store().find(at(1).id())).isEmpty();
    assertThat(store().award(DEMO, Samples.awardKey())).isEmpty();
  }

  @Test
  void aCredentialIsReadAsItWasWritten() {
    var credential = at(41);

    assertThat(store().record(credential, null)).isEqualTo(new Recorded());

    assertThat(store().find(credential.id())).contains(credential);
  }

  @Test
  void aCredentialWithoutAnEndIsReadAsItWasWritten() {
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
  void anAwardIsRememberedWithItsCredential() {
    var credential = at(41);
    var award = Samples.award(credential, Samples.awardKey());

    assertThat(store().record(credential, award)).isEqualTo(new Recorded());

    assertThat(store().award(DEMO, award.awardKey())).contains(award);
    assertThat(store().find(credential.id())).contains(credential);
  }

  @Test
  void anAwardKeyIsTheIssuersOwn() {
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
  void awardsAreFoundTogetherAndThoseNeverMadeAreLeftOut() {
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
  void anAwardMadeBeforeIsToldAndNothingIsWritten() {
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
  void aPositionIsHeldByOneCredential() {
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
  void theSameIndexOfAnotherListIsAnotherPosition() {
    store().record(at(41), null);

    assertThat(store().record(Samples.credential(new Position(LIST.next(), 41)), null))
        .isEqualTo(new Recorded());
  }

  @Test
  void anIdIsOfOneCredential() {
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
  void theSameRecordedAgainIsRecorded() {
    var credential = at(41);
    var award = Samples.award(credential, Samples.awardKey());
    store().record(credential, award);

    assertThat(store().record(credential, award)).isEqualTo(new Recorded());
    assertThat(store().record(credential, null)).isEqualTo(new Recorded());

    assertThat(store().find(credential.id())).contains(credential);
  }

  @Test
  void theSameRecordedAgainAfterAChangeOfStatusIsRecordedAndKeepsTheStatus() {
    var credential = at(41);
    var award = Samples.award(credential, Samples.awardKey());
    store().record(credential, award);
    var suspended = new Suspended(NOW, null);
    store().change(credential, suspended);

    assertThat(store().record(credential, award)).isEqualTo(new Recorded());

    assertThat(store().find(credential.id())).contains(credential.with(suspended));
  }

  @Test
  void theSameCredentialForAnotherAwardIsRefused() {
    var credential = at(41);
    store().record(credential, Samples.award(credential, Samples.awardKey()));
    var other = Samples.award(credential, Samples.awardKey());

    assertThat(store().record(credential, other)).isEqualTo(new Taken());

    assertThat(store().award(DEMO, other.awardKey())).isEmpty();
  }

  @Test
  void ofEqualAwardsAtOnceExactlyOneIsRecorded() {
    var awardKey = Samples.awardKey();
    var contestants = IntStream.range(0, CONTESTANTS).mapToObj(i -> at(i)).toList();

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
  void ofCredentialsForOnePositionAtOnceExactlyOneIsRecorded() {
    var contestants = IntStream.range(0, CONTESTANTS).mapToObj(_ -> at(7)).toList();

    var recordings = Race.run(CONTESTANTS, i -> store().record(contestants.get(i), null));

    assertThat(recordings).containsOnlyOnce(new Recorded());
    assertThat(recordings).allMatch(one -> one.equals(new Recorded()) || one.equals(new Taken()));
    var winner = contestants.get(recordings.indexOf(new Recorded()));
    for (var contestant : contestants) {
      assertThat(store().find(contestant.id()).isPresent()).isEqualTo(contestant.equals(winner));
    }
  }

  @Test
  void aSuspensionAndItsEndChangeTheStatusAlone() {
    open(NOW);
    var credential = recorded(41);
    var suspended = new Suspended(NOW.plusNanos(456), "Paiement contesté");

    assertThat(store().change(credential, suspended)).isTrue();
    assertThat(store().find(credential.id())).contains(credential.with(suspended));
    assertThat(store().change(credential.with(suspended), new Active())).isTrue();

    assertThat(store().find(credential.id())).contains(credential);
    assertThat(lists().bits(LIST).isEmpty()).isTrue();
    assertThat(head().change()).isZero();
  }

  @Test
  void aRevocationSetsItsBitAndThatBitOnly() {
    open(NOW);
    recorded(40);
    var credential = recorded(41);
    recorded(42);
    var revoked = new Revoked(NOW.plusNanos(456), "Fraude");

    assertThat(store().change(credential, revoked)).isTrue();

    assertThat(store().find(credential.id())).contains(credential.with(revoked));
    assertThat(lists().bits(LIST).stream()).containsExactly(41);
    assertThat(head().change()).isEqualTo(1);
    assertThat(lists().bits(LIST.next()).isEmpty()).isTrue();
  }

  @Test
  void aRevocationTellsWhatTookItsPlaceUntilItIsErased() {
    open(NOW);
    var credential = recorded(43);
    var replaced = new Revoked(NOW, "Erreur", "https://sceau.example/c/AAAAAAAAAAAAAAAAAAAAAA");

    assertThat(store().change(credential, replaced)).isTrue();
    assertThat(store().change(credential, replaced)).as("again").isTrue();
    assertThat(store().find(credential.id())).contains(credential.with(replaced));
    assertThat(store().change(credential, new Revoked(NOW, "Erreur"))).isFalse();
    assertThat(store().erase(credential.id(), credential.issuer(), NOW).orElseThrow().status())
        .isEqualTo(new Revoked(NOW, null));
  }

  @Test
  void aSuspendedCredentialCanBeRevoked() {
    open(NOW);
    var suspended = recorded(41).with(new Suspended(NOW, null));
    store().change(recordedAs(suspended), suspended.status());
    var revoked = new Revoked(NOW.plusSeconds(1), null);

    assertThat(store().change(suspended, revoked)).isTrue();

    assertThat(store().find(suspended.id())).contains(suspended.with(revoked));
    assertThat(lists().bits(LIST).get(41)).isTrue();
  }

  @Test
  void aRevocationMakesItsListDueAtOnce() {
    open(NOW.plus(Duration.ofHours(6)));

    store().change(recorded(41), new Revoked(NOW, null));

    assertThat(head().dueAt()).isEqualTo(NOW);
  }

  @Test
  void aListThatIsDueStaysDue() {
    open(NOW.minusSeconds(30));

    store().change(recorded(41), new Revoked(NOW, null));

    assertThat(head().dueAt()).isEqualTo(NOW.minusSeconds(30));
    assertThat(head().change()).isEqualTo(1);
  }

  @Test
  void aStatusIsNotChangedFromAnother() {
    open(NOW);
    var credential = recorded(41);
    var suspended = new Suspended(NOW, "1");
    store().change(credential, suspended);
    var revoked = new Revoked(NOW.plusSeconds(9), null);

    assertThat(store().change(credential, revoked)).isFalse();
    assertThat(store().change(credential.with(new Suspended(NOW, null)), revoked)).isFalse();
    assertThat(store().change(credential.with(new Suspended(NOW, "2")), revoked)).isFalse();
    assertThat(store().change(credential.with(new Suspended(NOW.plusNanos(1), "1")), revoked))
        .isFalse();
    assertThat(store().change(credential.with(new Revoked(NOW, "1")), new Active())).isFalse();

    assertThat(store().find(credential.id())).contains(credential.with(suspended));
    assertThat(lists().bits(LIST).isEmpty()).isTrue();
    assertThat(head().change()).isZero();
  }

  @Test
  void aCredentialThatIsNotKeptIsNotChanged() {
    open(NOW);
    var credential = at(41);

    assertThat(store().change(credential, new Suspended(NOW, null))).isFalse();
    assertThat(store().change(credential, new Revoked(NOW, null))).isFalse();

    assertThat(store().find(credential.id())).isEmpty();
    assertThat(lists().bits(LIST).isEmpty()).isTrue();
    assertThat(head().change()).isZero();
  }

  @Test
  void theSameChangeMadeAgainIsChangedAndCountedOnce() {
    open(NOW);
    var credential = recorded(41);
    var suspended = new Suspended(NOW, null);
    var revoked = new Revoked(NOW.plusSeconds(1), "Fraude");

    assertThat(store().change(credential, suspended)).isTrue();
    assertThat(store().change(credential, suspended)).isTrue();
    assertThat(store().change(credential.with(suspended), revoked)).isTrue();
    assertThat(store().change(credential.with(suspended), revoked)).isTrue();

    assertThat(head().change()).isEqualTo(1);
    assertThat(lists().bits(LIST).stream()).containsExactly(41);
  }

  @Test
  void noBitIsSetInAListThatWasNeverOpened() {
    var credential = recorded(41);
    var revoked = new Revoked(NOW, null);

    assertThatThrownBy(() -> store().change(credential, revoked))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store().find(credential.id())).contains(credential);
    assertThat(lists().bits(LIST).isEmpty()).isTrue();
  }

  @Test
  void ofChangesToOneStatusAtOnceExactlyOneIsMade() {
    open(NOW);
    var credential = recorded(41);

    var changed =
        Race.run(
            CONTESTANTS,
            i -> store().change(credential, new Revoked(NOW.plusSeconds(i), "reason " + i)));

    assertThat(changed).containsOnlyOnce(true);
    int winner = changed.indexOf(true);
    assertThat(store().find(credential.id()))
        .contains(credential.with(new Revoked(NOW.plusSeconds(winner), "reason " + winner)));
    assertThat(head().change()).isEqualTo(1);
  }

  @Test
  void fiftyRevocationsAtOnceOnOneListAreAllSet() {
    open(NOW.plus(Duration.ofHours(6)));
    var credentials = IntStream.range(0, CONTESTANTS).mapToObj(i -> recorded(i * 1_000)).toList();

    var changed =
        Race.run(
            CONTESTANTS,
            i -> store().change(credentials.get(i), new Revoked(NOW.plusSeconds(i), null)));

    assertThat(changed).containsOnly(true);
    assertThat(lists().bits(LIST).stream())
        .containsExactlyElementsOf(
            IntStream.range(0, CONTESTANTS).mapToObj(i -> i * 1_000).toList());
    assertThat(head().change()).isEqualTo(CONTESTANTS);
    assertThat(head().dueAt()).isEqualTo(NOW);
  }

  @Test
  void ofAnErasedCredentialNothingIsLeftButItsPositionAndStatus() {
    var credential = at(41);
    var award = Samples.award(credential, Samples.awardKey());
    store().record(credential, award);

    var left =
        new ErasedCredential(credential.id(), DEMO, credential.position(), new Active(), NOW);
    assertThat(store().erase(credential.id(), DEMO, NOW)).contains(left);

    assertThat(store().lookUp(credential.id())).contains(left);
    assertThat(store().find(credential.id())).isEmpty();
    assertThat(store().award(DEMO, award.awardKey())).contains(award);
    assertThat(store().record(at(41), null)).as("the position is held").isEqualTo(new Taken());
  }

  @Test
  void anErasedCredentialStaysRevokedAndLosesTheReason() {
    open(NOW);
    var credential = recorded(41);
    store().change(credential, new Revoked(NOW, "Fraude de Camille"));

    assertThat(store().erase(credential.id(), DEMO, NOW.plusSeconds(1)).orElseThrow().status())
        .isEqualTo(new Revoked(NOW, null));

    assertThat(store().lookUp(credential.id()).orElseThrow().status())
        .isEqualTo(new Revoked(NOW, null));
    assertThat(lists().bits(LIST).stream()).containsExactly(41);
    assertThat(head().change()).isEqualTo(1);
  }

  @Test
  void toEraseAgainChangesNothing() {
    var credential = recorded(41);
    var first = store().erase(credential.id(), DEMO, NOW);

    assertThat(store().erase(credential.id(), DEMO, NOW.plusSeconds(9))).isEqualTo(first);
  }

  @Test
  void anotherIssuersCredentialIsNotErasedNorOneThatIsNot() {
    var credential = recorded(41);

    assertThat(store().erase(credential.id(), new IssuerId("other"), NOW)).isEmpty();
    assertThat(store().erase(at(42).id(), DEMO, NOW)).isEmpty();

    assertThat(store().find(credential.id())).contains(credential);
    store().erase(credential.id(), DEMO, NOW);
    assertThat(store().erase(credential.id(), new IssuerId("other"), NOW)).isEmpty();
  }

  @Test
  void aChangeThatBeganBeforeTheErasureIsNotMade() {
    open(NOW);
    var credential = recorded(41);
    store().erase(credential.id(), DEMO, NOW);

    assertThat(store().change(credential, new Suspended(NOW, "Camille"))).isFalse();
    assertThat(store().change(credential, new Revoked(NOW, "Camille"))).isFalse();

    assertThat(store().lookUp(credential.id()).orElseThrow().status()).isEqualTo(new Active());
    assertThat(lists().bits(LIST).isEmpty()).isTrue();
  }

  @Test
  void anErasedCredentialCanBeRevoked() {
    open(NOW);
    var erased = store().erase(recorded(41).id(), DEMO, NOW).orElseThrow();

    assertThat(store().change(erased, new Revoked(NOW, null))).isTrue();

    assertThat(store().lookUp(erased.id())).contains(erased.with(new Revoked(NOW, null)));
    assertThat(lists().bits(LIST).stream()).containsExactly(41);
  }

  @Test
  void aReplacementIsRecordedAndTheOldCredentialRevokedAtOnce() {
    open(NOW.plus(Duration.ofHours(6)));
    var old = recorded(41);
    var fresh = at(42);
    var award = Samples.award(fresh, Samples.awardKey());

    assertThat(store().replace(old, REPLACED, fresh, award)).isEqualTo(new Recorded());

    assertReplaced(old, fresh);
    assertThat(store().award(DEMO, award.awardKey())).contains(award);
    assertThat(head().dueAt()).isEqualTo(NOW);
    assertThat(store().record(at(42), null)).as("the position is held").isEqualTo(new Taken());
  }

  @Test
  void theSameReplacementRecordedAgainIsRecordedAndCountedOnce() {
    open(NOW);
    var old = recorded(41);
    var fresh = at(42);
    var award = Samples.award(fresh, Samples.awardKey());
    store().replace(old, REPLACED, fresh, award);

    assertThat(store().replace(old, REPLACED, fresh, award)).isEqualTo(new Recorded());

    assertReplaced(old, fresh);
  }

  @Test
  void anErasedCredentialIsNotReplaced() {
    open(NOW);
    var old = recorded(41);
    var left = store().erase(old.id(), DEMO, NOW).orElseThrow();

    assertNotReplaced(old, new Outdated());

    assertThat(store().lookUp(old.id())).contains(left);
  }

  @Test
  void aCredentialIsNotReplacedFromAnotherStatus() {
    open(NOW);
    var old = recorded(41);
    var suspended = new Suspended(NOW, null);
    store().change(old, suspended);

    assertNotReplaced(old, new Outdated());

    assertThat(store().find(old.id())).contains(old.with(suspended));
  }

  @Test
  void aCredentialThatIsNotKeptIsNotReplaced() {
    open(NOW);

    assertNotReplaced(at(41), new Outdated());
  }

  @Test
  void aReplacementWithAUsedAwardKeyIsToldAndNothingIsWritten() {
    open(NOW);
    var old = recorded(41);
    var first = at(43);
    var award = Samples.award(first, Samples.awardKey());
    store().record(first, award);
    var fresh = at(42);

    assertThat(store().replace(old, REPLACED, fresh, Samples.award(fresh, award.awardKey())))
        .isEqualTo(new AwardedBefore(award));

    assertThat(store().find(fresh.id())).isEmpty();
    assertThat(store().find(old.id())).contains(old);
    assertThat(lists().bits(LIST).isEmpty()).isTrue();
  }

  @Test
  void aReplacementAtAHeldPositionIsNotRecorded() {
    open(NOW);
    var old = recorded(41);
    recorded(42);

    assertNotReplaced(old, new Taken());

    assertThat(store().find(old.id())).contains(old);
  }

  @Test
  void noReplacementIsRecordedIfTheListWasNeverOpened() {
    var old = recorded(41);
    var fresh = at(42);

    assertThatThrownBy(() -> store().replace(old, REPLACED, fresh, null))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store().find(fresh.id())).isEmpty();
    assertThat(store().find(old.id())).contains(old);
  }

  @Test
  void anErasureBeforeTheReplacementPreventsIt() {
    open(NOW);
    for (int round = 0; round < CONTESTANTS; round++) {
      var old = recorded(2 * round);
      var fresh = at(2 * round + 1);

      var outcomes =
          Race.<Object>run(
              2,
              i ->
                  i == 0
                      ? store().replace(old, REPLACED, fresh, null)
                      : store().erase(old.id(), DEMO, NOW).orElseThrow());

      boolean replaced = outcomes.getFirst().equals(new Recorded());
      assertThat(replaced || outcomes.getFirst().equals(new Outdated())).isTrue();
      assertThat(store().find(fresh.id()).isPresent()).isEqualTo(replaced);
      assertThat(lists().bits(LIST).get(2 * round)).isEqualTo(replaced);
      assertThat(store().lookUp(old.id()).orElseThrow().status())
          .isEqualTo(replaced ? new Revoked(NOW, null) : new Active());
    }
  }

  @Test
  void ofReplacementsOfOneCredentialAtOnceExactlyOneIsRecorded() {
    open(NOW);
    var old = recorded(0);
    var contestants = IntStream.rangeClosed(1, CONTESTANTS).mapToObj(i -> at(i)).toList();

    var recordings =
        Race.run(
            CONTESTANTS,
            i ->
                store()
                    .replace(old, new Revoked(NOW, "reason " + i, LINK), contestants.get(i), null));

    assertThat(recordings).containsOnlyOnce(new Recorded());
    assertThat(recordings)
        .allMatch(one -> one.equals(new Recorded()) || one.equals(new Outdated()));
    int winner = recordings.indexOf(new Recorded());
    assertThat(store().find(old.id()))
        .contains(old.with(new Revoked(NOW, "reason " + winner, LINK)));
    for (var contestant : contestants) {
      assertThat(store().find(contestant.id()).isPresent())
          .isEqualTo(contestant.equals(contestants.get(winner)));
    }
    assertThat(head().change()).isEqualTo(1);
  }

  private void assertReplaced(IssuedCredential old, IssuedCredential fresh) {
    assertThat(store().find(old.id())).contains(old.with(REPLACED));
    assertThat(store().find(fresh.id())).contains(fresh);
    assertThat(lists().bits(LIST).stream()).containsExactly(old.position().index());
    assertThat(head().change()).isEqualTo(1);
  }

  private void assertNotReplaced(IssuedCredential old, Recording why) {
    var fresh = at(42);
    var award = Samples.award(fresh, Samples.awardKey());

    assertThat(store().replace(old, REPLACED, fresh, award)).isEqualTo(why);

    assertThat(store().find(fresh.id())).isEmpty();
    assertThat(store().award(DEMO, award.awardKey())).isEmpty();
    assertThat(lists().bits(LIST).isEmpty()).isTrue();
    assertThat(head().change()).isZero();
  }

  private void open(Instant dueAt) {
    assertThat(
            lists()
                .open(
                    StatusListHead.opened(
                        LIST,
                        StatusListHead.DEFAULT_CAPACITY,
                        "0123456789abcdef0123456789abcdef",
                        dueAt)))
        .isTrue();
  }

  private StatusListHead head() {
    return lists().head(LIST).orElseThrow();
  }

  private IssuedCredential recorded(int index) {
    return recordedAs(at(index));
  }

  private IssuedCredential recordedAs(IssuedCredential credential) {
    var active = credential.with(new Active());
    assertThat(store().record(active, null)).isEqualTo(new Recorded());
    return active;
  }

  private static IssuedCredential at(int index) {
    return Samples.credential(new Position(LIST, index));
  }
}
