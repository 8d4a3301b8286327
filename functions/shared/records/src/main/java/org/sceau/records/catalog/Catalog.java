package org.sceau.records.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stores issuers, achievements and API keys. Reads see every acknowledged write, and an
 * acknowledged write is durable. Repeating the same write, as after a lost answer, changes nothing
 * and reports it as written. Every method may throw {@link
 * org.sceau.records.StoreUnavailableException}.
 */
public interface Catalog {

  Optional<Issuer> issuer(IssuerId id);

  /**
   * Finds the issuer that is its key ({@link Issuer#isItsKey()}) and is identified by this did:key.
   */
  Optional<IssuerId> named(String didKey);

  /**
   * Writes the issuer if the stored one has the revision before {@link Issuer#revision()}, or if
   * none is stored and the revision is 1. A did:key identifies one issuer only: a second one is not
   * written.
   *
   * @return whether it was written
   */
  boolean put(Issuer issuer);

  Optional<Achievement> achievement(AchievementId id);

  /**
   * Writes the achievement if the stored one has the version before {@link Achievement#version()}
   * and the same issuer, or if none is stored and the version is 1. Earlier versions stay readable.
   *
   * @return whether it was written
   */
  boolean put(Achievement achievement);

  /** Finds a version of an achievement, as it was when its credentials were awarded. */
  Optional<Achievement> achievement(AchievementId id, long version);

  Optional<ApiKey> apiKey(String id);

  /**
   * Writes the API key if none has its id.
   *
   * @return whether it was written
   */
  boolean add(ApiKey key);

  /** Lists all API keys that the issuer ever had, oldest first. */
  List<ApiKey> apiKeys(IssuerId issuer);

  /**
   * Sets the end of the issuer's API key, unless it ends earlier. An end is never postponed.
   *
   * @return the stored key; empty if the issuer has none with this id
   */
  Optional<ApiKey> end(IssuerId issuer, String id, Instant at);
}
