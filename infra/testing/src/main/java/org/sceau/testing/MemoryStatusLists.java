package org.sceau.testing;

import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.Position;
import org.sceau.records.status.Publication;
import org.sceau.records.status.PublishedTimes;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusLists;
import org.sceau.records.status.StatusPurpose;

/** Keeps status lists in memory, for tests. */
class MemoryStatusLists implements StatusLists, PublishedTimes {

  private record Series(IssuerId issuer, StatusPurpose purpose) {}

  final FaultPlan faults =
      new FaultPlan(cause -> new StoreUnavailableException("the records", cause));
  private final Map<Series, Integer> newest = new HashMap<>();
  private final Map<StatusListId, StatusListHead> heads = new HashMap<>();
  private final Map<StatusListId, Instant> publishedAt = new HashMap<>();
  private final Map<StatusListId, BitSet> bits = new HashMap<>();

  public FaultPlan faults() {
    return faults;
  }

  /**
   * Takes back allocations of the newest revocation list, as a restored backup of the table does.
   */
  public synchronized void rewindAllocation(IssuerId issuer, int count) {
    int number = newest(issuer, StatusPurpose.REVOCATION).orElseThrow();
    allocateWithoutFault(new StatusListId(issuer, StatusPurpose.REVOCATION, number), -count);
  }

  /** Marks every unpublished list as published, as the first run of a publisher does. */
  public synchronized void publishFirst() {
    heads.replaceAll((list, head) ->
        head.published() > 0
            ? head
            : new StatusListHead(
                list,
                head.capacity(),
                head.permutationKey(),
                head.allocated(),
                head.change(),
                head.sequence() + 1,
                head.sequence() + 1,
                "first",
                head.dueAt()));
  }

  @Override
  public synchronized OptionalInt newest(IssuerId issuer, StatusPurpose purpose) {
    return faults.around(() -> {
      var number = newest.get(new Series(issuer, purpose));
      return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    });
  }

  @Override
  public synchronized boolean open(StatusListHead head) {
    return faults.around(() -> {
      var list = head.list();
      var kept = heads.get(list);
      if (kept != null) {
        return kept.permutationKey().equals(head.permutationKey())
            && kept.capacity() == head.capacity();
      }
      var series = new Series(list.issuer(), list.purpose());
      if (newest.getOrDefault(series, 0) != list.number() - 1) {
        return false;
      }
      newest.put(series, list.number());
      heads.put(list, head);
      return true;
    });
  }

  @Override
  public synchronized Optional<StatusListHead> head(StatusListId list) {
    return faults.around(() -> Optional.ofNullable(heads.get(list)));
  }

  @Override
  public synchronized long allocate(StatusListId list, int count) {
    return faults.around(() -> allocateWithoutFault(list, count));
  }

  private long allocateWithoutFault(StatusListId list, int count) {
    var head = opened(list);
    heads.put(
        list,
        new StatusListHead(
            list,
            head.capacity(),
            head.permutationKey(),
            head.allocated() + count,
            head.change(),
            head.sequence(),
            head.published(),
            head.fingerprint(),
            head.dueAt()));
    return head.allocated();
  }

  @Override
  public synchronized void makeDue(StatusListId list, Instant at) {
    faults.around(() -> {
      var head = opened(list);
      return heads.put(
          list,
          new StatusListHead(
              list,
              head.capacity(),
              head.permutationKey(),
              head.allocated(),
              head.change() + 1,
              head.sequence(),
              head.published(),
              head.fingerprint(),
              at.isBefore(head.dueAt()) ? at : head.dueAt()));
    });
  }

  @Override
  public synchronized List<StatusListId> due(Instant now, int limit) {
    return faults.around(() ->
        heads.values().stream()
            .filter(head -> !head.dueAt().isAfter(now))
            .sorted(Comparator.comparing(StatusListHead::dueAt))
            .limit(limit)
            .map(StatusListHead::list)
            .toList());
  }

  @Override
  public synchronized Optional<Instant> earliestDue() {
    return faults.around(
        () -> heads.values().stream().map(StatusListHead::dueAt).min(Comparator.naturalOrder()));
  }

  @Override
  public synchronized BitSet bits(StatusListId list) {
    return faults.around(() -> {
      var copy = new BitSet();
      copy.or(bits.getOrDefault(list, new BitSet()));
      return copy;
    });
  }

  @Override
  public synchronized boolean claim(StatusListId list, long sequence) {
    return faults.around(() -> {
      var head = heads.get(list);
      if (head == null || head.sequence() != sequence) {
        return false;
      }
      heads.put(
          list,
          new StatusListHead(
              list,
              head.capacity(),
              head.permutationKey(),
              head.allocated(),
              head.change(),
              sequence + 1,
              head.published(),
              head.fingerprint(),
              head.dueAt()));
      return true;
    });
  }

  @Override
  public synchronized void published(StatusListId list, Publication publication) {
    faults.around(() -> {
      var head = opened(list);
      boolean isNewer = head.published() < publication.sequence();
      if (isNewer) {
        publishedAt.put(list, publication.at());
      }
      return heads.put(
          list,
          new StatusListHead(
              list,
              head.capacity(),
              head.permutationKey(),
              head.allocated(),
              head.change(),
              head.sequence(),
              Math.max(head.published(), publication.sequence()),
              isNewer ? publication.fingerprint() : head.fingerprint(),
              head.change() == publication.change() ? publication.next() : head.dueAt()));
    });
  }

  @Override
  public synchronized Optional<Instant> publishedAt(StatusListId list) {
    return faults.around(() -> Optional.ofNullable(publishedAt.get(list)));
  }

  /** Returns the head of a list that must be open. */
  final StatusListHead opened(StatusListId list) {
    var head = heads.get(list);
    if (head == null) {
      throw new IllegalStateException("never opened: " + list);
    }
    return head;
  }

  /** Sets the bit of a revoked credential and makes its list due. */
  final void setBit(Position position, Instant since) {
    var head = opened(position.list());
    bits.computeIfAbsent(position.list(), _ -> new BitSet()).set(position.index());
    heads.put(
        position.list(),
        new StatusListHead(
            head.list(),
            head.capacity(),
            head.permutationKey(),
            head.allocated(),
            head.change() + 1,
            head.sequence(),
            head.published(),
            head.fingerprint(),
            since.isBefore(head.dueAt()) ? since : head.dueAt()));
  }
}
