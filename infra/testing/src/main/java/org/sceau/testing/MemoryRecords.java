package org.sceau.testing;

import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.AwardRecord;
import org.sceau.records.credential.CredentialDirectory;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.credential.PageCursor;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;
import org.sceau.records.status.Publication;
import org.sceau.records.status.PublishedTimes;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusLists;
import org.sceau.records.status.StatusPurpose;

/**
 * {@link CredentialStore} and {@link StatusLists} for tests; both in one, since a revocation writes
 * to both at once.
 */
public final class MemoryRecords
    implements CredentialStore, CredentialDirectory, StatusLists, PublishedTimes {

  private record AwardName(IssuerId issuer, String awardKey) {}

  private record Series(IssuerId issuer, StatusPurpose purpose) {}

  private final FaultPlan faults =
      new FaultPlan(cause -> new StoreUnavailableException("the records", cause));
  private final Map<CredentialId, CredentialRecord> credentials = new HashMap<>();
  private final Map<Position, CredentialId> claims = new HashMap<>();
  private final Map<AwardName, AwardRecord> awards = new HashMap<>();
  private final Map<Series, Integer> newest = new HashMap<>();
  private final Map<StatusListId, StatusListHead> heads = new HashMap<>();
  private final Map<StatusListId, Instant> publishedAt = new HashMap<>();
  private final Map<StatusListId, BitSet> bits = new HashMap<>();

  public FaultPlan faults() {
    return faults;
  }

  /** How many credentials are on record. */
  public synchronized int count() {
    return credentials.size();
  }

  /** Takes the newest revocation list back in time, as a restored backup of the table does. */
  public synchronized void rewindAllocation(IssuerId issuer, int count) {
    int number = newest(issuer, StatusPurpose.REVOCATION).orElseThrow();
    allocateUnseen(new StatusListId(issuer, StatusPurpose.REVOCATION, number), -count);
  }

  /** Notes every list that never was as published, as a publisher's first run does. */
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
  public synchronized Recording record(IssuedCredential credential, @Nullable AwardRecord award) {
    return faults.around(
        () -> recordedBefore(credential, award).orElseGet(() -> recordNew(credential, award)));
  }

  @Override
  public synchronized Recording replace(
      IssuedCredential old,
      CredentialStatus.Revoked end,
      IssuedCredential credential,
      @Nullable AwardRecord award) {
    return faults.around(() ->
        recordedBefore(credential, award)
            .orElseGet(() -> {
              if (!isUnchanged(old)) {
                return new Recording.Outdated();
              }
              opened(old.position().list());
              var recording = recordNew(credential, award);
              if (recording instanceof Recording.Recorded) {
                setBit(old.position(), end.since());
                credentials.put(old.id(), old.with(end));
              }
              return recording;
            }));
  }

  private Optional<Recording> recordedBefore(
      IssuedCredential credential, @Nullable AwardRecord award) {
    var keptAward =
        award == null ? null : awards.get(new AwardName(award.issuer(), award.awardKey()));
    var kept = credentials.get(credential.id());
    boolean sameCredential = kept != null && kept.with(credential.status()).equals(credential);
    if (sameCredential && (award == null || award.equals(keptAward))) {
      return Optional.of(new Recording.Recorded());
    }
    return Optional.ofNullable(keptAward).map(Recording.AwardedBefore::new);
  }

  private Recording recordNew(IssuedCredential credential, @Nullable AwardRecord award) {
    if (credentials.containsKey(credential.id()) || claims.containsKey(credential.position())) {
      return new Recording.Taken();
    }
    credentials.put(credential.id(), credential);
    claims.put(credential.position(), credential.id());
    if (award != null) {
      awards.put(new AwardName(award.issuer(), award.awardKey()), award);
    }
    return new Recording.Recorded();
  }

  private boolean isUnchanged(CredentialRecord before) {
    var kept = credentials.get(before.id());
    return kept != null
        && kept.status().equals(before.status())
        && kept.getClass() == before.getClass();
  }

  @Override
  public synchronized Optional<CredentialRecord> lookUp(CredentialId id) {
    return faults.around(() -> Optional.ofNullable(credentials.get(id)));
  }

  @Override
  public synchronized Optional<AwardRecord> award(IssuerId issuer, String awardKey) {
    return faults.around(() -> Optional.ofNullable(awards.get(new AwardName(issuer, awardKey))));
  }

  @Override
  public synchronized Map<String, AwardRecord> awards(IssuerId issuer, Set<String> awardKeys) {
    return awardKeys.isEmpty()
        ? Map.of()
        : faults.around(() ->
            awardKeys.stream()
                .map(key -> awards.get(new AwardName(issuer, key)))
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableMap(AwardRecord::awardKey, award -> award)));
  }

  @Override
  public synchronized boolean change(CredentialRecord before, CredentialStatus after) {
    return faults.around(() -> {
      var kept = credentials.get(before.id());
      if (kept == null) {
        return false;
      }
      if (kept.status().equals(after)) {
        return true;
      }
      if (!isUnchanged(before)) {
        return false;
      }
      if (after instanceof CredentialStatus.Revoked(var since, _, _)) {
        setBit(kept.position(), since);
      }
      credentials.put(kept.id(), kept.with(after));
      return true;
    });
  }

  @Override
  public synchronized Optional<ErasedCredential> erase(
      CredentialId id, IssuerId issuer, Instant at) {
    return faults.around(() -> {
      var kept = credentials.get(id);
      if (kept == null || !kept.issuer().equals(issuer)) {
        return Optional.empty();
      }
      var left =
          switch (kept) {
            case ErasedCredential erased -> erased;
            case IssuedCredential issued ->
                new ErasedCredential(id, issuer, issued.position(), issued.status(), at);
          };
      credentials.put(id, left);
      return Optional.of(left);
    });
  }

  @Override
  public synchronized Page list(
      IssuerId issuer, Filter filter, @Nullable PageCursor after, int limit) {
    return faults.around(() -> {
      var found =
          credentials.values().stream()
              .filter(kept -> kept.issuer().equals(issuer))
              .<Listed>mapMulti((kept, sink) -> {
                if (kept instanceof IssuedCredential issued) {
                  sink.accept(Listed.of(issued));
                }
              })
              .filter(filter::admits)
              .filter(listed -> after == null || listed.place().compareTo(after) < 0)
              .sorted(Comparator.comparing(Listed::place).reversed())
              .limit(limit + 1L)
              .toList();
      return found.size() <= limit
          ? new Page(found, null)
          : new Page(found.subList(0, limit), found.get(limit - 1).place());
    });
  }

  private void setBit(Position position, Instant since) {
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
    return faults.around(() -> allocateUnseen(list, count));
  }

  private long allocateUnseen(StatusListId list, int count) {
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

  private StatusListHead opened(StatusListId list) {
    var head = heads.get(list);
    if (head == null) {
      throw new IllegalStateException("never opened: " + list);
    }
    return head;
  }
}
