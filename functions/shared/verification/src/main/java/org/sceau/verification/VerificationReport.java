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
 * The outcome of every {@link Check}, none left out, and the verdict that follows from them.
 *
 * @param proven what may be shown as true; present exactly if form, proof and issuer passed
 * @param verifiedAt the time for which the report speaks
 */
public record VerificationReport(
    Map<Check, Outcome> outcomes, Optional<ProvenCredential> proven, Instant verifiedAt) {

  /** Whether a credential may be relied on. */
  public enum Verdict {
    VERIFIED,
    NOT_VERIFIED,
    INCONCLUSIVE
  }

  /** What makes a credential's words true comes first, then the gravest of what happened since. */
  private static final List<Check> BY_GRAVITY =
      List.of(
          Check.FORM, Check.PROOF, Check.ISSUER, Check.STATUS, Check.VALIDITY_PERIOD, Check.SCHEMA);

  /** What not every credential has. */
  private static final Set<Check> MAY_BE_ABSENT =
      EnumSet.of(Check.STATUS, Check.SCHEMA, Check.REGISTRY);

  public VerificationReport {
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
            && outcomes.get(Check.ISSUER) instanceof Passed;
    if (proves != proven.isPresent()) {
      throw new IllegalArgumentException("facts without a proof, or the reverse: " + outcomes);
    }
  }

  /** The report on what has not the form of a credential. */
  static VerificationReport ofForm(VerificationProblem problem, Instant at) {
    return unproven(Map.of(Check.FORM, new Failed(problem)), at);
  }

  /** The report on a credential whose proof does not hold, or could not be judged. */
  static VerificationReport ofProof(Outcome outcome, Instant at) {
    return unproven(Map.of(Check.FORM, new Passed(), Check.PROOF, outcome), at);
  }

  /** The report on a credential of an issuer whose keys are not at hand. */
  static VerificationReport ofIssuer(VerificationProblem problem, Instant at) {
    return unproven(
        Map.of(
            Check.FORM, new Passed(),
            Check.PROOF, new Inconclusive(VerificationProblem.of(ProblemCode.KEYS_UNKNOWN)),
            Check.ISSUER, new Inconclusive(problem)),
        at);
  }

  /** A report in which nothing came after these: an unproven text is not looked into further. */
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
      case NotApplicable _, Warned _ -> MAY_BE_ABSENT.contains(check);
      case NotChecked _ -> check == Check.SCHEMA;
    };
  }

  public Outcome outcome(Check check) {
    var outcome = outcomes.get(check);
    if (outcome == null) {
      throw new IllegalStateException("checked when it was made");
    }
    return outcome;
  }

  /** The worst outcome decides. Whatever could not be found out is never counted as good. */
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

  /** The problem that the verdict rests on; empty if it is {@link Verdict#VERIFIED}. */
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
