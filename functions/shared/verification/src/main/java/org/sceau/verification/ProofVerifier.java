package org.sceau.verification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sceau.dataintegrity.Canonicalizer.Normalization;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.ProofPurpose;
import org.sceau.jose.CompactJws;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonObject;
import org.sceau.verification.IssuerKeys.Finding;
import org.sceau.verification.IssuerKeys.IssuerKey;

/**
 * Verifies the signature of a document with its issuer's keys: a JWS (VC-JOSE-COSE, section 3) or
 * embedded proofs (Data Integrity 1.0, section 4).
 */
final class ProofVerifier {

  private final DataIntegrity dataIntegrity;

  ProofVerifier(DataIntegrity dataIntegrity) {
    this.dataIntegrity = dataIntegrity;
  }

  /** Rewrites a document with embedded proofs in its normal form. */
  Normalization normalize(JsonObject document) {
    return dataIntegrity.normalize(document);
  }

  /** Verifies that the issuer asserts the credential. */
  Proof verify(SecuredDocument secured, IssuerKeys keys) {
    var jws = secured.jws();
    return jws == null
        ? verify(secured.withProof(), ProofPurpose.ASSERTION, keys)
        : verify(jws, secured.credential(), keys);
  }

  /**
   * Verifies a JWS.
   *
   * @param document what the payload holds
   */
  Proof verify(CompactJws jws, JsonObject document, IssuerKeys keys) {
    if (!jws.isOfKnownAlgorithm()) {
      return new Proof.Undecided(
          VerificationProblem.of(
              ProblemCode.PROOF_UNSUPPORTED,
              "The algorithm " + jws.alg() + " is not verified here."));
    }
    if (jws.bringsUnsupportedKey()) {
      return new Proof.Undecided(
          VerificationProblem.of(
              ProblemCode.PROOF_UNSUPPORTED,
              "The signature brings its key in a certificate, or in a form that is not read"
                  + " here."));
    }
    return switch (keys.ofJws(jws)) {
      case Finding.Found(var candidates) ->
          candidates.stream()
              .filter(key -> jws.isSignedBy(key.publicKey(), dataIntegrity.signatures()))
              .findFirst()
              .<Proof>map(key -> good(List.of(key), jws, document))
              .orElseGet(() -> invalid(candidates));
      case Finding.NotOfIssuer() -> notOfIssuer();
      case Finding.Undecided(var problem) -> new Proof.Undecided(problem);
      case Finding.Unavailable(var problem) -> new Proof.KeysUnknown(problem);
    };
  }

  /** Verifies every embedded proof of a document for a purpose. */
  Proof verify(JsonObject secured, ProofPurpose purpose, IssuerKeys keys) {
    Map<String, Finding> found = new LinkedHashMap<>();
    var verification =
        dataIntegrity.verify(
            secured, purpose, method -> key(found.computeIfAbsent(method, keys::named)));
    for (var finding : found.values()) {
      if (finding instanceof Finding.Unavailable(var problem)) {
        return new Proof.KeysUnknown(problem);
      }
    }
    if (found.values().stream().anyMatch(Finding.NotOfIssuer.class::isInstance)) {
      return notOfIssuer();
    }
    return switch (verification) {
      case DataIntegrity.Verification.NotVerified(var type, var reason)
          when type.equals(DataIntegrity.PROOF_TRANSFORMATION_ERROR) ->
          new Proof.Wrong(VerificationProblem.of(ProblemCode.NOT_COVERED, reason));
      case DataIntegrity.Verification.NotVerified(_, var reason) ->
          // The key is what it failed for, if it was not for anything before.
          undecided(found)
              .orElseGet(
                  () -> new Proof.Wrong(VerificationProblem.of(ProblemCode.PROOF_INVALID, reason)));
      case DataIntegrity.Verification.Undecided(var reason) ->
          new Proof.Undecided(VerificationProblem.of(ProblemCode.PROOF_UNSUPPORTED, reason));
      case DataIntegrity.Verification.Unreadable(var reason) ->
          new Proof.Undecided(VerificationProblem.of(ProblemCode.NOT_PLAIN, reason));
      case DataIntegrity.Verification.Verified(_, var created, var suite, var document) ->
          new Proof.Good(keys(found), suite.id(), Optional.ofNullable(created), document);
    };
  }

  private static Optional<PublicJwk> key(Finding finding) {
    return finding instanceof Finding.Found(var candidates)
        ? Optional.of(candidates.getFirst().publicKey())
        : Optional.empty();
  }

  private static List<IssuerKey> keys(Map<String, Finding> found) {
    List<IssuerKey> keys = new ArrayList<>();
    for (var finding : found.values()) {
      if (finding instanceof Finding.Found(var candidates)) {
        keys.add(candidates.getFirst());
      }
    }
    return keys;
  }

  private static Optional<Proof> undecided(Map<String, Finding> found) {
    return found.values().stream()
        .filter(Finding.Undecided.class::isInstance)
        .map(Finding.Undecided.class::cast)
        .<Proof>map(finding -> new Proof.Undecided(finding.problem()))
        .findFirst();
  }

  private static Proof good(List<IssuerKey> keys, CompactJws jws, JsonObject document) {
    return new Proof.Good(keys, jws.alg(), Optional.empty(), document);
  }

  /** Reports a signature by none of the candidates: if it names no key, others may have signed. */
  private static Proof invalid(List<IssuerKey> candidates) {
    return candidates.size() == 1
        ? new Proof.Wrong(VerificationProblem.of(ProblemCode.PROOF_INVALID))
        : new Proof.Undecided(
            VerificationProblem.of(
                ProblemCode.KEY_NOT_LISTED,
                "The signature names no key, and is by none of the issuer's present keys."));
  }

  private static Proof notOfIssuer() {
    return new Proof.Wrong(VerificationProblem.of(ProblemCode.KEY_NOT_OF_ISSUER));
  }
}
