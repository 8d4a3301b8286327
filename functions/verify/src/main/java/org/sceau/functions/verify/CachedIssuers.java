package org.sceau.functions.verify;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.SigningKey;
import org.sceau.verification.IssuerDirectory;
import org.sceau.verification.TimedCache;

/**
 * Caches issuers, so that a public link costs one read. A key that no cached issuer has is looked
 * up in the catalog, so that a new key counts at once; a withdrawn key counts until the lifetime
 * ends.
 */
public final class CachedIssuers implements IssuerDirectory {

  /** More issuers than an instance is likely to meet. */
  private static final int MAX_ISSUERS = 1_000;

  private final Function<IssuerId, Optional<Issuer>> catalog;
  private final Function<String, Optional<IssuerId>> names;
  private final Duration lifetime;
  private final TimedCache<IssuerId, Issuer> cache;

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
    this.cache = TimedCache.ofAtMost(MAX_ISSUERS, clock);
  }

  @Override
  public Optional<Issuer> find(IssuerId id, Predicate<SigningKey> key) {
    var known = cache.get(id).filter(issuer -> issuer.keys().stream().anyMatch(key));
    if (known.isPresent()) {
      return known;
    }
    var issuer = catalog.apply(id);
    issuer.ifPresentOrElse(found -> cache.put(id, found, lifetime), () -> cache.remove(id));
    return issuer;
  }

  @Override
  public Optional<IssuerId> named(String didKey) {
    return names.apply(didKey);
  }
}
