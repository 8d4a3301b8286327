package org.sceau.verification;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Inconclusive;
import org.sceau.verification.Outcome.NotApplicable;
import org.sceau.verification.Outcome.NotChecked;
import org.sceau.verification.Outcome.Passed;
import org.sceau.verification.Outcome.Warned;

/**
 * The outcome of every {@link Check}, and the verdict that follows from them.
 *
 * @param proven the proven credential; present exactly if form and proof passed and the issuer is
 *     known, or warned of
 * @param parts the credentials within the credential, each with its own report
 * @param verifiedAt the time for which the report speaks
 */
public record VerificationReport(
    Map<Check, Outcome> outcomes,
    Optional<ProvenCredential> proven,
    List<Part> parts,
    Instant verifiedAt) {

  /** Whether a credential may be relied on. */
  public enum Verdict {
    VERIFIED,
    NOT_VERIFIED,
    INCONCLUSIVE
  }

  /** The checks by gravity: first those that prove the credential, then its status. */
  private static final List<Check> BY_GRAVITY =
      List.of(
          Check.FORM,
          Check.PROOF,
          Check.ISSUER,
          Check.STATUS,
          Check.VALIDITY_PERIOD,
          Check.PARTS,
          Check.SCHEMA,
          Check.HOLDER);

  /** The checks of properties that not every credential has. */
  private static final Set<Check> MAY_BE_ABSENT =
      EnumSet.of(Check.STATUS, Check.SCHEMA, Check.REGISTRY, Check.PARTS, Check.HOLDER);

  /** Creates the report on a credential without parts. */
  public VerificationReport(
      Map<Check, Outcome> outcomes, Optional<ProvenCredential> proven, Instant verifiedAt) {
    this(outcomes, proven, List.of(), verifiedAt);
  }

  public VerificationReport {
    parts = List.copyOf(parts);
    for (var check : Check.values()) {
      var outcome = outcomes.get(check);
      if (outcome == null || !isOf(check, outcome)) {
        throw new IllegalArgumentException("no outcome of " + check + ": " + outcomes);
      }
    }
    outcomes = Collections.unmodifiableMap(new EnumMap<>(outcomes));
    boolean proves =
        outcomes.get(Check.FORM) instanceof Passed
            && outcomes.get(Check.PROOF) instanceof Passed
            && (outcomes.get(Check.ISSUER) instanceof Passed
                || outcomes.get(Check.ISSUER) instanceof Warned);
    if (proves != proven.isPresent()) {
      throw new IllegalArgumentException("facts without a proof, or the reverse: " + outcomes);
    }
  }

  /** Creates the report on a document that does not have the form of a credential. */
  static VerificationReport ofForm(VerificationProblem problem, Instant at) {
    return unproven(Map.of(Check.FORM, new Failed(problem)), at);
  }

  /** Creates the report on a document that was not read: of another kind, or too large. */
  static VerificationReport ofUnread(VerificationProblem problem, Instant at) {
    return problem.code() == ProblemCode.PROOF_UNSUPPORTED
        ? ofProof(new Inconclusive(problem), at)
        : unproven(Map.of(Check.FORM, new Inconclusive(problem)), at);
  }

  /** Creates the report on a credential whose proof failed, or could not be verified. */
  static VerificationReport ofProof(Outcome outcome, Instant at) {
    return unproven(Map.of(Check.FORM, new Passed(), Check.PROOF, outcome), at);
  }

  /** Creates the report on a credential of an issuer whose keys are not available. */
  static VerificationReport ofIssuer(VerificationProblem problem, Instant at) {
    return unproven(
        Map.of(
            Check.FORM, new Passed(),
            Check.PROOF, new Inconclusive(VerificationProblem.of(ProblemCode.KEYS_UNKNOWN)),
            Check.ISSUER, new Inconclusive(problem)),
        at);
  }

  /**
   * Creates a report that ends with these outcomes: an unproven credential is not examined further.
   */
  private static VerificationReport unproven(Map<Check, Outcome> reached, Instant at) {
    var outcomes = new EnumMap<Check, Outcome>(Check.class);
    for (var check : Check.values()) {
      outcomes.put(
          check,
          reached.getOrDefault(
              check, new Inconclusive(VerificationProblem.of(ProblemCode.NOT_REACHED))));
    }
    return new VerificationReport(outcomes, Optional.empty(), at);
  }

  private static boolean isOf(Check check, Outcome outcome) {
    return switch (outcome) {
      case Passed _, Inconclusive _ -> true;
      case Failed _ -> check != Check.REGISTRY;
      case NotApplicable _ -> MAY_BE_ABSENT.contains(check);
      case Warned _ -> check == Check.ISSUER || MAY_BE_ABSENT.contains(check);
      case NotChecked _ -> check == Check.SCHEMA;
    };
  }

  /** Returns the report with the comparison of its person with the one whom the caller expects. */
  public VerificationReport comparedWith(Holder holder) {
    if (proven.isEmpty()) {
      return this;
    }
    var compared = new EnumMap<>(outcomes);
    compared.put(Check.HOLDER, holder.compare(proven.get().credential()));
    return new VerificationReport(compared, proven, parts, verifiedAt);
  }

  public Outcome outcome(Check check) {
    var outcome = outcomes.get(check);
    if (outcome == null) {
      throw new IllegalStateException("checked when it was made");
    }
    return outcome;
  }

  /**
   * Returns the verdict: the worst outcome decides, and an inconclusive one never counts as good.
   */
  public Verdict verdict() {
    var verdict = Verdict.VERIFIED;
    for (var outcome : outcomes.values()) {
      switch (outcome) {
        case Failed _ -> {
          return Verdict.NOT_VERIFIED;
        }
        case Inconclusive _ -> verdict = Verdict.INCONCLUSIVE;
        case Passed _, NotApplicable _, Warned _, NotChecked _ -> {}
      }
    }
    return verdict;
  }

  /**
   * Returns the problem that people must read first: the one that decides the verdict, or else that
   * nobody confirms the issuer, without which "genuine" would name somebody.
   */
  public Optional<VerificationProblem> foremost() {
    return decisive()
        .or(() ->
            outcome(Check.ISSUER) instanceof Warned(var problem)
                ? Optional.of(problem)
                : Optional.empty());
  }

  /** Returns the problem that decides the verdict; empty if it is {@link Verdict#VERIFIED}. */
  public Optional<VerificationProblem> decisive() {
    return BY_GRAVITY.stream()
        .flatMap(check ->
            outcome(check) instanceof Failed(var problem)
                ? Optional.of(problem).stream()
                : Optional.<VerificationProblem>empty().stream())
        .findFirst()
        .or(() ->
            BY_GRAVITY.stream()
                .flatMap(check ->
                    outcome(check) instanceof Inconclusive(var problem)
                            && problem.code() != ProblemCode.KEYS_UNKNOWN
                        ? Optional.of(problem).stream()
                        : Optional.<VerificationProblem>empty().stream())
                .findFirst());
  }
}
