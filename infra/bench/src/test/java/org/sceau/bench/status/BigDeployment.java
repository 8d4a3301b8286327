package org.sceau.bench.status;

import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.Publication;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusLists;
import org.sceau.records.status.StatusPurpose;
import org.sceau.testing.Demo;

/** Keeps the lists of a hundred million credentials in memory, one in a hundred revoked. */
final class BigDeployment implements StatusLists {

  static final int CREDENTIALS = 100_000_000;
  static final int CAPACITY = StatusListHead.DEFAULT_CAPACITY;
  static final int LISTS = (CREDENTIALS + CAPACITY - 1) / CAPACITY;
  static final double REVOKED = 0.01;

  private static final String ORDER = "0123456789abcdef0123456789abcdef";

  private final Map<StatusListId, StatusListHead> heads = new HashMap<>();
  private final Map<StatusListId, BitSet> bits = new HashMap<>();

  BigDeployment(int lists) {
    for (int number = 1; number <= lists; number++) {
      var list = list(number);
      heads.put(list, StatusListHead.opened(list, CAPACITY, ORDER, Demo.NOW));
      bits.put(list, revoked(number));
    }
  }

  static StatusListId list(int number) {
    return new StatusListId(Demo.ISSUER, StatusPurpose.REVOCATION, number);
  }

  /** Returns the revoked positions of a list, the same in each run. */
  static BitSet revoked(int number) {
    var random = new SplittableRandom(number);
    var revoked = new BitSet(CAPACITY);
    IntStream.range(0, CAPACITY).filter(_ -> random.nextDouble() < REVOKED).forEach(revoked::set);
    return revoked;
  }

  @Override
  public OptionalInt newest(IssuerId issuer, StatusPurpose purpose) {
    return OptionalInt.of(heads.size());
  }

  @Override
  public boolean open(StatusListHead head) {
    throw new UnsupportedOperationException("all lists are open");
  }

  @Override
  public Optional<StatusListHead> head(StatusListId list) {
    return Optional.ofNullable(heads.get(list));
  }

  @Override
  public long allocate(StatusListId list, int count) {
    throw new UnsupportedOperationException("nothing is awarded");
  }

  @Override
  public void makeDue(StatusListId list, Instant at) {
    throw new UnsupportedOperationException("no key is compromised");
  }

  @Override
  public List<StatusListId> due(Instant now, int limit) {
    return heads.values().stream()
        .filter(head -> !head.dueAt().isAfter(now))
        .map(StatusListHead::list)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Instant> earliestDue() {
    return heads.values().stream().map(StatusListHead::dueAt).min(Instant::compareTo);
  }

  @Override
  public BitSet bits(StatusListId list) {
    return (BitSet) bits.getOrDefault(list, new BitSet()).clone();
  }

  @Override
  public boolean claim(StatusListId list, long sequence) {
    var head = heads.get(list);
    if (head == null || head.sequence() != sequence) {
      return false;
    }
    heads.put(list, with(head, sequence + 1, head.published(), head.fingerprint(), head.dueAt()));
    return true;
  }

  @Override
  public void published(StatusListId list, Publication publication) {
    heads.computeIfPresent(
        list,
        (_, head) ->
            with(
                head,
                head.sequence(),
                publication.sequence(),
                publication.fingerprint(),
                publication.next()));
  }

  private static StatusListHead with(
      StatusListHead head,
      long sequence,
      long published,
      @Nullable String fingerprint,
      Instant dueAt) {
    return new StatusListHead(
        head.list(),
        head.capacity(),
        head.permutationKey(),
        head.allocated(),
        head.change(),
        sequence,
        published,
        fingerprint,
        dueAt);
  }
}
