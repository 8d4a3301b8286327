package org.sceau.verification;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the documents that a verification needs from others. Every address is untrusted: an
 * implementation fetches only public documents of public hosts, never follows a redirect, sends
 * nothing that identifies the caller, and never reads more, or waits longer, than allowed.
 */
@FunctionalInterface
public interface Fetcher {

  /** The kind of document that is expected; it decides which media types are accepted. */
  enum Kind {
    /** A DID document or another controlled identifier document. */
    IDENTIFIER_DOCUMENT,
    /** A credential whose subject is a status list. */
    STATUS_LIST,
    /** A credential in any form, baked images too. */
    CREDENTIAL
  }

  /**
   * A request for one document.
   *
   * @param url its address: {@code https}, without a fragment; in local development also plain
   *     {@code http} of the same machine
   * @param etag of the copy that the caller has; only if there is one may it be unchanged
   * @param within the longest wait
   */
  record Wanted(String url, Kind kind, @Nullable String etag, Duration within) {}

  /** The result of a fetch. */
  sealed interface Fetch {

    /**
     * The document, complete.
     *
     * @param maxAge how long the server allows caching; null if it does not say
     */
    record Fetched(
        byte[] bytes, String contentType, @Nullable String etag, @Nullable Duration maxAge)
        implements Fetch {}

    /** The copy with that ETag is still current. */
    record Unchanged(@Nullable Duration maxAge) implements Fetch {}

    /** There is no document. */
    record NotFetched(Reason reason) implements Fetch {}
  }

  /**
   * Why there is no document. The reasons are coarse, so that the author of the address cannot
   * probe the network around the verifier.
   */
  enum Reason {
    /** The address, as written, is not allowed. */
    ADDRESS_REFUSED,
    /** Everything else: unknown host, no answer, another answer, too slow, too large. */
    UNAVAILABLE
  }

  Fetch fetch(Wanted wanted);
}
