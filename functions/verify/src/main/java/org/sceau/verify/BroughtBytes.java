package org.sceau.verify;

import java.util.List;
import org.sceau.baking.BakedImage;
import org.sceau.http.Problem;
import org.sceau.verification.Check;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Outcome;
import org.sceau.verification.ProblemCode;
import org.sceau.verification.SecuringForm;
import org.sceau.verification.VerificationReport;

/** Verifies a credential that comes as bytes, a baked image too. */
public final class BroughtBytes {

  private static final Problem OPEN_BADGES_2 =
      new Problem(
          400,
          "open-badges-2",
          "This is an Open Badges 2.0 badge",
          "Badges of version 2.0 are not verified here: ask the issuer for an Open Badges 3.0"
              + " credential.",
          List.of());

  private final CredentialVerifier verifier;

  /** What came of it. */
  public sealed interface Answer {

    record Verified(VerificationReport report) implements Answer {}

    /** There is no credential to speak of. */
    record Refused(Problem problem) implements Answer {}
  }

  public BroughtBytes(CredentialVerifier verifier) {
    this.verifier = verifier;
  }

  /** Verifies bytes of which nobody said what they are: they tell it themselves. */
  public Answer verify(byte[] bytes) {
    return switch (firstOf(bytes)) {
      case '{', '[' -> ofJson(bytes);
      // A PNG's signature begins with what is no character of any text.
      case '<', (byte) 0x89 -> ofImage(bytes);
      default -> answer(verifier.verify(bytes, SecuringForm.COMPACT_JWS));
    };
  }

  /** A credential with an embedded proof, or an enveloped one. */
  Answer ofJson(byte[] bytes) {
    return answer(verifier.verify(bytes, SecuringForm.JSON));
  }

  /** What is to be said of a report: of an older badge, that it is one. */
  static Answer answer(VerificationReport report) {
    return report.outcome(Check.FORM) instanceof Outcome.Failed(var problem)
            && problem.code() == ProblemCode.OPEN_BADGES_2
        ? new Answer.Refused(OPEN_BADGES_2)
        : new Answer.Verified(report);
  }

  /** A baked image: what counts is the credential in it. */
  Answer ofImage(byte[] bytes) {
    return switch (BakedImage.extract(bytes)) {
      case BakedImage.Extraction.Found(var credential, var form) ->
          answer(verifier.verify(credential, form(form)));
      case BakedImage.Extraction.Absent _ ->
          new Answer.Refused(
              Problem.malformed(
                  "There is no credential in the image: send the image that was"
                      + " awarded, as it was downloaded."));
      case BakedImage.Extraction.OpenBadges2 _ -> new Answer.Refused(OPEN_BADGES_2);
      case BakedImage.Extraction.Refused(var reason) ->
          new Answer.Refused(Problem.malformed(reason));
    };
  }

  private static SecuringForm form(BakedImage.Form form) {
    return switch (form) {
      case COMPACT_JWS -> SecuringForm.COMPACT_JWS;
      case JSON -> SecuringForm.JSON;
    };
  }

  private static byte firstOf(byte[] bytes) {
    for (var b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b;
      }
    }
    return 0;
  }
}
