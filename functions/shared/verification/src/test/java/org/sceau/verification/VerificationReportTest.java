package org.sceau.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sceau.json.JsonObject;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Inconclusive;
import org.sceau.verification.Outcome.NotApplicable;
import org.sceau.verification.Outcome.Passed;
import org.sceau.verification.VerificationReport.Verdict;

class VerificationReportTest {

  private static final Instant NOW = Instant.parse("2026-03-20T14:05:00Z");
  private static final Optional<ProvenCredential> PROVEN =
      Optional.of(
          new ProvenCredential(
              JsonObject.EMPTY,
              new IssuerProfile("Université Exemple", null, null, null, null, null),
              "did:web:issuer.example#1",
              "ES256",
              Optional.empty(),
              Recognition.ofId("did:web:issuer.example"),
              List.of()));

  private final EnumMap<Check, Outcome> outcomes = new EnumMap<>(Check.class);

  VerificationReportTest() {
    for (var check : Check.values()) {
      outcomes.put(check, new Passed());
    }
  }

  @Test
  void whatCouldNotBeFoundOutIsNeverGood() {
    outcomes.put(Check.STATUS, inconclusive(ProblemCode.STATUS_UNKNOWN));

    assertThat(report(PROVEN).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void aFailureDecidesWhateverElseIsNotKnown() {
    outcomes.put(Check.STATUS, inconclusive(ProblemCode.STATUS_UNKNOWN));
    outcomes.put(Check.VALIDITY_PERIOD, failed(ProblemCode.EXPIRED));

    assertThat(report(PROVEN).verdict()).isEqualTo(Verdict.NOT_VERIFIED);
    assertThat(report(PROVEN).decisive().map(VerificationProblem::code))
        .contains(ProblemCode.EXPIRED);
  }

  @Test
  void aCredentialWithoutStatusCanBeVerified() {
    outcomes.put(Check.STATUS, new NotApplicable());

    assertThat(report(PROVEN).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void noCheckCanBeLeftOut() {
    for (var check : Check.values()) {
      var outcome = outcomes.remove(check);
      assertThatThrownBy(() -> report(PROVEN)).isInstanceOf(IllegalArgumentException.class);
      outcomes.put(check, outcome);
    }
    outcomes.put(Check.PROOF, new NotApplicable());
    assertThatThrownBy(() -> report(Optional.empty())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thereAreNoFactsWithoutAProof() {
    outcomes.put(Check.PROOF, failed(ProblemCode.PROOF_INVALID));

    assertThatThrownBy(() -> report(PROVEN)).isInstanceOf(IllegalArgumentException.class);
    assertThat(report(Optional.empty()).proven()).isEmpty();
  }

  private VerificationReport report(Optional<ProvenCredential> proven) {
    return new VerificationReport(outcomes, proven, NOW);
  }

  private static Outcome failed(ProblemCode code) {
    return new Failed(VerificationProblem.of(code));
  }

  private static Outcome inconclusive(ProblemCode code) {
    return new Inconclusive(VerificationProblem.of(code));
  }
}
