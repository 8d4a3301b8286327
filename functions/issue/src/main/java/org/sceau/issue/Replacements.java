package org.sceau.issue;

import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.catalog.Achievement;
import org.sceau.catalog.Catalog;
import org.sceau.catalog.Issuer;
import org.sceau.credential.CredentialId;
import org.sceau.credential.Deployment;
import org.sceau.http.HttpResponse;
import org.sceau.http.Problem;
import org.sceau.http.ProblemException;
import org.sceau.issuing.AwardForm;
import org.sceau.issuing.CredentialRecord;
import org.sceau.issuing.CredentialStore;
import org.sceau.issuing.ErasedCredential;
import org.sceau.issuing.IssuedCredential;
import org.sceau.issuing.Replacing;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonObject;

/**
 * {@code POST /credentials/{id}/replacement}: renews a credential or, where the body says what is
 * right, corrects it.
 */
final class Replacements {

  private static final int MOST_OF_A_REASON = 500;

  private final Replacing replacing;
  private final CredentialStore credentials;
  private final Catalog catalog;
  private final Ledger ledger;
  private final Deployment deployment;
  private final InstantSource clock;

  Replacements(
      Replacing replacing,
      CredentialStore credentials,
      Catalog catalog,
      Ledger ledger,
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
      case Replacing.Result.Replaced(var credential) ->
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
      case Replacing.Result.Erased() -> throw erased();
      case Replacing.Result.Withdrawn(var since) ->
          throw new ProblemException(
              Problem.conflict(
                  "already-revoked",
                  "The credential is revoked since "
                      + since
                      + ", and what is revoked is not replaced: award the achievement anew if need"
                      + " be."));
      case Replacing.Result.ReplacedBefore(var link) ->
          throw new ProblemException(
              Problem.conflict(
                  "already-replaced",
                  "The credential was replaced by another request: replace " + link + " instead."));
      case Replacing.Result.TooFast(var patience) ->
          throw new ProblemException(IssueHandler.tooFast(patience));
      case Replacing.Result.Unsealable(var violations) ->
          throw new ProblemException(Problem.invalid(violations));
    };
  }

  private Replacing.Replacement read(
      FieldReader fields, IssuedCredential old, @Nullable Achievement achievement, byte[] request) {
    var reason = fields.text("reason", MOST_OF_A_REASON).orElse(null);
    AwardForm.Award award = null;
    if (fields.has("recipients")) {
      if (achievement == null) {
        fields.refuse(
            "recipients",
            "You built this credential yourself: issue it anew, and revoke this one.");
      } else {
        if (fields.has("awardedDate")) {
          fields.refuse("awardedDate", "Leave this out: a replacement keeps it.");
        }
        var read = AwardForm.read(fields, achievement, clock.instant());
        if (read.recipients().size() > 1) {
          fields.refuse("recipients", "Give one recipient: it is one credential.");
        }
        award =
            new AwardForm.Award(read.recipients(), Replacing.awardedDate(old), read.presentation());
      }
    }
    fields.done();
    if (!fields.violations().isEmpty()) {
      throw new ProblemException(Problem.invalid(fields.violations()));
    }
    return new Replacing.Replacement(award, reason, request);
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
