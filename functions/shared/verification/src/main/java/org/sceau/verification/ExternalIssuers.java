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
 * What has to be asked of others to judge the credentials of others: their keys, their lists, and
 * who vouches for them. Made when the first such credential comes.
 */
final class ExternalIssuers {

  /** What came of proving that a document is an issuer's. */
  sealed interface Proof {

    /**
     * It is.
     *
     * @param document what was signed, if that may be less than what was brought
     */
    record Good(
        String verificationMethod,
        String algorithm,
        Optional<Instant> signedAt,
        Optional<JsonObject> document)
        implements Proof {}

    record Wrong(VerificationProblem problem) implements Proof {}

    /** It is secured in a way that cannot be judged here. */
    record Undecided(VerificationProblem problem) implements Proof {}

    /** The keys are not known, for a reason that the problem tells. */
    record KeysUnknown(VerificationProblem problem) implements Proof {}
  }

  /** Of issuers' documents: a thousand and more. */
  static final long DOCUMENTS_BUDGET = 8L * 1024 * 1024;

  /** Of inflated lists: a thousand of the usual 16 kB. */
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

  /** How many bytes are remembered of what others published. */
  long remembered() {
    return documents.used() + lists.used();
  }

  /** What one verification may fetch. */
  FetchBudget errands() {
    return new FetchBudget(fetcher, clock);
  }

  /** Proves a document by the keys in its issuer's own, the one thing that is fetched for it. */
  Proof prove(@Nullable CompactJws jws, JsonObject secured, String issuerId, FetchBudget errands) {
    return prove(jws, secured, issuerId, ProofPurpose.ASSERTION, errands);
  }

  /** Likewise for a purpose, which the keys have to be for. */
  Proof prove(
      @Nullable CompactJws jws,
      JsonObject secured,
      String controller,
      ProofPurpose purpose,
      FetchBudget errands) {
    var keys = new Keys(controller, purpose, errands);
    return jws == null ? proveEmbedded(secured, keys) : proveJws(jws, keys);
  }

  /** Whether a key is among those with which somebody asserts, not only presents. */
  boolean asserts(String method, String issuerId, FetchBudget errands) {
    return new Keys(issuerId, ProofPurpose.ASSERTION, errands).named(method).isPresent();
  }

  Outcome status(JsonObject credential, String issuerId, FetchBudget errands) {
    return status.check(credential, issuerId, errands);
  }

  /** The names of the registries that have the issuer. */
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

  /** Of data model 1.1 a JWT names its key only if the issuer has several (section 6.3.1). */
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

  /** The issuer's keys, looked up when the first is asked for, and once for all of its proofs. */
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

    /** The key under a URL, which has to be one within the issuer's document. */
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

    /** The issuer's key, if there is but one. */
    Optional<AssertionKey> only() {
      var now = clock.instant();
      return resolve(keys ->
          keys.keys().size() == 1
              ? Optional.of(keys.keys().getFirst()).filter(key -> key.isUsableAt(now))
              : Optional.empty());
    }

    /**
     * Whether a URL is one of the issuer's host, under which Open Badges 3.0 (section 8.2.4) has a
     * key lie by itself. Others may have their place on that host too, so that it proves nothing;
     * nor is it wrong.
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

    /** Whether a key was asked for that the issuer has, and that is of a kind that is not read. */
    boolean areOfAnotherKind() {
      return !unread.isEmpty();
    }

    /** Whether a key was asked for that the issuer does not have. */
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
