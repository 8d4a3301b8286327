package org.sceau.testing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sceau.dataintegrity.Multikey;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.ApiKey;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;

/** {@link Catalog} for tests. */
public final class MemoryCatalog implements Catalog {

  private record Version(AchievementId id, long number) {}

  private final FaultPlan faults =
      new FaultPlan(cause -> new StoreUnavailableException("the catalog", cause));
  private final Map<IssuerId, Issuer> issuers = new HashMap<>();
  private final Map<AchievementId, Achievement> achievements = new HashMap<>();
  private final Map<Version, Achievement> versions = new HashMap<>();
  private final Map<String, ApiKey> keys = new HashMap<>();

  public FaultPlan faults() {
    return faults;
  }

  @Override
  public synchronized Optional<Issuer> issuer(IssuerId id) {
    return faults.around(() -> Optional.ofNullable(issuers.get(id)));
  }

  @Override
  public synchronized Optional<IssuerId> named(String didKey) {
    return faults.around(() ->
        issuers.values().stream()
            .filter(issuer -> issuer.isItsKey() && didKey(issuer).equals(didKey))
            .map(Issuer::id)
            .findFirst());
  }

  private static String didKey(Issuer issuer) {
    return Multikey.did(issuer.keys().getFirst().publicKey());
  }

  @Override
  public synchronized boolean put(Issuer issuer) {
    return faults.around(() -> {
      var kept = issuers.get(issuer.id());
      if (issuer.equals(kept)) {
        return true;
      }
      if (kept == null
          && issuer.isItsKey()
          && issuers.values().stream()
              .anyMatch(other -> other.isItsKey() && didKey(other).equals(didKey(issuer)))) {
        return false;
      }
      if (issuer.revision() != (kept == null ? 1 : kept.revision() + 1)) {
        return false;
      }
      issuers.put(issuer.id(), issuer);
      return true;
    });
  }

  @Override
  public synchronized Optional<Achievement> achievement(AchievementId id) {
    return faults.around(() -> Optional.ofNullable(achievements.get(id)));
  }

  @Override
  public synchronized boolean put(Achievement achievement) {
    return faults.around(() -> {
      var version = new Version(achievement.id(), achievement.version());
      if (achievement.equals(versions.get(version))) {
        return true;
      }
      var kept = achievements.get(achievement.id());
      if (achievement.version() != (kept == null ? 1 : kept.version() + 1)
          || (kept != null && !kept.issuer().equals(achievement.issuer()))) {
        return false;
      }
      achievements.put(achievement.id(), achievement);
      versions.put(version, achievement);
      return true;
    });
  }

  @Override
  public synchronized Optional<Achievement> achievement(AchievementId id, long version) {
    return faults.around(() -> Optional.ofNullable(versions.get(new Version(id, version))));
  }

  @Override
  public synchronized Optional<ApiKey> apiKey(String id) {
    return faults.around(() -> Optional.ofNullable(keys.get(id)));
  }

  @Override
  public synchronized boolean add(ApiKey key) {
    return faults.around(() -> key.equals(keys.computeIfAbsent(key.id(), _ -> key)));
  }

  @Override
  public synchronized List<ApiKey> apiKeys(IssuerId issuer) {
    return faults.around(() ->
        keys.values().stream()
            .filter(key -> key.issuer().equals(issuer))
            .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id))
            .toList());
  }

  @Override
  public synchronized Optional<ApiKey> end(IssuerId issuer, String id, Instant at) {
    return faults.around(() ->
        Optional.ofNullable(keys.get(id))
            .filter(key -> key.issuer().equals(issuer))
            .map(key -> key.endingAt(at))
            .map(ended -> {
              keys.put(id, ended);
              return ended;
            }));
  }
}
