package org.sceau.verification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Inconclusive;
import org.sceau.verification.Outcome.NotApplicable;
import org.sceau.verification.Outcome.Passed;

/** Verifies the credentials within a proven credential, each from its own document. */
final class PartVerifier {

  private PartVerifier() {}

  /**
   * @param depth how many credentials are around this one
   */
  static List<Part> verify(
      JsonObject credential,
      int depth,
      Function<JsonValue, VerificationReport> verification,
      Instant now) {
    List<Part> parts = new ArrayList<>();
    for (var part : Part.of(credential)) {
      var report =
          parts.size() >= Part.MAX_PARTS || depth >= Part.MAX_DEPTH
              ? VerificationReport.ofUnread(VerificationProblem.of(ProblemCode.PARTS_TOO_MANY), now)
              : verification.apply(part.document());
      parts.add(
          new Part(
              part.kind(),
              part.path(),
              isAboutAnother(part, report)
                  ? VerificationReport.ofForm(
                      VerificationProblem.of(ProblemCode.ENDORSES_ANOTHER), now)
                  : report));
    }
    return parts;
  }

  private static boolean isAboutAnother(Part.Unverified part, VerificationReport report) {
    return part.kind() == Part.Kind.ENDORSEMENT
        && report
            .proven()
            .filter(proven -> !Part.isAbout(proven.credential(), part.endorsed()))
            .isPresent();
  }

  /** A record is no better than the worst of its credentials; endorsements do not count. */
  static Outcome outcome(List<Part> parts) {
    Outcome worst = new NotApplicable();
    for (var part : parts) {
      if (part.kind() == Part.Kind.CREDENTIAL) {
        var name =
            part.report().proven().flatMap(proven -> proven.facts().name()).orElse(part.path());
        switch (part.report().verdict()) {
          case NOT_VERIFIED -> {
            return new Failed(VerificationProblem.naming(ProblemCode.PART_NOT_VERIFIED, name));
          }
          case INCONCLUSIVE ->
              worst =
                  new Inconclusive(VerificationProblem.naming(ProblemCode.PART_INCONCLUSIVE, name));
          case VERIFIED -> worst = worst instanceof NotApplicable ? new Passed() : worst;
        }
      }
    }
    return worst;
  }
}
