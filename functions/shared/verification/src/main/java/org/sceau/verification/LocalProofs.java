package org.sceau.verification;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonObject;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.SigningKey;

/** Verifies the proofs of credentials of this deployment's issuers, with keys from the catalog. */
final class LocalProofs {

  /** The result of verifying the proof of a credential. */
  sealed interface Proof {

    /**
     * The issuer signed the credential.
     *
     * @param keys the keys of all its signatures
     * @param document the signed document, if it may have fewer contexts than the submitted one
     */
    record Good(
        Issuer issuer,
        List<SigningKey> keys,
        String verificationMethod,
        String algorithm,
        Optional<JsonObject> document)
        implements Proof {

      /** Returns the earliest time from which a key is compromised; empty if none is. */
      Optional<Instant> compromisedSince() {
        return keys.stream()
            .map(SigningKey::life)
            .<Instant>mapMulti((life, sink) -> {
              if (life instanceof KeyLife.Compromised(var since)) {
                sink.accept(since);
              }
            })
            .min(Comparator.naturalOrder());
      }
    }

    record Wrong(VerificationProblem problem) implements Proof {}

    /** The way of securing is not supported. */
    record Undecided(VerificationProblem problem) implements Proof {}

    record IssuerUnknown() implements Proof {}
  }

  private sealed interface KeyFinding {

    record Found(Issuer owner, SigningKey key, String verificationMethod) implements KeyFinding {}

    record NotOfIssuer() implements KeyFinding {}

    record IssuerUnknown() implements KeyFinding {}
  }

  /** Limits the keys that are looked up; verification refuses more proofs. */
  private static final int MAX_PROOFS = 8;

  private final Deployment deployment;
  private final IssuerDirectory issuers;
  private final DataIntegrity dataIntegrity;

  LocalProofs(Deployment deployment, IssuerDirectory issuers, DataIntegrity dataIntegrity) {
    this.deployment = deployment;
    this.issuers = issuers;
    this.dataIntegrity = dataIntegrity;
  }

  /** Verifies a JWS with the key that its {@code kid} names. */
  Proof proveJws(CompactJws jws, IssuerId issuer, String did) {
    var kid = jws.kid().orElse("");
    return switch (key(kid, issuer, did, each -> DidDocument.jwkMethod(did, each).equals(kid))) {
      case KeyFinding.IssuerUnknown() -> new Proof.IssuerUnknown();
      case KeyFinding.NotOfIssuer() ->
          new Proof.Wrong(VerificationProblem.of(ProblemCode.KEY_NOT_OF_ISSUER));
      case KeyFinding.Found(var owner, var key, var method) ->
          jws.isSignedBy(key.publicKey(), dataIntegrity.signatures())
              ? new Proof.Good(owner, List.of(key), method, jws.alg(), Optional.empty())
              : new Proof.Wrong(VerificationProblem.of(ProblemCode.PROOF_INVALID));
    };
  }

  /** Verifies all embedded proofs with the keys that their verification methods name. */
  Proof proveEmbedded(JsonObject secured, IssuerId issuer, String did) {
    Map<String, KeyFinding.Found> keys = new HashMap<>();
    for (var proof : secured.list("proof").stream().limit(MAX_PROOFS).toList()) {
      var method =
          proof instanceof JsonObject object ? object.string("verificationMethod").orElse("") : "";
      switch (key(method, issuer, did, each -> DidDocument.isMultikeyMethod(method, did, each))) {
        case KeyFinding.Found found -> keys.put(method, found);
        case KeyFinding.IssuerUnknown() -> {
          return new Proof.IssuerUnknown();
        }
        case KeyFinding.NotOfIssuer() -> {
          return new Proof.Wrong(VerificationProblem.of(ProblemCode.KEY_NOT_OF_ISSUER));
        }
      }
    }
    return switch (dataIntegrity.verify(
        secured,
        method -> Optional.ofNullable(keys.get(method)).map(found -> found.key().publicKey()))) {
      case DataIntegrity.Verification.NotVerified(_, var reason) ->
          new Proof.Wrong(VerificationProblem.of(ProblemCode.PROOF_INVALID, reason));
      case DataIntegrity.Verification.Undecided(var reason) ->
          new Proof.Undecided(VerificationProblem.of(ProblemCode.PROOF_UNSUPPORTED, reason));
      case DataIntegrity.Verification.Unreadable(var reason) ->
          new Proof.Undecided(VerificationProblem.of(ProblemCode.NOT_PLAIN, reason));
      case DataIntegrity.Verification.Verified(var method, _, var suite, var document) -> {
        var found = keys.get(method);
        if (found == null) {
          throw new IllegalStateException("verified with a key that was not looked up");
        }
        // The first proof gives the method; all proofs were verified.
        yield new Proof.Good(
            found.owner(),
            keys.values().stream().map(KeyFinding.Found::key).toList(),
            method,
            suite.id(),
            Optional.of(document));
      }
    };
  }

  /**
   * Returns the key that the DID URL names, if it belongs to this issuer.
   *
   * @param did the issuer's id in the credential
   */
  private KeyFinding key(
      String method, IssuerId issuer, String did, Predicate<SigningKey> isNamed) {
    if (!method.startsWith(did + "#")) {
      return new KeyFinding.NotOfIssuer();
    }
    return issuers
        .find(issuer, isNamed)
        .<KeyFinding>map(owner ->
            owner.keys().stream()
                .filter(_ -> deployment.did(owner).equals(did))
                .filter(isNamed)
                .findFirst()
                .<KeyFinding>map(key -> new KeyFinding.Found(owner, key, method))
                .orElseGet(KeyFinding.NotOfIssuer::new))
        .orElseGet(KeyFinding.IssuerUnknown::new);
  }
}
