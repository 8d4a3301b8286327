package org.sceau.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.testing.Samples.DEMO;
import static org.sceau.testing.Samples.LIST;
import static org.sceau.testing.Samples.NOW;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.CredentialStore.Recording;
import org.sceau.records.credential.CredentialStore.Recording.AwardedBefore;
import org.sceau.records.credential.CredentialStore.Recording.Outdated;
import org.sceau.records.credential.CredentialStore.Recording.Recorded;
import org.sceau.records.credential.CredentialStore.Recording.Taken;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.CredentialStatus.Active;
import org.sceau.records.status.CredentialStatus.Revoked;
import org.sceau.records.status.CredentialStatus.Suspended;

/** Tests that a {@link CredentialStore} replaces credentials; each adapter's tests extend it. */
public interface ReplacementContract extends RecordFixture {

  String LINK = "https://sceau.example/c/AAAAAAAAAAAAAAAAAAAAAA";
  Revoked REPLACED = new Revoked(NOW, "Name corrected", LINK);

  @Test
  default void aReplacementIsRecordedAndTheOldCredentialRevokedAtOnce() {
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
  default void theSameReplacementRecordedAgainIsRecordedAndCountedOnce() {
    open(NOW);
    var old = recorded(41);
    var fresh = at(42);
    var award = Samples.award(fresh, Samples.awardKey());
    store().replace(old, REPLACED, fresh, award);

    assertThat(store().replace(old, REPLACED, fresh, award)).isEqualTo(new Recorded());

    assertReplaced(old, fresh);
  }

  @Test
  default void anErasedCredentialIsNotReplaced() {
    open(NOW);
    var old = recorded(41);
    var left = store().erase(old.id(), DEMO, NOW).orElseThrow();

    assertNotReplaced(old, new Outdated());

    assertThat(store().lookUp(old.id())).contains(left);
  }

  @Test
  default void aCredentialIsNotReplacedFromAnotherStatus() {
    open(NOW);
    var old = recorded(41);
    var suspended = new Suspended(NOW, null);
    store().change(old, suspended);

    assertNotReplaced(old, new Outdated());

    assertThat(store().find(old.id())).contains(old.with(suspended));
  }

  @Test
  default void aCredentialThatIsNotKeptIsNotReplaced() {
    open(NOW);

    assertNotReplaced(at(41), new Outdated());
  }

  @Test
  default void aReplacementWithAUsedAwardKeyIsToldAndNothingIsWritten() {
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
  default void aReplacementAtAHeldPositionIsNotRecorded() {
    open(NOW);
    var old = recorded(41);
    recorded(42);

    assertNotReplaced(old, new Taken());

    assertThat(store().find(old.id())).contains(old);
  }

  @Test
  default void noReplacementIsRecordedIfTheListWasNeverOpened() {
    var old = recorded(41);
    var fresh = at(42);

    assertThatThrownBy(() -> store().replace(old, REPLACED, fresh, null))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store().find(fresh.id())).isEmpty();
    assertThat(store().find(old.id())).contains(old);
  }

  @Test
  default void anErasureBeforeTheReplacementPreventsIt() {
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
  default void ofReplacementsOfOneCredentialAtOnceExactlyOneIsRecorded() {
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
}
