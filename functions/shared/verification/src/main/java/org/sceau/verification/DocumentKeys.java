package org.sceau.verification;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sceau.dataintegrity.ProofPurpose;
import org.sceau.jose.CompactJws;
import org.sceau.jose.JwsAlgorithm;
import org.sceau.verification.IssuerDocuments.Resolution;
import org.sceau.verification.VerificationKeys.AssertionKey;

/**
 * Finds the keys of an external issuer, or of a holder, in its own document: the only document that
 * is fetched before the proof is verified.
 *
 * <p>A {@code kid} is only a hint (RFC 7515, section 4.1.4). It may be the absolute URL of a
 * verification method, the bare DID, a relative reference, the {@code kid} within the JWK, or the
 * key's thumbprint (RFC 7638, RFC 9278); whatever it is, the key must be one that the issuer lists.
 */
final class DocumentKeys implements IssuerKeys {

  /** The most keys that are tried where the signature does not tell which. */
  private static final int MAX_CANDIDATES = 5;

  private static final String THUMBPRINT_URI = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:";

  private final IssuerDocuments documents;
  private final String controller;
  private final ProofPurpose purpose;
  private final FetchBudget errands;
  private final InstantSource clock;

  /**
   * @param controller the id of the issuer or holder
   * @param purpose the relationship that lists the keys
   */
  DocumentKeys(
      IssuerDocuments documents,
      String controller,
      ProofPurpose purpose,
      FetchBudget errands,
      InstantSource clock) {
    this.documents = documents;
    this.controller = controller;
    this.purpose = purpose;
    this.errands = errands;
    this.clock = clock;
  }

  @Override
  public Finding named(String method) {
    return method.startsWith(controller + "#")
        ? find(method, keys -> usable(keys, key -> key.id().equals(method)))
        : elsewhere(method);
  }

  @Override
  public Finding ofJws(CompactJws jws) {
    var kid = jws.kid();
    if (kid.isEmpty()) {
      return jws.jwk()
          .map(brought -> find("", keys -> usable(keys, key -> key.publicKey().equals(brought))))
          .orElseGet(() -> find("", keys -> fitting(keys, jws)));
    }
    var name = kid.get();
    if (name.equals(controller)) {
      return find(name, keys -> fitting(keys, jws));
    }
    return isOfAnother(name)
        ? elsewhere(name)
        : find(name, keys -> usable(keys, key -> isNamed(key, name)));
  }

  /** Tells whether the document lists the verification method under the purpose. */
  boolean lists(String method) {
    return named(method) instanceof Finding.Found;
  }

  /** Tells whether a kid names a key of another DID or origin. */
  private boolean isOfAnother(String kid) {
    return (kid.startsWith("did:") || kid.contains("://")) && !kid.startsWith(controller + "#");
  }

  private boolean isNamed(AssertionKey key, String kid) {
    return key.id().equals(kid)
        || key.id().equals(controller + (kid.startsWith("#") ? kid : "#" + kid))
        || kid.equals(key.kid())
        || (kid.startsWith(THUMBPRINT_URI) ? kid.substring(THUMBPRINT_URI.length()) : kid)
            .equals(key.publicKey().thumbprint());
  }

  /** Returns the keys that may have made the signature, if it names none. */
  private List<AssertionKey> fitting(VerificationKeys keys, CompactJws jws) {
    var kind = JwsAlgorithm.named(jws.alg()).map(JwsAlgorithm::kind);
    return usable(keys, key -> kind.equals(Optional.of(key.publicKey().kind()))).stream()
        .limit(MAX_CANDIDATES)
        .toList();
  }

  private List<AssertionKey> usable(
      VerificationKeys keys, java.util.function.Predicate<AssertionKey> isWanted) {
    Instant now = clock.instant();
    return keys.keys().stream().filter(isWanted).filter(key -> key.isUsableAt(now)).toList();
  }

  /**
   * @param method the name of the key; empty if the signature names none
   */
  private Finding find(String method, Function<VerificationKeys, List<AssertionKey>> search) {
    return switch (documents.resolve(
        controller, keys -> !search.apply(related(keys)).isEmpty(), errands)) {
      case Resolution.Unusable(var reason) ->
          new Finding.Unavailable(VerificationProblem.of(ProblemCode.ISSUER_UNUSABLE, reason));
      case Resolution.Unreachable() ->
          new Finding.Unavailable(VerificationProblem.of(ProblemCode.ISSUER_UNREACHABLE));
      case Resolution.Resolved(var keys) -> {
        var found = search.apply(related(keys));
        yield found.isEmpty()
            ? absent(method, keys)
            : new Finding.Found(
                found.stream()
                    .map(key -> new IssuerKey(key.id(), key.publicKey(), Optional.empty()))
                    .toList());
      }
    };
  }

  private VerificationKeys related(VerificationKeys keys) {
    return purpose.name().equals("authentication") ? keys.forAuthentication() : keys;
  }

  /** Reports a key that the issuer's document does not list for the purpose. */
  private Finding absent(String method, VerificationKeys keys) {
    if (keys.unread().contains(method) || (method.isEmpty() && !keys.unread().isEmpty())) {
      return new Finding.Undecided(
          VerificationProblem.of(
              ProblemCode.PROOF_UNSUPPORTED,
              "The issuer's key is of a kind that is not read here."));
    }
    return new Finding.NotOfIssuer();
  }

  /**
   * Reports a key that is not in the issuer's document. Open Badges 3.0 (section 8.2.4) lets a key
   * be published by itself on the issuer's host. Others may publish on that host too, so such a key
   * proves nothing, and is not wrong either.
   */
  private Finding elsewhere(String method) {
    int host = controller.indexOf('/', "https://".length());
    var origin = host < 0 ? controller + "/" : controller.substring(0, host + 1);
    return controller.startsWith("https://") && method.startsWith(origin)
        ? new Finding.Undecided(
            VerificationProblem.of(
                ProblemCode.PROOF_UNSUPPORTED,
                "The key is published beside the issuer's document and not in it."))
        : new Finding.NotOfIssuer();
  }
}
