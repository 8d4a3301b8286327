package org.sceau.verification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sceau.jose.CompactJws;
import org.sceau.jose.PublicJwk;

/** Finds the keys of one issuer for one verification: in the catalog, or in its own document. */
interface IssuerKeys {

  /**
   * A key that the issuer lists.
   *
   * @param method the URL of its verification method
   * @param compromisedSince from when it may have been in other hands; empty if it was not
   */
  record IssuerKey(String method, PublicJwk publicKey, Optional<Instant> compromisedSince) {}

  /** The result of finding the key of a signature. */
  sealed interface Finding {

    /** The issuer's keys that may have signed: one, or a few if the signature names none. */
    record Found(List<IssuerKey> candidates) implements Finding {

      public Found {
        candidates = List.copyOf(candidates);
      }

      Found(IssuerKey key) {
        this(List.of(key));
      }
    }

    /** The issuer does not list the key. */
    record NotOfIssuer() implements Finding {}

    /** The key may be the issuer's, and cannot be used here. */
    record Undecided(VerificationProblem problem) implements Finding {}

    /** The issuer's keys are not available. */
    record Unavailable(VerificationProblem problem) implements Finding {}
  }

  /** Finds the key of an embedded proof by its verification method. */
  Finding named(String method);

  /** Finds the keys that a JWS names in its header. */
  Finding ofJws(CompactJws jws);
}
