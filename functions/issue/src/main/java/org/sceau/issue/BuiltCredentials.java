package org.sceau.issue;

import org.jspecify.annotations.Nullable;
import org.sceau.catalog.Issuer;
import org.sceau.catalog.IssuingSettings.Form;
import org.sceau.credential.Deployment;
import org.sceau.http.HttpResponse;
import org.sceau.http.Problem;
import org.sceau.http.ProblemException;
import org.sceau.issuing.BuiltCredential;
import org.sceau.issuing.IssuedCredential;
import org.sceau.issuing.Issuing;
import org.sceau.json.JsonObject;
import org.sceau.verification.DataModel;

/** {@code POST /credentials/issue} of VC-API: the issuer's own credential, secured. */
final class BuiltCredentials {

  private final Issuing issuing;
  private final Deployment deployment;

  BuiltCredentials(Issuing issuing, Deployment deployment) {
    this.issuing = issuing;
    this.deployment = deployment;
  }

  HttpResponse issue(
      Issuer issuer, BuiltCredential built, @Nullable String idempotencyKey, byte[] request) {
    return switch (issuing.issue(issuer, built, idempotencyKey, request)) {
      case Issuing.Result.Issued(var credential) ->
          HttpResponse.json(
                  201,
                  JsonObject.builder()
                      .put("verifiableCredential", inForm(credential, built.form()))
                      .build())
              .with("location", deployment.credentialUrl(credential.id()))
              .with("cache-control", "no-store");
      case Issuing.Result.KeyReused() ->
          throw new ProblemException(
              Problem.conflict(
                  "idempotency-key-reused",
                  "The Idempotency-Key was used for another credential: repeat that request"
                      + " unchanged, or use a new key."));
      case Issuing.Result.Erased() ->
          throw new ProblemException(
              Problem.erased(
                  "The credential was issued before and is erased, which is final: use a new key"
                      + " to issue anew."));
      case Issuing.Result.TooFast(var patience) ->
          throw new ProblemException(IssueHandler.tooFast(patience));
      case Issuing.Result.Unsealable(var violations) ->
          throw new ProblemException(Problem.invalid(violations));
    };
  }

  /** The JWT in an envelope (Verifiable Credentials Data Model v2.0, section 4.13.1). */
  private static JsonObject inForm(IssuedCredential credential, Form form) {
    return switch (form) {
      case EMBEDDED -> Ledger.embedded(credential);
      case JWT ->
          JsonObject.builder()
              .put("@context", DataModel.V2_0.context())
              .put("id", "data:application/vc+jwt," + credential.secured().jwt())
              .put("type", "EnvelopedVerifiableCredential")
              .build();
    };
  }
}
