package org.sceau.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.Fetcher.Kind;

/**
 * Resolves an issuer's keys from the issuer's own document, which is cached for as long as its
 * server allows, within bounds. If a cached document lacks the key, it is fetched again unless it
 * is only seconds old: a signature by a new key verifies at once.
 */
final class IssuerDocuments {

  /** The result of resolving an issuer's keys. */
  sealed interface Resolution {

    record Resolved(VerificationKeys keys) implements Resolution {}

    /**
     * The issuer's id does not lead to a document with usable keys.
     *
     * @param reason one sentence
     */
    record Unusable(String reason) implements Resolution {}

    /** The document could not be fetched. */
    record Unreachable() implements Resolution {}
  }

  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);
  private static final Duration LONGEST_LIFETIME = Duration.ofHours(1);

  /** Applies even to an uncacheable document: a thousand credentials in a row need one fetch. */
  private static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(30);

  private final TimedCache<String, Cached> cache;
  private final InstantSource clock;

  IssuerDocuments(long budget, InstantSource clock) {
    this.cache =
        new TimedCache<>(budget, (id, document) -> 2L * id.length() + document.bytes, clock);
    this.clock = clock;
  }

  /** Returns the bytes that the cache holds. */
  long used() {
    return cache.used();
  }

  /**
   * Resolves an issuer's keys.
   *
   * @param isEnough tells whether the keys have the one that is needed
   */
  Resolution resolve(String id, Predicate<VerificationKeys> isEnough, FetchBudget errands) {
    var current = cache.get(id).filter(document -> document.isFinal(isEnough, clock.instant()));
    if (current.isPresent()) {
      return current.get().resolution();
    }
    return switch (IssuerAddress.of(id)) {
      case IssuerAddress.Inside(var keys) -> {
        var resolution = new Resolution.Resolved(keys);
        // It takes some arithmetic to find the key in an id, and will always be the same.
        keep(id, resolution, null, LONGEST_LIFETIME, 2L * id.length());
        yield resolution;
      }
      case IssuerAddress.Nowhere(var reason) -> new Resolution.Unusable(reason);
      case IssuerAddress.At(var url) -> fetch(id, url, errands);
    };
  }

  private Resolution fetch(String id, String url, FetchBudget errands) {
    var known = cache.latest(id);
    var etag = known.map(Cached::etag).orElse(null);
    return switch (errands.fetch(url, Kind.IDENTIFIER_DOCUMENT, etag)) {
      case Fetch.Fetched fetched -> {
        var resolution = read(fetched.bytes(), id);
        keep(id, resolution, fetched.etag(), fetched.maxAge(), 2L * fetched.bytes().length);
        yield resolution;
      }
      case Fetch.Unchanged(var maxAge) ->
          known
              .map(document -> {
                keep(id, document.resolution(), etag, maxAge, document.bytes());
                return document.resolution();
              })
              .orElseGet(Resolution.Unreachable::new);
      // Within its lifetime a document counts, even if the key that is looked for is not in it.
      case Fetch.NotFetched _ ->
          cache.get(id).map(Cached::resolution).orElseGet(Resolution.Unreachable::new);
    };
  }

  private static Resolution read(byte[] bytes, String id) {
    return switch (JsonReader.read(bytes, JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject document) ->
          switch (IdentifierDocument.read(document, id)) {
            case IdentifierDocument.Reading.Read(var keys) -> new Resolution.Resolved(keys);
            case IdentifierDocument.Reading.Refused(var reason) -> new Resolution.Unusable(reason);
          };
      case JsonReading.Read _ ->
          new Resolution.Unusable("The issuer's document is not a JSON object.");
      case JsonReading.Refused(var reason, _) ->
          new Resolution.Unusable("The issuer's document cannot be read: " + reason);
    };
  }

  private void keep(
      String id,
      Resolution resolution,
      @Nullable String etag,
      @Nullable Duration maxAge,
      long bytes) {
    var lifetime = maxAge == null ? USUAL_LIFETIME : maxAge;
    if (lifetime.compareTo(SHORTEST_LIFETIME) < 0 || !(resolution instanceof Resolution.Resolved)) {
      lifetime = SHORTEST_LIFETIME;
    } else if (lifetime.compareTo(LONGEST_LIFETIME) > 0) {
      lifetime = LONGEST_LIFETIME;
    }
    cache.put(id, new Cached(resolution, etag, clock.instant(), bytes), lifetime);
  }

  /**
   * A cached document.
   *
   * @param bytes its approximate size
   */
  private record Cached(Resolution resolution, @Nullable String etag, Instant since, long bytes) {

    /** Tells whether another fetch would be useless, or too soon. */
    boolean isFinal(Predicate<VerificationKeys> isEnough, Instant now) {
      return !now.isAfter(since.plus(SHORTEST_LIFETIME))
          || (resolution instanceof Resolution.Resolved(var keys) && isEnough.test(keys));
    }
  }
}
