package org.sceau.testing;

import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
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
  private final Map<StatusListId, Head> heads = new HashMap<>();
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
    for (var head : heads.values()) {
      if (head.published == 0) {
        head.sequence++;
        head.published = head.sequence;
        head.fingerprint = "first";
      }
    }
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
        return kept.opened.permutationKey().equals(head.permutationKey())
            && kept.opened.capacity() == head.capacity();
      }
      var series = new Series(list.issuer(), list.purpose());
      if (newest.getOrDefault(series, 0) != list.number() - 1) {
        return false;
      }
      newest.put(series, list.number());
      heads.put(list, new Head(head));
      return true;
    });
  }

  @Override
  public synchronized Optional<StatusListHead> head(StatusListId list) {
    return faults.around(() -> Optional.ofNullable(heads.get(list)).map(Head::read));
  }

  @Override
  public synchronized long allocate(StatusListId list, int count) {
    return faults.around(() -> allocateWithoutFault(list, count));
  }

  private long allocateWithoutFault(StatusListId list, int count) {
    var head = opened(list);
    head.allocated += count;
    return head.allocated - count;
  }

  @Override
  public synchronized void makeDue(StatusListId list, Instant at) {
    faults.around(() -> opened(list).changed(at));
  }

  @Override
  public synchronized List<StatusListId> due(Instant now, int limit) {
    return faults.around(() ->
        heads.values().stream()
            .filter(head -> !head.dueAt.isAfter(now))
            .sorted(Comparator.comparing(head -> head.dueAt))
            .limit(limit)
            .map(head -> head.opened.list())
            .toList());
  }

  @Override
  public synchronized Optional<Instant> earliestDue() {
    return faults.around(
        () -> heads.values().stream().map(head -> head.dueAt).min(Comparator.naturalOrder()));
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
      if (head == null || head.sequence != sequence) {
        return false;
      }
      head.sequence++;
      return true;
    });
  }

  @Override
  public synchronized void published(StatusListId list, Publication publication) {
    faults.around(() -> {
      var head = opened(list);
      if (head.published < publication.sequence()) {
        head.published = publication.sequence();
        head.fingerprint = publication.fingerprint();
        publishedAt.put(list, publication.at());
      }
      if (head.change == publication.change()) {
        head.dueAt = publication.next();
      }
      return head;
    });
  }

  @Override
  public synchronized Optional<Instant> publishedAt(StatusListId list) {
    return faults.around(() -> Optional.ofNullable(publishedAt.get(list)));
  }

  /** Returns the head of a list that must be open. */
  final Head opened(StatusListId list) {
    var head = heads.get(list);
    if (head == null) {
      throw new IllegalStateException("never opened: " + list);
    }
    return head;
  }

  /** Sets the bit of a revoked credential and makes its list due. */
  final void setBit(Position position, Instant since) {
    opened(position.list()).changed(since);
    bits.computeIfAbsent(position.list(), _ -> new BitSet()).set(position.index());
  }

  /** A head with all that changes after it is opened. */
  static final class Head {

    private final StatusListHead opened;
    private long allocated;
    private long change;
    private long sequence;
    private long published;
    private @Nullable String fingerprint;
    private Instant dueAt;

    private Head(StatusListHead opened) {
      this.opened = opened;
      this.allocated = opened.allocated();
      this.change = opened.change();
      this.sequence = opened.sequence();
      this.published = opened.published();
      this.fingerprint = opened.fingerprint();
      this.dueAt = opened.dueAt();
    }

    private Head changed(Instant at) {
      change++;
      dueAt = at.isBefore(dueAt) ? at : dueAt;
      return this;
    }

    private StatusListHead read() {
      return new StatusListHead(
          opened.list(),
          opened.capacity(),
          opened.permutationKey(),
          allocated,
          change,
          sequence,
          published,
          fingerprint,
          dueAt);
    }
  }
}
