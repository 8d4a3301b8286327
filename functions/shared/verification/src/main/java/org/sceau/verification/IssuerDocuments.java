package org.sceau.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.Fetcher.Kind;

/**
 * The keys of any issuer, from the issuer's own document, which is remembered for as long as its
 * sender allows within bounds. A key that is not in a remembered document is looked for again, if
 * the document is not of this very moment: what was signed with a new key is genuine at once.
 */
final class IssuerDocuments {

  /** What came of looking for an issuer's keys. */
  sealed interface Resolution {

    record Resolved(VerificationKeys keys) implements Resolution {}

    /**
     * The issuer's id does not lead to a document with usable keys.
     *
     * @param reason one sentence
     */
    record Unusable(String reason) implements Resolution {}

    /** The document is where it is said to be, if at all; it could not be got. */
    record Unreachable() implements Resolution {}
  }

  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);
  private static final Duration LONGEST_LIFETIME = Duration.ofHours(1);

  /** Even of a document that is not to be kept: a thousand credentials in a row are one look-up. */
  private static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(30);

  private final ByteBudgetCache<Remembered> remembered;
  private final InstantSource clock;

  IssuerDocuments(long budget, InstantSource clock) {
    this.remembered = new ByteBudgetCache<>(budget, Remembered::bytes);
    this.clock = clock;
  }

  /** How many bytes are remembered. */
  long used() {
    return remembered.used();
  }

  /**
   * Looks for an issuer's keys.
   *
   * @param isEnough whether the keys have the one that is looked for
   */
  Resolution resolve(String id, Predicate<VerificationKeys> isEnough, FetchBudget errands) {
    var now = clock.instant();
    var known = remembered.get(id);
    if (known
        .filter(document -> now.isBefore(document.until()) && document.isFinal(isEnough, now))
        .isPresent()) {
      return known.get().resolution();
    }
    return switch (IssuerAddress.of(id)) {
      case IssuerAddress.Inside(var keys) -> {
        var resolution = new Resolution.Resolved(keys);
        // It takes some arithmetic to find the key in an id, and will always be the same.
        remembered.put(id, remember(resolution, null, LONGEST_LIFETIME, 2L * id.length()));
        yield resolution;
      }
      case IssuerAddress.Nowhere(var reason) -> new Resolution.Unusable(reason);
      case IssuerAddress.At(var url) -> fetch(id, url, errands, known);
    };
  }

  private Resolution fetch(String id, String url, FetchBudget errands, Optional<Remembered> known) {
    var etag = known.map(Remembered::etag).orElse(null);
    return switch (errands.fetch(url, Kind.IDENTIFIER_DOCUMENT, etag)) {
      case Fetch.Fetched fetched -> {
        var resolution = read(fetched.bytes(), id);
        remembered.put(
            id,
            remember(resolution, fetched.etag(), fetched.maxAge(), 2L * fetched.bytes().length));
        yield resolution;
      }
      case Fetch.Unchanged(var maxAge) ->
          known
              .map(document -> {
                remembered.put(id, remember(document.resolution(), etag, maxAge, document.bytes()));
                return document.resolution();
              })
              .orElseGet(Resolution.Unreachable::new);
      // Within its lifetime a document counts, even if the key that is looked for is not in it.
      case Fetch.NotFetched _ ->
          known
              .filter(document -> clock.instant().isBefore(document.until()))
              .map(Remembered::resolution)
              .orElseGet(Resolution.Unreachable::new);
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

  private Remembered remember(
      Resolution resolution, @Nullable String etag, @Nullable Duration maxAge, long bytes) {
    var now = clock.instant();
    var lifetime = maxAge == null ? USUAL_LIFETIME : maxAge;
    if (lifetime.compareTo(SHORTEST_LIFETIME) < 0 || !(resolution instanceof Resolution.Resolved)) {
      lifetime = SHORTEST_LIFETIME;
    } else if (lifetime.compareTo(LONGEST_LIFETIME) > 0) {
      lifetime = LONGEST_LIFETIME;
    }
    return new Remembered(resolution, etag, now, now.plus(lifetime), bytes);
  }

  /**
   * A document as it was found.
   *
   * @param bytes about what it takes
   */
  private record Remembered(
      Resolution resolution, @Nullable String etag, Instant since, Instant until, long bytes) {

    /** Whether to look again would be idle, or too soon. */
    boolean isFinal(Predicate<VerificationKeys> isEnough, Instant now) {
      return !now.isAfter(since.plus(SHORTEST_LIFETIME))
          || (resolution instanceof Resolution.Resolved(var keys) && isEnough.test(keys));
    }
  }
}
