package org.sceau.statuslist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.testing.Samples.DEMO;
import static org.sceau.testing.Samples.LIST;
import static org.sceau.testing.Samples.NOW;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sceau.records.status.NoOpenListException;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusPurpose;
import org.sceau.testing.FaultPlan.Moment;
import org.sceau.testing.MemoryRecords;
import org.sceau.testing.Race;
import org.sceau.testing.Samples;

class PositionsTest {

  private final MemoryRecords records = new MemoryRecords();
  private Instant now = NOW;
  private final Positions positions = positions(16);

  @Test
  void aListThatIsNotPublicGivesOutNothing() {
    positions.openFirst(DEMO);

    assertThatThrownBy(() -> positions.next(DEMO, 1)).isInstanceOf(NoOpenListException.class);
    assertThat(records.head(LIST).orElseThrow().allocated()).isZero();

    records.publishFirst();
    assertThat(positions.next(DEMO, 1)).singleElement().extracting(Position::list).isEqualTo(LIST);
  }

  @Test
  void noPositionsAreAlwaysToBeHad() {
    assertThat(positions.next(DEMO, 0)).isEmpty();
  }

  @Test
  void theNextListIsOpenedBeforeTheLastIsFull() {
    open();
    positions.next(DEMO, 11);
    assertThat(newest()).isEqualTo(1);

    positions.next(DEMO, 1);

    assertThat(newest()).isEqualTo(2);
    assertThat(positions.next(DEMO, 4)).extracting(Position::list).containsOnly(LIST);
    assertThatThrownBy(() -> positions.next(DEMO, 1)).isInstanceOf(NoOpenListException.class);
    records.publishFirst();
    assertThat(positions.next(DEMO, 1))
        .singleElement()
        .extracting(Position::list)
        .isEqualTo(LIST.next());
  }

  @Test
  void aBatchGoesOnInTheNextListAndNoPositionIsGivenTwice() {
    open();
    positions.next(DEMO, 12);
    records.publishFirst();

    Set<Position> given = new HashSet<>(positions.next(DEMO, 10));

    assertThat(given).hasSize(10);
    assertThat(given.stream().map(Position::list)).contains(LIST, LIST.next());
  }

  @Test
  void aListOfTheUsualSizeGivesEachOfItsPlacesOnceAndThenTheNextDoes() {
    int capacity = StatusListHead.DEFAULT_CAPACITY;
    var usual = opened(capacity);
    Set<Position> given = new HashSet<>();
    for (int left = capacity; left > 0; left -= Math.min(left, 1_000)) {
      given.addAll(usual.next(DEMO, Math.min(left, 1_000)));
    }

    assertThat(given).hasSize(capacity);
    assertThat(given).allSatisfy(position -> assertThat(position.list()).isEqualTo(LIST));
    assertThatThrownBy(() -> usual.next(DEMO, 1)).isInstanceOf(NoOpenListException.class);
    records.publishFirst();
    assertThat(usual.next(DEMO, 100)).extracting(Position::list).containsOnly(LIST.next());
  }

  @Test
  void anIssuerInAHurryHasSeveralListsOpenAndNeverMoreThanOneThatWaits() {
    var busy = opened(131_072);
    for (int second = 0; second < 420; second++) {
      busy.next(DEMO, 4 * Positions.BUSY);
      now = now.plusSeconds(1);
      if (second % 60 == 59) {
        records.publishFirst();
      }
      int newest = newest();
      assertThat(IntStream.rangeClosed(1, newest).filter(n -> head(n).published() == 0).count())
          .isLessThanOrEqualTo(1);
    }

    var lists =
        busy.next(DEMO, 1).stream()
            .map(Position::list)
            .collect(Collectors.toCollection(HashSet::new));
    for (int i = 0; i < 100; i++) {
      busy.next(DEMO, 1).forEach(position -> lists.add(position.list()));
    }
    assertThat(lists).hasSizeBetween(3, Positions.OPEN_AT_ONCE);
  }

  @Test
  void anIssuerWithoutHurryHasOneListOpen() {
    var calm = opened(131_072);
    for (int second = 0; second < 600; second++) {
      calm.next(DEMO, Positions.BUSY / 2);
      now = now.plusSeconds(1);
    }

    assertThat(newest()).isEqualTo(1);
  }

  @Test
  void everyListHasAnOrderOfItsOwn() {
    open();
    positions.next(DEMO, 12);

    assertThat(Set.of(head(1).permutationKey(), head(2).permutationKey(), "00".repeat(16)))
        .hasSize(3);
  }

  @Test
  void whoTakesJustAsMuchAsIsUsualIsNotInAHurry() {
    var steady = opened(131_072);
    for (int second = 0; second < 60; second++) {
      steady.next(DEMO, Positions.BUSY);
      now = now.plusSeconds(1);
    }

    assertThat(newest()).isEqualTo(1);
  }

  @Test
  void aListThatIsFullIsNotAskedAgain() {
    open();
    positions.next(DEMO, 12);
    records.publishFirst();
    now = now.plusSeconds(120);
    while (head(1).allocated() < 16) {
      positions.next(DEMO, 1);
    }
    long taken = head(1).allocated();

    for (int i = 0; i < 20 && head(2).allocated() < 8; i++) {
      positions.next(DEMO, 1);
    }

    assertThat(head(1).allocated()).isEqualTo(taken);
  }

  @Test
  void aWarmAwardCostsOneCall() {
    var calm = opened(131_072);
    calm.next(DEMO, 1);
    int before = records.faults().calls();

    calm.next(DEMO, 1);

    assertThat(records.faults().calls()).isEqualTo(before + 1);
  }

  @Test
  void aListThatAnotherOpenedIsFoundWithinAMinute() {
    var calm = opened(131_072);
    calm.next(DEMO, 1);
    records.open(Samples.opened(LIST.next()));
    records.publishFirst();
    now = now.plus(Duration.ofMinutes(1));

    var lists =
        IntStream.range(0, 100)
            .mapToObj(_ -> calm.next(DEMO, 1).getFirst().list())
            .collect(Collectors.toSet());

    assertThat(lists).containsExactlyInAnyOrder(LIST, LIST.next());
  }

  @Test
  void anAwardDoesNotFailForTheListThatOthersWillNeed() {
    open();
    positions.next(DEMO, 1);
    records.faults().failAfter(1, 1, Moment.BEFORE);

    assertThat(positions.next(DEMO, 11)).hasSize(11);
    assertThat(newest()).isEqualTo(1);
    positions.next(DEMO, 1);

    assertThat(newest()).isEqualTo(2);
  }

  @Test
  void aListThatNobodyFollowedThoughItIsFullIsFollowed() {
    open();
    records.allocate(LIST, 16);

    assertThatThrownBy(() -> positions.next(DEMO, 1)).isInstanceOf(NoOpenListException.class);

    assertThat(newest()).isEqualTo(2);
  }

  @Test
  void theLastPlacesWantedByManyAtOnceAreGivenOnce() {
    open();
    positions.next(DEMO, 12);
    records.publishFirst();

    var given =
        Race.run(
            100,
            _ -> {
              while (true) {
                try {
                  return positions(16).next(DEMO, 1).getFirst();
                } catch (NoOpenListException _) {
                  records.publishFirst();
                }
              }
            });

    assertThat(new HashSet<>(given)).hasSize(100);
    assertThat(given).allSatisfy(position -> assertThat(position.index()).isBetween(0, 15));
    assertThat(List.of(head(1).allocated(), head(2).allocated()))
        .allSatisfy(allocated -> assertThat(allocated).isGreaterThanOrEqualTo(16));
  }

  private void open() {
    positions.openFirst(DEMO);
    records.publishFirst();
  }

  private Positions opened(int capacity) {
    var opened = positions(capacity);
    opened.openFirst(DEMO);
    records.publishFirst();
    return opened;
  }

  private Positions positions(int capacity) {
    return new Positions(records, new SecureRandom(), () -> now, capacity);
  }

  private int newest() {
    return records.newest(DEMO, StatusPurpose.REVOCATION).orElseThrow();
  }

  private StatusListHead head(int number) {
    return records.head(new StatusListId(DEMO, StatusPurpose.REVOCATION, number)).orElseThrow();
  }
}
