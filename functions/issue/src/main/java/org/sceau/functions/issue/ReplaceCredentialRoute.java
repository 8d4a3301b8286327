package org.sceau.functions.issue;

import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.issuance.AwardAchievementRequest;
import org.sceau.issuance.ReplaceCredential;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonObject;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.credential.IssuedCredential;

/**
 * {@code POST /credentials/{id}/replacement}: renews a credential or, where the body says what is
 * right, corrects it.
 */
final class ReplaceCredentialRoute {

  private static final int MOST_OF_A_REASON = 500;

  private final ReplaceCredential replacing;
  private final CredentialStore credentials;
  private final Catalog catalog;
  private final CredentialRoutes ledger;
  private final Deployment deployment;
  private final InstantSource clock;

  ReplaceCredentialRoute(
      ReplaceCredential replacing,
      CredentialStore credentials,
      Catalog catalog,
      CredentialRoutes ledger,
      Deployment deployment,
      InstantSource clock) {
    this.replacing = replacing;
    this.credentials = credentials;
    this.catalog = catalog;
    this.ledger = ledger;
    this.deployment = deployment;
    this.clock = clock;
  }

  HttpResponse replace(Issuer issuer, String id, FieldReader fields, byte[] request) {
    var old = issued(issuer, id);
    var achievement =
        old.achievement() == null ? null : catalog.achievement(old.achievement()).orElse(null);
    var replacement = read(fields, old, achievement, request);
    return switch (replacing.replace(issuer, old, achievement, replacement)) {
      case ReplaceCredential.Result.Replaced(var credential) ->
          HttpResponse.json(
                  201,
                  ledger
                      .handOut(
                          JsonObject.builder()
                              .put("id", credential.id().value())
                              .put("link", deployment.credentialUrl(credential.id()))
                              .put("replaces", deployment.credentialUrl(old.id())),
                          credential)
                      .build())
              .with("location", deployment.credentialUrl(credential.id()))
              .with("cache-control", "no-store");
      case ReplaceCredential.Result.Erased() -> throw erased();
      case ReplaceCredential.Result.Withdrawn(var since) ->
          throw new ProblemException(
              Problem.conflict(
                  "already-revoked",
                  "The credential is revoked since "
                      + since
                      + ", and what is revoked is not replaced: award the achievement anew if need"
                      + " be."));
      case ReplaceCredential.Result.ReplacedBefore(var link) ->
          throw new ProblemException(
              Problem.conflict(
                  "already-replaced",
                  "The credential was replaced by another request: replace " + link + " instead."));
      case ReplaceCredential.Result.TooFast(var patience) ->
          throw new ProblemException(IssueHandler.tooFast(patience));
      case ReplaceCredential.Result.Unsealable(var violations) ->
          throw new ProblemException(Problem.invalid(violations));
    };
  }

  private ReplaceCredential.Replacement read(
      FieldReader fields, IssuedCredential old, @Nullable Achievement achievement, byte[] request) {
    var reason = fields.text("reason", MOST_OF_A_REASON).orElse(null);
    AwardAchievementRequest.Award award = null;
    if (fields.has("recipients")) {
      if (achievement == null) {
        fields.refuse(
            "recipients",
            "You built this credential yourself: issue it anew, and revoke this one.");
      } else {
        if (fields.has("awardedDate")) {
          fields.refuse("awardedDate", "Leave this out: a replacement keeps it.");
        }
        var read = AwardAchievementRequest.read(fields, achievement, clock.instant());
        if (read.recipients().size() > 1) {
          fields.refuse("recipients", "Give one recipient: it is one credential.");
        }
        award =
            new AwardAchievementRequest.Award(
                read.recipients(), ReplaceCredential.awardedDate(old), read.presentation());
      }
    }
    fields.done();
    if (!fields.violations().isEmpty()) {
      throw new ProblemException(Problem.invalid(fields.violations()));
    }
    return new ReplaceCredential.Replacement(award, reason, request);
  }

  private IssuedCredential issued(Issuer issuer, String id) {
    var kept =
        CredentialId.isValid(id)
            ? credentials.lookUp(new CredentialId(id))
            : Optional.<CredentialRecord>empty();
    return switch (kept.filter(record -> record.issuer().equals(issuer.id())).orElse(null)) {
      case IssuedCredential issued -> issued;
      case ErasedCredential _ -> throw erased();
      case null -> throw unknown();
    };
  }

  private static ProblemException unknown() {
    return new ProblemException(
        Problem.notFound("You have no credential of this id: it is the end of the link."));
  }

  private static ProblemException erased() {
    return new ProblemException(
        Problem.erased("The credential was erased, which is final: award the achievement anew."));
  }
}
