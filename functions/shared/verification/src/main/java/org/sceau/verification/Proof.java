package org.sceau.verification;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sceau.json.JsonObject;
import org.sceau.verification.IssuerKeys.IssuerKey;

/** The result of verifying that a document is what its issuer, or its holder, signed. */
sealed interface Proof {

  /**
   * The document is the issuer's.
   *
   * @param keys the keys of its signatures, at least one; the first is the one that a report names
   * @param algorithm the {@code alg} of the JWS, or the cryptosuite
   * @param signedAt the time of the signature, if the proof has it
   * @param document the document that was signed, without its proof
   */
  record Good(
      List<IssuerKey> keys, String algorithm, Optional<Instant> signedAt, JsonObject document)
      implements Proof {

    public Good {
      keys = List.copyOf(keys);
    }

    /** Returns the verification method of the key that signed. */
    String verificationMethod() {
      return keys.getFirst().method();
    }

    /** Returns the earliest time from which a key is compromised; empty if none is. */
    Optional<Instant> compromisedSince() {
      return keys.stream()
          .flatMap(key -> key.compromisedSince().stream())
          .min(Comparator.naturalOrder());
    }
  }

  record Wrong(VerificationProblem problem) implements Proof {}

  /** The securing mechanism, or the key, is not supported. */
  record Undecided(VerificationProblem problem) implements Proof {}

  /** The keys are not available; the problem has the reason. */
  record KeysUnknown(VerificationProblem problem) implements Proof {}
}
