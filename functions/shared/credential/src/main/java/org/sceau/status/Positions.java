package org.sceau.status;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sceau.catalog.IssuerId;

/**
 * Gives out positions in an issuer's newest revocation list, and opens the next one when it is
 * full.
 */
public final class Positions {

  private final StatusLists lists;
  private final SecureRandom random;
  private final InstantSource clock;
  private final int capacity;

  /** What never changes of a list, kept so that a warm award costs one call. */
  private final Map<IssuerId, Newest> newest = new ConcurrentHashMap<>();

  /**
   * @param capacity of the lists that are opened here
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

  /** Positions that nobody has been given before, nor will be. */
  public List<Position> next(IssuerId issuer, int count) {
    List<Position> positions = new ArrayList<>();
    while (positions.size() < count) {
      var list = newest.computeIfAbsent(issuer, this::find);
      int wanted = count - positions.size();
      long first = lists.allocate(list.id, wanted);
      for (long n = first; n < Math.min(first + wanted, list.capacity); n++) {
        positions.add(new Position(list.id, list.permutation.at(n)));
      }
      if (first + wanted > list.capacity) {
        // Whoever is first to find the list full opens the next; the others find it open.
        open(list.id.next());
        newest.remove(issuer, list);
      }
    }
    return positions;
  }

  private Newest find(IssuerId issuer) {
    int number =
        lists
            .newest(issuer, StatusPurpose.REVOCATION)
            .orElseThrow(() -> new IllegalStateException(issuer + " has no status list"));
    var head =
        lists
            .head(new StatusListId(issuer, StatusPurpose.REVOCATION, number))
            .orElseThrow(() -> new IllegalStateException("list " + number + " has no head"));
    return new Newest(
        head.list(), head.capacity(), new Permutation(head.permutationKey(), head.capacity()));
  }

  private void open(StatusListId list) {
    var key = new byte[16];
    random.nextBytes(key);
    lists.open(
        StatusListHead.opened(list, capacity, HexFormat.of().formatHex(key), clock.instant()));
  }

  private record Newest(StatusListId id, int capacity, Permutation permutation) {}
}
