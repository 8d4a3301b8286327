package org.sceau.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonObject;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.Fetcher.Kind;
import org.sceau.verification.StatusEntry.ListKind;

/**
 * Fetches external issuers' status lists whole, so that no issuer learns which credential is
 * verified, and caches them, inflated, for as long as the issuer allows, within bounds. A list is
 * accepted only with a proof of the issuer whose credential refers to it.
 */
final class StatusListDocuments {

  /** Tells whether a document is a credential of an issuer. */
  @FunctionalInterface
  interface Prover {
    Proving prove(byte[] document, String issuerId, FetchBudget errands);
  }

  /** The result of verifying a list's proof. */
  sealed interface Proving {

    /**
     * The document is the issuer's.
     *
     * @param period its validity period by the signed document
     * @param signedAt the time of the signature, if the proof has it
     */
    record Proven(JsonObject credential, Period period, Optional<Instant> signedAt)
        implements Proving {}

    record NotProven(String reason) implements Proving {}

    /** The issuer's keys could not be fetched. */
    record Unreachable() implements Proving {}
  }

  /** The result of finding a list. */
  sealed interface Finding {

    record Found(PublishedList list) implements Finding {}

    /** There is a document, but not a valid list. */
    record Invalid(String reason) implements Finding {}

    record NotRetrieved() implements Finding {}
  }

  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(1);
  private static final Duration LONGEST_LIFETIME = Duration.ofMinutes(15);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(30);

  private final TimedCache<String, Cached> cache;
  private final Prover prover;

  StatusListDocuments(long budget, InstantSource clock, Prover prover) {
    this.cache = new TimedCache<>(budget, (key, list) -> 2L * key.length() + list.weight(), clock);
    this.prover = prover;
  }

  /** Returns the bytes that the cache holds. */
  long used() {
    return cache.used();
  }

  /** Finds the list at an address, if it is the issuer's. */
  Finding find(String url, ListKind kind, String issuerId, FetchBudget errands) {
    // Cached per issuer: a list proven for one issuer proves nothing for another.
    var key = kind + " " + issuerId + " " + url;
    var current = cache.get(key);
    if (current.isPresent()) {
      return current.get().finding();
    }
    var known = cache.latest(key);
    var etag = known.map(Cached::etag).orElse(null);
    return switch (errands.fetch(url, Kind.STATUS_LIST, etag)) {
      case Fetch.Fetched fetched -> {
        var finding = read(fetched.bytes(), url, kind, issuerId, errands);
        if (!(finding instanceof Finding.NotRetrieved)) {
          keep(key, finding, fetched.etag(), fetched.maxAge());
        }
        yield finding;
      }
      case Fetch.Unchanged(var maxAge) -> {
        var finding = known.map(Cached::finding).orElseGet(Finding.NotRetrieved::new);
        if (known.isPresent()) {
          keep(key, finding, etag, maxAge);
        }
        yield finding;
      }
      // What was known is no longer: it may have been revoked since.
      case Fetch.NotFetched _ -> new Finding.NotRetrieved();
    };
  }

  private Finding read(
      byte[] document, String url, ListKind kind, String issuerId, FetchBudget errands) {
    return switch (prover.prove(document, issuerId, errands)) {
      case Proving.Unreachable() -> new Finding.NotRetrieved();
      case Proving.NotProven(var reason) -> new Finding.Invalid(reason);
      case Proving.Proven(var credential, var period, var signedAt) ->
          switch (PublishedList.read(credential, period, signedAt, url, kind)) {
            case PublishedList.Reading.Refused(var reason) -> new Finding.Invalid(reason);
            case PublishedList.Reading.Read(var list) -> new Finding.Found(list);
          };
    };
  }

  private void keep(String key, Finding finding, @Nullable String etag, @Nullable Duration maxAge) {
    cache.put(key, new Cached(finding, etag), lifetime(finding, maxAge));
  }

  private static Duration lifetime(Finding finding, @Nullable Duration maxAge) {
    if (!(finding instanceof Finding.Found(var list))) {
      return AFTER_A_FAILURE;
    }
    var ttl = list.ttl();
    var lifetime = maxAge == null ? (ttl == null ? USUAL_LIFETIME : ttl) : maxAge;
    if (ttl != null && ttl.compareTo(lifetime) < 0) {
      lifetime = ttl;
    }
    return lifetime.compareTo(LONGEST_LIFETIME) > 0 ? LONGEST_LIFETIME : lifetime;
  }

  private record Cached(Finding finding, @Nullable String etag) {

    long weight() {
      return finding instanceof Finding.Found(var list) ? list.weight() : 500;
    }
  }
}
