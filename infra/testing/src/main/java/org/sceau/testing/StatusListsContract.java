package org.sceau.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.testing.Samples.DEMO;
import static org.sceau.testing.Samples.LIST;
import static org.sceau.testing.Samples.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.status.CredentialStatus.Revoked;
import org.sceau.records.status.Position;
import org.sceau.records.status.Publication;
import org.sceau.records.status.PublishedTimes;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusLists;
import org.sceau.records.status.StatusPurpose;

/** What every {@link StatusLists} promises; each adapter's tests extend this. */
public interface StatusListsContract {

  int CONTESTANTS = 50;
  String ORDER = "0123456789abcdef0123456789abcdef";

  /** How long a list may take to be seen as due. */
  Duration PATIENCE = Duration.ofSeconds(15);

  /** The same lists throughout one test, none at its start. */
  StatusLists lists();

  /** What tells how old the public lists are. */
  PublishedTimes times();

  /** The store whose revocations set the bits. */
  CredentialStore store();

  @Test
  default void whatWasNeverOpenedIsNotFound() {
    assertThat(lists().newest(DEMO, StatusPurpose.REVOCATION)).isEmpty();
    assertThat(lists().head(LIST)).isEmpty();
    assertThat(lists().bits(LIST).isEmpty()).isTrue();
    assertThat(lists().due(NOW, 10)).isEmpty();
  }

  @Test
  default void aHeadIsReadAsItWasOpened() {
    var head = StatusListHead.opened(LIST, 200_000, ORDER, NOW);

    assertThat(lists().open(head)).isTrue();

    assertThat(lists().head(LIST)).contains(head);
    assertThat(lists().newest(DEMO, StatusPurpose.REVOCATION)).isEqualTo(OptionalInt.of(1));
    assertThat(lists().bits(LIST).isEmpty()).isTrue();
  }

  @Test
  default void listsAreOpenedOneAfterTheOther() {
    assertThat(lists().open(Samples.opened(LIST.next()))).isFalse();
    assertThat(lists().open(Samples.opened(LIST))).isTrue();
    assertThat(lists().open(Samples.opened(LIST.next().next()))).isFalse();
    assertThat(lists().newest(DEMO, StatusPurpose.REVOCATION)).isEqualTo(OptionalInt.of(1));

    assertThat(lists().open(Samples.opened(LIST.next()))).isTrue();

    assertThat(lists().newest(DEMO, StatusPurpose.REVOCATION)).isEqualTo(OptionalInt.of(2));
    assertThat(lists().head(LIST.next().next())).isEmpty();
  }

  @Test
  default void aListIsOpenedOnce() {
    var head = Samples.opened(LIST);
    lists().open(head);
    lists().open(Samples.opened(LIST.next()));

    assertThat(lists().open(Samples.opened(LIST))).isFalse();

    assertThat(lists().head(LIST)).contains(head);
    assertThat(lists().newest(DEMO, StatusPurpose.REVOCATION)).isEqualTo(OptionalInt.of(2));
  }

  @Test
  default void theSameListOpenedAgainIsOpenedAndKeepsWhatItHas() {
    var head = Samples.opened(LIST);
    lists().open(head);
    lists().allocate(LIST, 7);

    assertThat(lists().open(head)).isTrue();

    assertThat(head().allocated()).isEqualTo(7);
  }

  @Test
  default void seriesOfOtherIssuersAndPurposesAreApart() {
    lists().open(Samples.opened(LIST));
    var other = new StatusListId(new IssuerId("demo-revocation-1"), StatusPurpose.REVOCATION, 1);
    var suspension = new StatusListId(DEMO, StatusPurpose.SUSPENSION, 1);

    assertThat(lists().newest(DEMO, StatusPurpose.SUSPENSION)).isEmpty();
    assertThat(lists().open(Samples.opened(suspension))).isTrue();
    assertThat(lists().open(Samples.opened(other))).isTrue();

    assertThat(lists().newest(DEMO, StatusPurpose.REVOCATION)).isEqualTo(OptionalInt.of(1));
    assertThat(lists().newest(other.issuer(), StatusPurpose.REVOCATION))
        .isEqualTo(OptionalInt.of(1));
  }

  @Test
  default void ofListsOpenedAtOnceUnderOneNameExactlyOneIs() {
    var heads = IntStream.range(0, CONTESTANTS).mapToObj(_ -> Samples.opened(LIST)).toList();

    var opened = Race.run(CONTESTANTS, i -> lists().open(heads.get(i)));

    assertThat(opened).containsOnlyOnce(true);
    assertThat(lists().head(LIST)).contains(heads.get(opened.indexOf(true)));
  }

  @Test
  default void numbersAreGivenOutOnceAndInOrder() {
    lists().open(Samples.opened(LIST));

    assertThat(lists().allocate(LIST, 1)).isZero();
    assertThat(lists().allocate(LIST, 100)).isEqualTo(1);
    assertThat(lists().allocate(LIST, 1)).isEqualTo(101);

    assertThat(head().allocated()).isEqualTo(102);
  }

  @Test
  default void numbersMayPassTheCapacity() {
    lists().open(StatusListHead.opened(LIST, 131_072, ORDER, NOW));
    lists().allocate(LIST, 131_072);

    assertThat(lists().allocate(LIST, 5)).isEqualTo(131_072);

    assertThat(head().allocated()).isEqualTo(131_077);
  }

  @Test
  default void aListThatWasNeverOpenedGivesNoNumbers() {
    assertThatThrownBy(() -> lists().allocate(LIST, 1)).isInstanceOf(IllegalStateException.class);

    assertThat(lists().head(LIST)).isEmpty();
  }

  @Test
  default void fiftyAllocationsAtOnceDoNotOverlap() {
    lists().open(Samples.opened(LIST));

    var firsts = Race.run(CONTESTANTS, i -> lists().allocate(LIST, 1 + i % 3));

    var numbers =
        IntStream.range(0, CONTESTANTS)
            .boxed()
            .flatMapToLong(i -> LongStream.range(firsts.get(i), firsts.get(i) + 1 + i % 3))
            .sorted()
            .toArray();
    long total = head().allocated();
    assertThat(numbers).containsExactly(LongStream.range(0, total).toArray());
  }

  @Test
  default void listsAreDueWhenTheirTimeHasComeOldestFirst() {
    var second = list("second", NOW.minusSeconds(1));
    var third = list("third", NOW);
    var first = list("first", NOW.minusSeconds(2));
    list("later", NOW.plusMillis(1));

    eventuallyDue(NOW, 10, List.of(first, second, third));
    assertThat(lists().due(NOW, 2)).containsExactly(first, second);
    assertThat(lists().due(NOW.minusSeconds(3), 10)).isEmpty();
  }

  @Test
  default void theEarliestTimeIsTold() {
    assertThat(lists().earliestDue()).isEmpty();
    list("second", NOW.plusSeconds(90));
    var first = list("first", NOW.plusSeconds(60));
    eventuallyDue(NOW.plusSeconds(60), 10, List.of(first));

    assertThat(lists().earliestDue()).contains(NOW.plusSeconds(60));
  }

  @Test
  default void aRevocationMakesItsListDue() {
    var list = list("demo", NOW.plus(Duration.ofHours(6)));

    revoke(new Position(list, 5), NOW);

    eventuallyDue(NOW, 10, List.of(list));
  }

  @Test
  default void theBitsAreThoseOfRevokedPositions() {
    lists().open(Samples.opened(LIST));
    for (int index : List.of(0, 7, 8, 99_999, 131_071)) {
      revoke(new Position(LIST, index), NOW);
    }
    store().record(Samples.credential(new Position(LIST, 9)), null);

    assertThat(lists().bits(LIST).stream()).containsExactly(0, 7, 8, 99_999, 131_071);
  }

  @Test
  default void aPublicationIsBegunFromTheSequenceThatWasRead() {
    lists().open(Samples.opened(LIST));

    assertThat(lists().claim(LIST, 1)).isFalse();
    assertThat(lists().claim(LIST, 0)).isTrue();
    assertThat(lists().claim(LIST, 0)).isFalse();
    assertThat(lists().claim(LIST, 1)).isTrue();

    assertThat(head().sequence()).isEqualTo(2);
    assertThat(head().published()).isZero();
  }

  @Test
  default void noPublicationOfAListThatWasNeverOpenedIsBegun() {
    assertThat(lists().claim(LIST, 0)).isFalse();

    assertThat(lists().head(LIST)).isEmpty();
  }

  @Test
  default void ofPublicationsBegunAtOnceExactlyOneIs() {
    lists().open(Samples.opened(LIST));

    var claimed = Race.run(CONTESTANTS, _ -> lists().claim(LIST, 0));

    assertThat(claimed).containsOnlyOnce(true);
    assertThat(head().sequence()).isEqualTo(1);
  }

  @Test
  default void aListThatIsPublicIsDueAgainAtTheNextTime() {
    lists().open(Samples.opened(LIST));
    lists().claim(LIST, 0);
    var next = NOW.plus(Duration.ofHours(6));

    published(1, NOW, next);

    var head = head();
    assertThat(head.published()).isEqualTo(1);
    assertThat(head.dueAt()).isEqualTo(next);
    eventuallyDue(NOW, 10, List.of());
    eventuallyDue(next, 10, List.of(LIST));
  }

  @Test
  default void aListWhoseBitsChangedMeanwhileStaysDue() {
    lists().open(Samples.opened(LIST));
    lists().claim(LIST, 0);
    revoke(new Position(LIST, 5), NOW.plusSeconds(1));

    published(1, NOW, NOW.plus(Duration.ofHours(6)));

    var head = head();
    assertThat(head.published()).isEqualTo(1);
    assertThat(head.dueAt()).isEqualTo(NOW);
    assertThat(head.change()).isEqualTo(1);
  }

  @Test
  default void whatIsPublishedIsNeverLowered() {
    lists().open(Samples.opened(LIST));
    lists().claim(LIST, 0);
    lists().claim(LIST, 1);
    published(2, NOW, NOW.plusSeconds(60));

    published(1, NOW, NOW.plusSeconds(90));

    var head = head();
    assertThat(head.published()).isEqualTo(2);
    assertThat(head.fingerprint()).isEqualTo("print 2");
    assertThat(head.dueAt()).isEqualTo(NOW.plusSeconds(90));

    revoke(new Position(LIST, 5), NOW);
    published(1, NOW, NOW.plusSeconds(120));
    assertThat(head().published()).isEqualTo(2);
    assertThat(head().dueAt()).isEqualTo(NOW);
  }

  @Test
  default void theTimeOfTheNewestPublicationIsTold() {
    var list = Samples.opened(LIST).list();
    assertThat(times().publishedAt(list)).isEmpty();
    lists().open(Samples.opened(LIST));
    lists().claim(LIST, 0);
    lists().claim(LIST, 1);
    assertThat(times().publishedAt(list)).isEmpty();

    published(2, NOW.plusSeconds(2), NOW.plusSeconds(60));
    published(1, NOW.plusSeconds(1), NOW.plusSeconds(60));

    assertThat(times().publishedAt(list)).contains(NOW.plusSeconds(2));

    revoke(new Position(LIST, 5), NOW);
    lists().claim(LIST, 2);
    published(3, NOW.plusSeconds(3), NOW.plusSeconds(60));
    assertThat(times().publishedAt(list)).contains(NOW.plusSeconds(3));
  }

  @Test
  default void theSamePublicationNotedAgainChangesNothing() {
    lists().open(Samples.opened(LIST));
    lists().claim(LIST, 0);
    published(1, NOW, NOW.plusSeconds(60));
    var head = lists().head(LIST);

    published(1, NOW, NOW.plusSeconds(60));

    assertThat(lists().head(LIST)).isEqualTo(head);
  }

  @Test
  default void aListIsMadeDueAndNeverLater() {
    var list = list("demo", NOW.plusSeconds(60));

    lists().makeDue(list, NOW);
    assertThat(lists().head(list).orElseThrow().dueAt()).isEqualTo(NOW);
    eventuallyDue(NOW, 10, List.of(list));

    lists().makeDue(list, NOW.plusSeconds(30));
    assertThat(lists().head(list).orElseThrow().dueAt()).isEqualTo(NOW);
  }

  @Test
  default void aPublicationUnderWayDoesNotPutOffWhatWasMadeDueMeanwhile() {
    var list = list("demo", NOW);
    lists().claim(list, 0);

    lists().makeDue(list, NOW);
    lists().published(list, new Publication(1, "print 1", NOW, 0, NOW.plusSeconds(60)));

    assertThat(lists().head(list).orElseThrow().dueAt()).isEqualTo(NOW);
    assertThat(lists().bits(list).isEmpty()).isTrue();
  }

  @Test
  default void aListThatWasNeverOpenedIsNotMadeDue() {
    assertThatThrownBy(() -> lists().makeDue(LIST, NOW)).isInstanceOf(IllegalStateException.class);

    assertThat(lists().head(LIST)).isEmpty();
  }

  @Test
  default void noPublicationOfAListThatWasNeverOpenedIsNoted() {
    assertThatThrownBy(() -> lists().published(LIST, new Publication(1, "print 1", NOW, 0, NOW)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(lists().head(LIST)).isEmpty();
  }

  private StatusListHead head() {
    return lists().head(LIST).orElseThrow();
  }

  private void published(long sequence, Instant at, Instant next) {
    lists().published(LIST, new Publication(sequence, "print " + sequence, at, 0, next));
  }

  private StatusListId list(String issuer, Instant dueAt) {
    var list = new StatusListId(new IssuerId(issuer), StatusPurpose.REVOCATION, 1);
    assertThat(
            lists()
                .open(StatusListHead.opened(list, StatusListHead.DEFAULT_CAPACITY, ORDER, dueAt)))
        .isTrue();
    return list;
  }

  private void revoke(Position position, Instant since) {
    var credential = Samples.credential(position);
    assertThat(store().record(credential, null))
        .isEqualTo(new CredentialStore.Recording.Recorded());
    assertThat(store().change(credential, new Revoked(since, null))).isTrue();
  }

  /** Lists may be seen as due a little late, so asks again until they are. */
  private void eventuallyDue(Instant now, int limit, List<StatusListId> expected) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!lists().due(now, limit).equals(expected) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertThat(lists().due(now, limit)).isEqualTo(expected);
  }
}
