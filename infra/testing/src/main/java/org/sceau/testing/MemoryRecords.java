package org.sceau.testing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

/** Keeps credentials and status lists in memory, for tests; a revocation writes to both at once. */
public final class MemoryRecords extends MemoryStatusLists
    implements CredentialStore, CredentialDirectory {

  private record AwardName(IssuerId issuer, String awardKey) {}

  private final Map<CredentialId, CredentialRecord> credentials = new HashMap<>();
  private final Map<Position, CredentialId> claims = new HashMap<>();
  private final Map<AwardName, AwardRecord> awards = new HashMap<>();

  /** Revokes a position without a credential on record. */
  public synchronized void revoke(Position position, Instant since) {
    setBit(position, since);
  }

  /** Counts the credentials. */
  public synchronized int count() {
    return credentials.size();
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
}
