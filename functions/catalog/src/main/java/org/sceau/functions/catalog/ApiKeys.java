package org.sceau.functions.catalog;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.sceau.records.catalog.ApiKey;
import org.sceau.records.catalog.BearerKey;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;

/** Makes API keys, replaces them, and lets them end. */
final class ApiKeys {

  /** Limits the valid keys of an issuer: more are a mistake or an abuse. */
  static final int MOST = 50;

  private final Catalog catalog;
  private final SecureRandom random;
  private final InstantSource clock;

  /** A key that was made; its text is told here and never again. */
  record Made(BearerKey text, ApiKey kept) {}

  /** What came of a replacement. */
  sealed interface Replacing {

    record Replaced(Made made, ApiKey before) implements Replacing {}

    /** The issuer has no such key. */
    record Unknown() implements Replacing {}

    /** It opens nothing any more. */
    record Ended(Instant at) implements Replacing {}

    /** The caller may not do all that the bearer of the key may. */
    record Forbidden() implements Replacing {}
  }

  ApiKeys(Catalog catalog, SecureRandom random, InstantSource clock) {
    this.catalog = catalog;
    this.random = random;
    this.clock = clock;
  }

  List<ApiKey> of(IssuerId issuer) {
    return catalog.apiKeys(issuer);
  }

  boolean hasRoom(IssuerId issuer) {
    var now = clock.instant();
    return catalog.apiKeys(issuer).stream().filter(key -> key.isGoodAt(now)).count() < MOST;
  }

  Made make(IssuerId issuer, String name, Set<Scope> scopes) {
    var text = BearerKey.random(random);
    var key = new ApiKey(text.id().orElseThrow(), issuer, name, scopes, text.sha256(), now(), null);
    if (!catalog.add(key)) {
      throw new IllegalStateException("the id of a new API key is taken: " + key.id());
    }
    return new Made(text, key);
  }

  /**
   * Makes a key like the one that there is, which ends after a while. The new one is there before
   * the old one ends, so that whatever goes wrong nobody is locked out.
   *
   * @param mayGive whether the caller may let others do this
   */
  Replacing replace(IssuerId issuer, String id, Duration overlap, Predicate<Scope> mayGive) {
    var found = catalog.apiKey(id).filter(key -> key.issuer().equals(issuer));
    if (found.isEmpty()) {
      return new Replacing.Unknown();
    }
    var before = found.get();
    var endsAt = before.endsAt();
    if (endsAt != null && !before.isGoodAt(clock.instant())) {
      return new Replacing.Ended(endsAt);
    }
    if (!before.scopes().stream().allMatch(mayGive)) {
      return new Replacing.Forbidden();
    }
    var made = make(issuer, before.name(), before.scopes());
    return new Replacing.Replaced(
        made, catalog.end(issuer, id, now().plus(overlap)).orElse(before));
  }

  /** Lets the key end now; empty if the issuer has no such key. */
  Optional<ApiKey> end(IssuerId issuer, String id) {
    return catalog.end(issuer, id, now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
