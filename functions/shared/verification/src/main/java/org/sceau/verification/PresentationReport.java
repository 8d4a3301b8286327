package org.sceau.verification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Inconclusive;
import org.sceau.verification.VerificationReport.Verdict;

/**
 * Reports the checks of a presentation and of every credential in it.
 *
 * @param form whether it can be read
 * @param proof whether its holder signed it for this verifier; a warning if it is unsigned
 * @param holder the holder who signed it; present only if the proof holds
 * @param credentials the reports in the order of the credentials; none if the presentation is not
 *     valid
 */
public record PresentationReport(
    Outcome form,
    Outcome proof,
    Optional<String> holder,
    List<VerificationReport> credentials,
    Instant verifiedAt) {

  public PresentationReport {
    credentials = List.copyOf(credentials);
  }

  /** Returns the worst verdict of the presentation and its credentials. */
  public Verdict verdict() {
    boolean failed =
        form instanceof Failed
            || proof instanceof Failed
            || credentials.stream().anyMatch(report -> report.verdict() == Verdict.NOT_VERIFIED);
    boolean unknown =
        form instanceof Inconclusive
            || proof instanceof Inconclusive
            || credentials.stream().anyMatch(report -> report.verdict() == Verdict.INCONCLUSIVE);
    return failed ? Verdict.NOT_VERIFIED : unknown ? Verdict.INCONCLUSIVE : Verdict.VERIFIED;
  }
}
