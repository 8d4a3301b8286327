package org.sceau.functions.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.SigningKey;
import org.sceau.verification.IssuerDirectory;

/**
 * Remembers issuers for a while, so that a public link costs one read. A key that is not remembered
 * is looked for in the catalog, so that a new key counts at once; one that was withdrawn counts
 * until the lifetime is over.
 */
public final class CachedIssuers implements IssuerDirectory {

  /** More issuers than an instance is likely to meet; beyond it, it starts afresh. */
  private static final int MAX_ISSUERS = 1_000;

  private final Function<IssuerId, Optional<Issuer>> catalog;
  private final Function<String, Optional<IssuerId>> names;
  private final Duration lifetime;
  private final InstantSource clock;
  private final Map<IssuerId, Remembered> remembered = new ConcurrentHashMap<>();

  /**
   * @param catalog finds issuers by their ids
   * @param names finds issuers by their did:key; asked every time, since the number of external
   *     keys is not limited
   */
  public CachedIssuers(
      Function<IssuerId, Optional<Issuer>> catalog,
      Function<String, Optional<IssuerId>> names,
      Duration lifetime,
      InstantSource clock) {
    this.catalog = catalog;
    this.names = names;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  @Override
  public Optional<Issuer> find(IssuerId id, Predicate<SigningKey> key) {
    var now = clock.instant();
    var known = remembered.get(id);
    if (known != null
        && now.isBefore(known.until())
        && known.issuer().keys().stream().anyMatch(key)) {
      return Optional.of(known.issuer());
    }
    var issuer = catalog.apply(id);
    if (remembered.size() >= MAX_ISSUERS) {
      remembered.clear();
    }
    issuer.ifPresentOrElse(
        found -> remembered.put(id, new Remembered(found, now.plus(lifetime))),
        () -> remembered.remove(id));
    return issuer;
  }

  @Override
  public Optional<IssuerId> named(String didKey) {
    return names.apply(didKey);
  }

  private record Remembered(Issuer issuer, Instant until) {}
}
