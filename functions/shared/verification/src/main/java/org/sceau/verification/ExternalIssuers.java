package org.sceau.verification;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.ProofPurpose;
import org.sceau.jose.CompactJws;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonObject;
import org.sceau.verification.IssuerDocuments.Resolution;
import org.sceau.verification.Outcome.NotApplicable;
import org.sceau.verification.Outcome.Passed;
import org.sceau.verification.Outcome.Warned;
import org.sceau.verification.VerificationKeys.AssertionKey;

/**
 * Resolves what the verification of external credentials needs: issuers' keys, status lists and
 * trust registries. Created on the first such credential.
 */
final class ExternalIssuers {

  /** The result of verifying that a document is an issuer's. */
  sealed interface Proof {

    /**
     * The document is the issuer's.
     *
     * @param document the signed document, if it may be less than the submitted one
     */
    record Good(
        String verificationMethod,
        String algorithm,
        Optional<Instant> signedAt,
        Optional<JsonObject> document)
        implements Proof {}

    record Wrong(VerificationProblem problem) implements Proof {}

    /** The securing mechanism is not supported. */
    record Undecided(VerificationProblem problem) implements Proof {}

    /** The keys are not known; the problem has the reason. */
    record KeysUnknown(VerificationProblem problem) implements Proof {}
  }

  /** The budget of the issuers' documents: a thousand and more. */
  static final long DOCUMENTS_BUDGET = 8L * 1024 * 1024;

  /** The budget of the inflated lists: a thousand of the usual 16 kB. */
  static final long LISTS_BUDGET = 16L * 1024 * 1024;

  private final Fetcher fetcher;
  private final IssuerDocuments documents;
  private final StatusListDocuments lists;
  private final StatusCheck status;
  private final List<TrustRegistry> registries;
  private final DataIntegrity dataIntegrity;
  private final InstantSource clock;

  ExternalIssuers(
      Fetcher fetcher,
      List<TrustRegistry> registries,
      DataIntegrity dataIntegrity,
      StatusListDocuments.Prover lists,
      InstantSource clock) {
    this.fetcher = fetcher;
    this.documents = new IssuerDocuments(DOCUMENTS_BUDGET, clock);
    this.lists = new StatusListDocuments(LISTS_BUDGET, clock, lists);
    this.status = new StatusCheck(this.lists, clock);
    this.registries = List.copyOf(registries);
    this.dataIntegrity = dataIntegrity;
    this.clock = clock;
  }

  /** Returns the bytes that both caches hold. */
  long remembered() {
    return documents.used() + lists.used();
  }

  /** Creates the fetch budget of one verification. */
  FetchBudget errands() {
    return new FetchBudget(fetcher, clock);
  }

  /** Verifies a document's proof with the keys in its issuer's document, the only fetch. */
  Proof prove(@Nullable CompactJws jws, JsonObject secured, String issuerId, FetchBudget errands) {
    return prove(jws, secured, issuerId, ProofPurpose.ASSERTION, errands);
  }

  /** Verifies a document's proof for a proof purpose, which its keys must be for. */
  Proof prove(
      @Nullable CompactJws jws,
      JsonObject secured,
      String controller,
      ProofPurpose purpose,
      FetchBudget errands) {
    var keys = new Keys(controller, purpose, errands);
    return jws == null ? proveEmbedded(secured, keys) : proveJws(jws, keys);
  }

  /** Tells whether a verification method is under the issuer's {@code assertionMethod}. */
  boolean asserts(String method, String issuerId, FetchBudget errands) {
    return new Keys(issuerId, ProofPurpose.ASSERTION, errands).named(method).isPresent();
  }

  Outcome status(JsonObject credential, String issuerId, FetchBudget errands) {
    return status.check(credential, issuerId, errands);
  }

  /** Returns the names of the trust registries that list the issuer. */
  List<String> registriesWith(String issuerId) {
    return registries.stream()
        .filter(registry -> registry.knows(issuerId))
        .map(TrustRegistry::name)
        .toList();
  }

  Outcome registry(String issuerId) {
    if (registries.isEmpty()) {
      return new NotApplicable();
    }
    return registriesWith(issuerId).isEmpty()
        ? new Warned(VerificationProblem.of(ProblemCode.ISSUER_NOT_REGISTERED))
        : new Passed();
  }

  private Proof proveJws(CompactJws jws, Keys keys) {
    if (!jws.isOfKnownAlgorithm()) {
      return new Proof.Undecided(
          VerificationProblem.of(
              ProblemCode.PROOF_UNSUPPORTED,
              "The algorithm " + jws.alg() + " is not verified here."));
    }
    var key = jws.kid().isPresent() ? keys.named(jws.kid().get()) : Optional.<AssertionKey>empty();
    if (jws.header().has("jwk")) {
      var brought = jws.header().object("jwk").flatMap(PublicJwk::read);
      var listed = brought.flatMap(keys::listed);
      // If the header also names a key, the embedded "jwk" must be that key.
      key =
          jws.kid().isEmpty()
              ? listed
              : key.filter(named -> brought.filter(named.publicKey()::equals).isPresent());
    }
    if (jws.kid().isEmpty() && !jws.header().has("jwk") && isOfOlderModel(jws)) {
      key = keys.only();
    }
    if (keys.problem().isPresent()) {
      return new Proof.KeysUnknown(keys.problem().get());
    }
    if (key.isEmpty() && keys.areOfAnotherKind()) {
      return unreadKey();
    }
    if (key.isEmpty() && keys.areElsewhere(jws.kid().orElse(""))) {
      return new Proof.Undecided(
          VerificationProblem.of(
              ProblemCode.PROOF_UNSUPPORTED,
              "The key is published beside the issuer's document and not in it."));
    }
    if (key.isEmpty()) {
      return new Proof.Wrong(VerificationProblem.of(ProblemCode.KEY_NOT_OF_ISSUER));
    }
    return jws.isSignedBy(key.get().publicKey(), dataIntegrity.signatures())
        ? new Proof.Good(key.get().id(), jws.alg(), Optional.empty(), Optional.empty())
        : new Proof.Wrong(VerificationProblem.of(ProblemCode.PROOF_INVALID));
  }

  private static Proof unreadKey() {
    return new Proof.Undecided(
        VerificationProblem.of(
            ProblemCode.PROOF_UNSUPPORTED, "The issuer's key is of a kind that is not read here."));
  }

  /**
   * Tells whether the JWT is of Data Model v1.1, in which it names its key only if the issuer has
   * several (section 6.3.1).
   */
  private static boolean isOfOlderModel(CompactJws jws) {
    return jws.typ().filter(typ -> !typ.equals("JWT")).isEmpty();
  }

  private Proof proveEmbedded(JsonObject secured, Keys keys) {
    var verification =
        dataIntegrity.verify(
            secured, keys.purpose, method -> keys.named(method).map(AssertionKey::publicKey));
    if (keys.problem().isPresent()) {
      return new Proof.KeysUnknown(keys.problem().get());
    }
    if (keys.lacked()) {
      return new Proof.Wrong(VerificationProblem.of(ProblemCode.KEY_NOT_OF_ISSUER));
    }
    return switch (verification) {
      // The key is what it failed for, if it was not for anything before.
      case DataIntegrity.Verification.NotVerified _ when keys.areOfAnotherKind() -> unreadKey();
      case DataIntegrity.Verification.NotVerified(_, var reason) ->
          new Proof.Wrong(VerificationProblem.of(ProblemCode.PROOF_INVALID, reason));
      case DataIntegrity.Verification.Undecided(var reason) ->
          new Proof.Undecided(VerificationProblem.of(ProblemCode.PROOF_UNSUPPORTED, reason));
      case DataIntegrity.Verification.Unreadable(var reason) ->
          new Proof.Undecided(VerificationProblem.of(ProblemCode.NOT_PLAIN, reason));
      case DataIntegrity.Verification.Verified(var method, var created, var suite, var document) ->
          new Proof.Good(method, suite.id(), Optional.ofNullable(created), Optional.of(document));
    };
  }

  /** The issuer's keys, resolved when the first is needed, and once for all proofs. */
  private final class Keys {

    private final String issuerId;
    private final ProofPurpose purpose;
    private final FetchBudget errands;
    private final Map<String, Optional<AssertionKey>> found = new HashMap<>();
    private final Set<String> unread = new HashSet<>();
    private @Nullable VerificationProblem problem;
    private boolean lacked;

    Keys(String issuerId, ProofPurpose purpose, FetchBudget errands) {
      this.issuerId = issuerId;
      this.purpose = purpose;
      this.errands = errands;
    }

    /** Finds the key of a verification method, which must be in the issuer's document. */
    Optional<AssertionKey> named(String method) {
      var key =
          method.startsWith(issuerId + "#")
              ? found.computeIfAbsent(method, this::lookUp)
              : Optional.<AssertionKey>empty();
      lacked |= key.isEmpty() && !unread.contains(method);
      return key;
    }

    Optional<AssertionKey> listed(PublicJwk brought) {
      var now = clock.instant();
      return resolve(keys -> keys.find(brought, now));
    }

    /** Returns the issuer's key, if it has only one. */
    Optional<AssertionKey> only() {
      var now = clock.instant();
      return resolve(keys ->
          keys.keys().size() == 1
              ? Optional.of(keys.keys().getFirst()).filter(key -> key.isUsableAt(now))
              : Optional.empty());
    }

    /**
     * Tells whether a key's URL is on the issuer's host, where Open Badges 3.0 (section 8.2.4) lets
     * a key be published by itself. Others may publish on that host too, so such a key proves
     * nothing, and is not wrong either.
     */
    boolean areElsewhere(String method) {
      int host = issuerId.indexOf('/', "https://".length());
      var origin = host < 0 ? issuerId + "/" : issuerId.substring(0, host + 1);
      return issuerId.startsWith("https://")
          && method.startsWith(origin)
          && !method.startsWith(issuerId + "#");
    }

    Optional<VerificationProblem> problem() {
      return Optional.ofNullable(problem);
    }

    /** Tells whether a key was requested that the issuer has, of an unsupported kind. */
    boolean areOfAnotherKind() {
      return !unread.isEmpty();
    }

    /** Tells whether a key was requested that the issuer does not have. */
    boolean lacked() {
      return lacked;
    }

    private Optional<AssertionKey> lookUp(String method) {
      var now = clock.instant();
      return resolve(keys -> {
        if (keys.unread().contains(method)) {
          unread.add(method);
        }
        return keys.find(method, now);
      });
    }

    private Optional<AssertionKey> resolve(
        Function<VerificationKeys, Optional<AssertionKey>> search) {
      Function<VerificationKeys, Optional<AssertionKey>> related =
          keys ->
              search.apply(
                  purpose.name().equals("authentication") ? keys.forAuthentication() : keys);
      return switch (documents.resolve(
          issuerId, keys -> related.apply(keys).isPresent(), errands)) {
        case Resolution.Resolved(var keys) -> related.apply(keys);
        case Resolution.Unusable(var reason) -> {
          problem = VerificationProblem.of(ProblemCode.ISSUER_UNUSABLE, reason);
          yield Optional.empty();
        }
        case Resolution.Unreachable() -> {
          problem = VerificationProblem.of(ProblemCode.ISSUER_UNREACHABLE);
          yield Optional.empty();
        }
      };
    }
  }
}
