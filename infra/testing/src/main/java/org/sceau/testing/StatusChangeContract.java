package org.sceau.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.testing.Samples.DEMO;
import static org.sceau.testing.Samples.LIST;
import static org.sceau.testing.Samples.NOW;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.CredentialStore.Recording.Taken;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.status.CredentialStatus.Active;
import org.sceau.records.status.CredentialStatus.Revoked;
import org.sceau.records.status.CredentialStatus.Suspended;

/**
 * Tests that a {@link CredentialStore} changes the status and erases; each adapter's tests extend
 * it.
 */
public interface StatusChangeContract extends RecordFixture {

  @Test
  default void aSuspensionAndItsEndChangeTheStatusAlone() {
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
  default void aRevocationSetsItsBitAndThatBitOnly() {
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
  default void aRevocationTellsWhatTookItsPlaceUntilItIsErased() {
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
  default void aSuspendedCredentialCanBeRevoked() {
    open(NOW);
    var suspended = recorded(41).with(new Suspended(NOW, null));
    store().change(recordedAs(suspended), suspended.status());
    var revoked = new Revoked(NOW.plusSeconds(1), null);

    assertThat(store().change(suspended, revoked)).isTrue();

    assertThat(store().find(suspended.id())).contains(suspended.with(revoked));
    assertThat(lists().bits(LIST).get(41)).isTrue();
  }

  @Test
  default void aRevocationMakesItsListDueAtOnce() {
    open(NOW.plus(Duration.ofHours(6)));

    store().change(recorded(41), new Revoked(NOW, null));

    assertThat(head().dueAt()).isEqualTo(NOW);
  }

  @Test
  default void aListThatIsDueStaysDue() {
    open(NOW.minusSeconds(30));

    store().change(recorded(41), new Revoked(NOW, null));

    assertThat(head().dueAt()).isEqualTo(NOW.minusSeconds(30));
    assertThat(head().change()).isEqualTo(1);
  }

  @Test
  default void aStatusIsNotChangedFromAnother() {
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
  default void aCredentialThatIsNotKeptIsNotChanged() {
    open(NOW);
    var credential = at(41);

    assertThat(store().change(credential, new Suspended(NOW, null))).isFalse();
    assertThat(store().change(credential, new Revoked(NOW, null))).isFalse();

    assertThat(store().find(credential.id())).isEmpty();
    assertThat(lists().bits(LIST).isEmpty()).isTrue();
    assertThat(head().change()).isZero();
  }

  @Test
  default void theSameChangeMadeAgainIsChangedAndCountedOnce() {
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
  default void noBitIsSetInAListThatWasNeverOpened() {
    var credential = recorded(41);
    var revoked = new Revoked(NOW, null);

    assertThatThrownBy(() -> store().change(credential, revoked))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store().find(credential.id())).contains(credential);
    assertThat(lists().bits(LIST).isEmpty()).isTrue();
  }

  @Test
  default void ofChangesToOneStatusAtOnceExactlyOneIsMade() {
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
  default void fiftyRevocationsAtOnceOnOneListAreAllSet() {
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
  default void ofAnErasedCredentialNothingIsLeftButItsPositionAndStatus() {
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
  default void anErasedCredentialStaysRevokedAndLosesTheReason() {
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
  default void toEraseAgainChangesNothing() {
    var credential = recorded(41);
    var first = store().erase(credential.id(), DEMO, NOW);

    assertThat(store().erase(credential.id(), DEMO, NOW.plusSeconds(9))).isEqualTo(first);
  }

  @Test
  default void anotherIssuersCredentialIsNotErasedNorOneThatIsNot() {
    var credential = recorded(41);

    assertThat(store().erase(credential.id(), new IssuerId("other"), NOW)).isEmpty();
    assertThat(store().erase(at(42).id(), DEMO, NOW)).isEmpty();

    assertThat(store().find(credential.id())).contains(credential);
    store().erase(credential.id(), DEMO, NOW);
    assertThat(store().erase(credential.id(), new IssuerId("other"), NOW)).isEmpty();
  }

  @Test
  default void aChangeThatBeganBeforeTheErasureIsNotMade() {
    open(NOW);
    var credential = recorded(41);
    store().erase(credential.id(), DEMO, NOW);

    assertThat(store().change(credential, new Suspended(NOW, "Camille"))).isFalse();
    assertThat(store().change(credential, new Revoked(NOW, "Camille"))).isFalse();

    assertThat(store().lookUp(credential.id()).orElseThrow().status()).isEqualTo(new Active());
    assertThat(lists().bits(LIST).isEmpty()).isTrue();
  }

  @Test
  default void anErasedCredentialCanBeRevoked() {
    open(NOW);
    var erased = store().erase(recorded(41).id(), DEMO, NOW).orElseThrow();

    assertThat(store().change(erased, new Revoked(NOW, null))).isTrue();

    assertThat(store().lookUp(erased.id())).contains(erased.with(new Revoked(NOW, null)));
    assertThat(lists().bits(LIST).stream()).containsExactly(41);
  }
}
