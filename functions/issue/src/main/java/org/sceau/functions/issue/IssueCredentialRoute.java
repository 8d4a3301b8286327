package org.sceau.functions.issue;

import org.jspecify.annotations.Nullable;
import org.sceau.issuance.IssueCredential;
import org.sceau.issuance.IssueCredentialRequest;
import org.sceau.json.JsonObject;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;
import org.sceau.openbadges.DataModel;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuingSettings.Form;
import org.sceau.records.credential.IssuedCredential;

/** {@code POST /credentials/issue} of VC-API: the issuer's own credential, secured. */
final class IssueCredentialRoute {

  private final IssueCredential issuing;
  private final Deployment deployment;

  IssueCredentialRoute(IssueCredential issuing, Deployment deployment) {
    this.issuing = issuing;
    this.deployment = deployment;
  }

  HttpResponse issue(
      Issuer issuer,
      IssueCredentialRequest built,
      @Nullable String idempotencyKey,
      byte[] request) {
    return switch (issuing.issue(issuer, built, idempotencyKey, request)) {
      case IssueCredential.Result.Issued(var credential) ->
          HttpResponse.json(
                  201,
                  JsonObject.builder()
                      .put("verifiableCredential", inForm(credential, built.form()))
                      .build())
              .with("location", deployment.credentialUrl(credential.id()))
              .with("cache-control", "no-store");
      case IssueCredential.Result.KeyReused() ->
          throw new ProblemException(
              Problem.conflict(
                  "idempotency-key-reused",
                  "The Idempotency-Key was used for another credential: repeat that request"
                      + " unchanged, or use a new key."));
      case IssueCredential.Result.Erased() ->
          throw new ProblemException(
              Problem.erased(
                  "The credential was issued before and is erased, which is final: use a new key"
                      + " to issue anew."));
      case IssueCredential.Result.TooFast(var patience) ->
          throw new ProblemException(IssueHandler.tooFast(patience));
      case IssueCredential.Result.Unsealable(var violations) ->
          throw new ProblemException(Problem.invalid(violations));
    };
  }

  /** The JWT in an envelope (Verifiable Credentials Data Model v2.0, section 4.13.1). */
  private static JsonObject inForm(IssuedCredential credential, Form form) {
    return switch (form) {
      case EMBEDDED -> CredentialRoutes.embedded(credential);
      case JWT ->
          JsonObject.builder()
              .put("@context", DataModel.V2_0.context())
              .put("id", "data:application/vc+jwt," + credential.secured().jwt())
              .put("type", "EnvelopedVerifiableCredential")
              .build();
    };
  }
}
