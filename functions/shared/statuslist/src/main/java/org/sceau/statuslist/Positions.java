package org.sceau.statuslist;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.NoOpenListException;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusLists;
import org.sceau.records.status.StatusPurpose;

/**
 * Allocates positions in an issuer's revocation lists.
 *
 * <p>No position is allocated in a list before the list was published, so that the list of every
 * credential is on the web. So the next list is opened while the newest still has room for the time
 * that its first publication takes, and a busy issuer has several open, of which each award takes
 * one at random. At most one list at a time waits for its first publication, even if several
 * instances open one at once.
 */
public final class Positions {

  /** The number of newest lists that are considered; as many may be open at once. */
  public static final int OPEN_AT_ONCE = 8;

  /**
   * Positions of one list a second from which another list is opened. Each costs a transactional
   * write under the list's partition key, which takes 500 of them a second.
   */
  public static final int BUSY = 250;

  /**
   * How long the heads of an issuer's lists are cached, so that a warm award costs one call and
   * still finds the lists that other instances opened.
   */
  private static final Duration USED_FOR = Duration.ofMinutes(1);

  /** The shortest time over which a pace is measured; a shorter one would be a burst. */
  private static final Duration MEASURED_OVER = Duration.ofSeconds(2);

  private final StatusLists lists;
  private final SecureRandom random;
  private final InstantSource clock;
  private final int capacity;
  private final Map<IssuerId, Known> known = new ConcurrentHashMap<>();

  /**
   * @param capacity the capacity of the lists that this opens
   */
  public Positions(StatusLists lists, SecureRandom random, InstantSource clock, int capacity) {
    this.lists = lists;
    this.random = random;
    this.clock = clock;
    this.capacity = capacity;
  }

  /** Opens the issuer's first list if it has none. */
  public void openFirst(IssuerId issuer) {
    if (lists.newest(issuer, StatusPurpose.REVOCATION).isEmpty()) {
      open(new StatusListId(issuer, StatusPurpose.REVOCATION, 1));
    }
  }

  /**
   * Allocates unique positions in published lists.
   *
   * @throws NoOpenListException if none of the issuer's published lists has room
   */
  public List<Position> next(IssuerId issuer, int count) {
    List<Position> positions = new ArrayList<>();
    while (positions.size() < count) {
      var now = known(issuer);
      var list = now.open.get(random.nextInt(now.open.size()));
      int wanted = count - positions.size();
      long first = lists.allocate(list.id, wanted);
      for (long n = first; n < Math.min(first + wanted, list.capacity); n++) {
        positions.add(new Position(list.id, list.permutation.at(n)));
      }
      known.put(issuer, now.after(list, first + wanted));
      if (now.mayOpen && (isNearlyFull(now, list, first + wanted) || isBusy(now, list, first))) {
        follow(issuer, now.newest);
      }
    }
    return positions;
  }

  private static boolean isNearlyFull(Known now, Open list, long allocated) {
    return list.id.equals(now.newest) && isNearlyFull(allocated, list.capacity);
  }

  /**
   * Tells whether only a quarter is left: at the pace at which another list is opened, two minutes
   * of one.
   */
  private static boolean isNearlyFull(long allocated, int capacity) {
    return allocated >= capacity / 4 * 3L;
  }

  /** Tells whether all instances together allocate this list's positions too fast. */
  private boolean isBusy(Known now, Open list, long allocated) {
    var elapsed = Duration.between(now.readAt, clock.instant());
    return now.open.size() < OPEN_AT_ONCE
        && elapsed.compareTo(MEASURED_OVER) >= 0
        && (allocated - list.allocatedAtFirst) * 1_000 > BUSY * elapsed.toMillis();
  }

  /**
   * Opens another list. The current award does not need it yet, so a failure must not fail the
   * award.
   */
  private void follow(IssuerId issuer, StatusListId newest) {
    try {
      open(newest.next());
      known.computeIfPresent(issuer, (_, now) -> now.waiting());
    } catch (RuntimeException _) {
      // The next award tries again; what lasts shows within a minute, when the lists are read anew.
    }
  }

  private Known known(IssuerId issuer) {
    var kept = known.get(issuer);
    if (kept != null && !kept.open.isEmpty() && kept.isUsable(clock.instant())) {
      return kept;
    }
    var read = read(issuer);
    if (read.open.isEmpty()) {
      throw new NoOpenListException(
          issuer + " has no public list with room: " + read.newest + " must be published first");
    }
    known.put(issuer, read);
    return read;
  }

  /** Reads the newest lists, and opens the next if it is due and not open yet. */
  private Known read(IssuerId issuer) {
    var now = clock.instant();
    int number =
        lists
            .newest(issuer, StatusPurpose.REVOCATION)
            .orElseThrow(() -> new IllegalStateException(issuer + " has no status list"));
    var newest = head(new StatusListId(issuer, StatusPurpose.REVOCATION, number));
    List<Open> open = new ArrayList<>();
    for (int i = number; i > 0 && i > number - OPEN_AT_ONCE; i--) {
      var head = i == number ? newest : head(new StatusListId(issuer, StatusPurpose.REVOCATION, i));
      if (head.published() > 0 && head.allocated() < head.capacity()) {
        open.add(Open.of(head));
      }
    }
    var read = new Known(now, List.copyOf(open), newest.list(), newest.published() > 0);
    if (read.mayOpen && isNearlyFull(newest.allocated(), newest.capacity())) {
      open(newest.list().next());
      return read.waiting();
    }
    return read;
  }

  private StatusListHead head(StatusListId list) {
    return lists
        .head(list)
        .orElseThrow(() -> new IllegalStateException("list " + list + " has no head"));
  }

  private void open(StatusListId list) {
    var key = new byte[16];
    random.nextBytes(key);
    lists.open(
        StatusListHead.opened(list, capacity, HexFormat.of().formatHex(key), clock.instant()));
  }

  /**
   * The cached state of an issuer's lists.
   *
   * @param open the published lists with room
   * @param mayOpen whether the newest is published, so that another may be opened
   */
  private record Known(Instant readAt, List<Open> open, StatusListId newest, boolean mayOpen) {

    boolean isUsable(Instant now) {
      return !now.isBefore(readAt) && now.isBefore(readAt.plus(USED_FOR));
    }

    Known after(Open list, long allocated) {
      return allocated < list.capacity
          ? this
          : new Known(
              readAt, open.stream().filter(each -> !each.equals(list)).toList(), newest, mayOpen);
    }

    Known waiting() {
      return new Known(readAt, open, newest, false);
    }
  }

  /** The constants of a list, and its allocation when it was read. */
  private record Open(
      StatusListId id, int capacity, Permutation permutation, long allocatedAtFirst) {

    static Open of(StatusListHead head) {
      return new Open(
          head.list(),
          head.capacity(),
          new Permutation(head.permutationKey(), head.capacity()),
          head.allocated());
    }
  }
}
