package org.sceau.records.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps issuers, achievements and API keys. Reads see every write that has been acknowledged, and
 * an acknowledged write is durable. To make the very same write again, as after an answer that was
 * lost, changes nothing and is told to be written. Every method may throw {@link
 * org.sceau.records.StoreUnavailableException}.
 */
public interface Catalog {

  Optional<Issuer> issuer(IssuerId id);

  /**
   * Finds the issuer that is its key ({@link Issuer#isItsKey()}) and is identified by this did:key.
   */
  Optional<IssuerId> named(String didKey);

  /**
   * Writes the issuer if what is kept has the revision before {@link Issuer#revision()}, or if
   * nothing is kept and the revision is 1. No two issuers go by the same did:key: the second is not
   * written.
   *
   * @return whether it was written
   */
  boolean put(Issuer issuer);

  Optional<Achievement> achievement(AchievementId id);

  /**
   * Writes the achievement if what is kept has the version before {@link Achievement#version()} and
   * the same issuer, or if nothing is kept and the version is 1. Earlier versions stay readable.
   *
   * @return whether it was written
   */
  boolean put(Achievement achievement);

  /** An earlier version, as it was when credentials of it were awarded. */
  Optional<Achievement> achievement(AchievementId id, long version);

  Optional<ApiKey> apiKey(String id);

  /**
   * Writes the API key if none has its id.
   *
   * @return whether it was written
   */
  boolean add(ApiKey key);

  /** All API keys that the issuer ever had, oldest first. */
  List<ApiKey> apiKeys(IssuerId issuer);

  /**
   * Lets the API key end, unless it ends earlier, if it is the issuer's. An end is never put off.
   *
   * @return the key as it is kept then; empty if the issuer has none of this id
   */
  Optional<ApiKey> end(IssuerId issuer, String id, Instant at);
}
