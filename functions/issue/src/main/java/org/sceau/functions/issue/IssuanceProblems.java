package org.sceau.functions.issue;

import java.util.List;
import java.util.Map;
import org.sceau.issuance.AwardAchievement;
import org.sceau.issuance.Issuance;
import org.sceau.issuance.IssuanceRequest;
import org.sceau.issuance.IssueCredential;
import org.sceau.issuance.ReplaceCredential;
import org.sceau.json.Violation;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;
import org.sceau.records.Deployment;
import org.sceau.records.credential.IssuedCredential;

/** Maps the results of issuance to problems. */
final class IssuanceProblems {

  private IssuanceProblems() {}

  /**
   * Returns the issued credentials.
   *
   * @throws ProblemException if none are issued
   */
  static List<IssuedCredential> issued(
      IssuanceRequest request, Issuance.Result result, Deployment deployment) {
    return switch (result) {
      case Issuance.Result.Issued(var credentials) -> credentials;
      case Issuance.Result.KeyReused(var recipients, var earlier) ->
          throw new ProblemException(
              keyReused(request, recipients, deployment.credentialUrl(earlier)));
      case Issuance.Result.Erased(var recipients) ->
          throw new ProblemException(erased(request, recipients));
      case Issuance.Result.Withdrawn(var since) ->
          throw new ProblemException(
              Problem.conflict(
                  "already-revoked",
                  "The credential is revoked since "
                      + since
                      + ", and what is revoked is not replaced: award the achievement anew if need"
                      + " be."));
      case Issuance.Result.TooFast(var patience) ->
          throw new ProblemException(
              Problem.tooFast(
                  "You award faster than this deployment allows an issuer, and nobody is awarded:"
                      + " send the same request again after the seconds that Retry-After says.",
                  patience));
      case Issuance.Result.Invalid(var violations) ->
          throw new ProblemException(Problem.invalid(violations));
    };
  }

  private static Problem keyReused(
      IssuanceRequest request, List<Integer> recipients, String earlier) {
    return switch (request) {
      case AwardAchievement award -> keyReused(award.identity().own(), recipients);
      case IssueCredential _ ->
          keyReused(
              "The Idempotency-Key was used for another credential: repeat that request unchanged,"
                  + " or use a new key.");
      case ReplaceCredential _ ->
          Problem.conflict(
              "already-replaced",
              "The credential was replaced by another request: replace " + earlier + " instead.");
    };
  }

  private static Problem keyReused(String detail) {
    return Problem.conflict("idempotency-key-reused", detail);
  }

  private static Problem keyReused(
      Map<Integer, AwardAchievement.Own> own, List<Integer> recipients) {
    if (!own.keySet().containsAll(recipients)) {
      return keyReused(
          "The Idempotency-Key was used for another award: repeat that award unchanged, or use a"
              + " new key.");
    }
    var problem =
        keyReused(
            "Keys of recipients were used for other awards, and nobody is awarded: see"
                + " violations.");
    return new Problem(
        problem.status(),
        problem.type(),
        problem.title(),
        problem.detail(),
        recipients.stream()
            .map(place ->
                new Violation(
                    "/recipients/" + place + "/key",
                    "The key was used for another award: repeat that award unchanged, or use a new"
                        + " key."))
            .toList());
  }

  private static Problem erased(IssuanceRequest request, List<Integer> recipients) {
    return switch (request) {
      case AwardAchievement _ ->
          Problem.erased(
              "The award was made before and what it made is erased, which is final: use a new key"
                  + " to award anew. See violations for whom.",
              recipients.stream()
                  .map(place ->
                      new Violation(
                          "/recipients/" + place,
                          "The credential of this recipient was erased: leave the recipient out, or"
                              + " use a new key."))
                  .toList());
      case IssueCredential _ ->
          Problem.erased(
              "The credential was issued before and is erased, which is final: use a new key to"
                  + " issue anew.");
      case ReplaceCredential _ -> replacedIsErased();
    };
  }

  /** Returns the problem of a replacement whose old or new credential was erased. */
  static Problem replacedIsErased() {
    return Problem.erased("The credential was erased, which is final: award the achievement anew.");
  }
}
