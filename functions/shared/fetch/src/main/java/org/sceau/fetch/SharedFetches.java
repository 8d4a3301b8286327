package org.sceau.fetch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.sceau.verification.Fetcher;
import org.sceau.verification.TimedCache;

/**
 * Shares concurrent fetches of one document, and does not repeat a failed fetch for half a minute.
 * The caller caches successful answers.
 */
public final class SharedFetches implements Fetcher {

  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(30);
  private static final int MAX_FAILURES = 1_000;

  private final Fetcher fetcher;
  private final TimedCache<String, Reason> failures;
  private final Map<Wish, CompletableFuture<Fetch>> running = new ConcurrentHashMap<>();

  /**
   * Creates the guarded client, with concurrent fetches of one document shared.
   *
   * @param loopback hosts with ports on this machine, comma-separated; empty in the cloud
   */
  public static Fetcher guarded(
      SSLContext tls, String loopback, GuardedFetcher.Patience patience, InstantSource clock) {
    return new SharedFetches(
        new GuardedFetcher(
            tls,
            Resolver.ofSystem(),
            loopback.isBlank() ? Set.of() : Set.of(loopback.strip().split("\\s*,\\s*")),
            patience),
        clock);
  }

  public SharedFetches(Fetcher fetcher, InstantSource clock) {
    this.fetcher = fetcher;
    this.failures = TimedCache.ofAtMost(MAX_FAILURES, clock);
  }

  @Override
  public Fetch fetch(Wanted wanted) {
    var wish = new Wish(wanted.url(), wanted.kind(), wanted.etag());
    if (hasFailed(wish)) {
      return new Fetch.NotFetched(Reason.UNAVAILABLE);
    }
    var own = new CompletableFuture<Fetch>();
    var others = running.putIfAbsent(wish, own);
    return others == null ? lead(wanted, wish, own) : await(others, wanted.within());
  }

  private Fetch lead(Wanted wanted, Wish wish, CompletableFuture<Fetch> own) {
    Fetch result = new Fetch.NotFetched(Reason.UNAVAILABLE);
    try {
      // It may have failed between the look and the start.
      if (!hasFailed(wish)) {
        result = fetcher.fetch(wanted);
        if (result instanceof Fetch.NotFetched(var reason) && reason == Reason.UNAVAILABLE) {
          failures.put(wish.url(), reason, AFTER_A_FAILURE);
        }
      }
      return result;
    } finally {
      running.remove(wish);
      own.complete(result);
    }
  }

  private static Fetch await(CompletableFuture<Fetch> others, Duration within) {
    try {
      return others.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      return new Fetch.NotFetched(Reason.UNAVAILABLE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Fetch.NotFetched(Reason.UNAVAILABLE);
    }
  }

  private boolean hasFailed(Wish wish) {
    return failures.get(wish.url()).isPresent();
  }

  private record Wish(String url, Kind kind, @Nullable String etag) {}
}
