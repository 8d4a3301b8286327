package org.sceau.verification;

import org.sceau.openbadges.bakedimage.BakedImage;

/** Verifies a credential submitted as bytes: a JWS, JSON or a baked image. */
public final class SubmittedBytes {

  private final CredentialVerifier verifier;

  /** The result of a verification. */
  public sealed interface Answer {

    record Verified(VerificationReport report) implements Answer {}

    /** The bytes hold an Open Badges 2.0 badge, which has another data model. */
    record OpenBadges2() implements Answer {}

    /** The bytes hold no credential; the reason is one sentence. */
    record Refused(String reason) implements Answer {}
  }

  public SubmittedBytes(CredentialVerifier verifier) {
    this.verifier = verifier;
  }

  /** Verifies bytes without a media type, by detecting their form. */
  public Answer verify(byte[] bytes) {
    return switch (firstOf(bytes)) {
      case '{', '[' -> ofJson(bytes);
      // A PNG's signature begins with what is no character of any text.
      case '<', (byte) 0x89 -> ofImage(bytes);
      default -> answer(verifier.verify(bytes, SecuringForm.COMPACT_JWS));
    };
  }

  /** Verifies a credential with an embedded proof, or an enveloped one. */
  public Answer ofJson(byte[] bytes) {
    return answer(verifier.verify(bytes, SecuringForm.JSON));
  }

  /** Converts a report to an answer; a badge of Open Badges 2.0 has an answer of its own. */
  public static Answer answer(VerificationReport report) {
    return report.outcome(Check.FORM) instanceof Outcome.Failed(var problem)
            && problem.code() == ProblemCode.OPEN_BADGES_2
        ? new Answer.OpenBadges2()
        : new Answer.Verified(report);
  }

  /** Verifies the credential in a baked image. */
  public Answer ofImage(byte[] bytes) {
    return switch (BakedImage.extract(bytes)) {
      case BakedImage.Extraction.Found(var credential, var form) ->
          answer(verifier.verify(credential, form(form)));
      case BakedImage.Extraction.Absent _ ->
          new Answer.Refused(
              "There is no credential in the image: send the image that was"
                  + " awarded, as it was downloaded.");
      case BakedImage.Extraction.OpenBadges2 _ -> new Answer.OpenBadges2();
      case BakedImage.Extraction.Refused(var reason) -> new Answer.Refused(reason);
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
