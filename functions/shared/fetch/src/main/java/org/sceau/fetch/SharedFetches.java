package org.sceau.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
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

/**
 * Shares concurrent fetches of one document, and does not repeat a failed fetch for half a minute.
 * The caller caches successful answers.
 */
public final class SharedFetches implements Fetcher {

  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(30);
  private static final int MAX_REMEMBERED = 1_000;

  private final Fetcher fetcher;
  private final InstantSource clock;
  private final Map<Wish, CompletableFuture<Fetch>> running = new ConcurrentHashMap<>();
  private final Map<String, Instant> failedUntil = new LinkedHashMap<>();

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
    this.clock = clock;
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
          remember(wish);
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

  private synchronized boolean hasFailed(Wish wish) {
    var until = failedUntil.get(wish.url());
    if (until == null) {
      return false;
    }
    if (clock.instant().isBefore(until)) {
      return true;
    }
    failedUntil.remove(wish.url());
    return false;
  }

  private synchronized void remember(Wish wish) {
    if (failedUntil.size() >= MAX_REMEMBERED) {
      var oldest = failedUntil.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    failedUntil.put(wish.url(), clock.instant().plus(AFTER_A_FAILURE));
  }

  private record Wish(String url, Kind kind, @Nullable String etag) {}
}
