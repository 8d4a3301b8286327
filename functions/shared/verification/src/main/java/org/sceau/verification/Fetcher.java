package org.sceau.verification;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gets what others publish, for a verification that cannot do without it. Every address comes from
 * a stranger: an implementation fetches nothing but public documents of public hosts, never follows
 * a redirect, sends nothing that tells who asks, and never reads more, or waits longer, than is
 * allowed.
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
   * One document that is wanted.
   *
   * @param url where, {@code https} and without a fragment; of a machine that plays the whole world
   *     it may be plain {@code http} of that machine
   * @param etag of the copy that the caller has; only if there is one may it be unchanged
   * @param within how long to wait at most
   */
  record Wanted(String url, Kind kind, @Nullable String etag, Duration within) {}

  /** The result of a fetch. */
  sealed interface Fetch {

    /**
     * The document, complete.
     *
     * @param maxAge how long the sender says that it may be kept; null if it does not say
     */
    record Fetched(
        byte[] bytes, String contentType, @Nullable String etag, @Nullable Duration maxAge)
        implements Fetch {}

    /** The copy of that ETag is still what is published. */
    record Unchanged(@Nullable Duration maxAge) implements Fetch {}

    /** There is no document. */
    record NotFetched(Reason reason) implements Fetch {}
  }

  /**
   * Why there is no document. The reasons are coarse, so that the author of the address cannot
   * probe the network around the verifier.
   */
  enum Reason {
    /** The address, as it is written, is none that anything is fetched from. */
    ADDRESS_REFUSED,
    /** Whatever else: no such host, no answer, another answer, too slow, too large. */
    UNAVAILABLE
  }

  Fetch fetch(Wanted wanted);
}
