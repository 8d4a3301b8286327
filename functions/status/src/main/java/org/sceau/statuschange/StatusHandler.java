package org.sceau.statuschange;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.catalog.Scope;
import org.sceau.credential.CredentialId;
import org.sceau.dynamodb.DynamoDb;
import org.sceau.dynamodb.DynamoDbCredentialStore;
import org.sceau.http.HttpFunction;
import org.sceau.http.HttpRequest;
import org.sceau.http.HttpResponse;
import org.sceau.http.Problem;
import org.sceau.http.ProblemException;
import org.sceau.http.Settings;
import org.sceau.issuing.CredentialStore;
import org.sceau.issuing.IssuedCredential;
import org.sceau.issuing.StatusChanges;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonObject;
import org.sceau.status.CredentialStatus;
import org.sceau.status.StatusChange;

/** {@code POST /credentials/status} and {@code GET /credentials/{id}/status}. */
public final class StatusHandler extends HttpFunction {

  private final CredentialStore credentials;
  private final StatusChanges changes;

  /** For Lambda, which calls it once before the first request. */
  public StatusHandler() {
    this(System.getenv());
  }

  public StatusHandler(Map<String, String> environment) {
    this(Wiring.credentials(environment), Clock.systemUTC());
  }

  StatusHandler(CredentialStore credentials, Clock clock) {
    this.credentials = credentials;
    this.changes = new StatusChanges(credentials, clock);
  }

  @Override
  protected HttpResponse answer(HttpRequest request) {
    return switch (request.routeKey()) {
      case "POST /credentials/status" -> change(request);
      case "GET /credentials/{id}/status" -> read(request.path("id"));
      default -> throw new IllegalStateException("no such route: " + request.routeKey());
    };
  }

  private HttpResponse read(String id) {
    return credentialId(id)
        .flatMap(credentials::find)
        .map(credential -> HttpResponse.json(200, status(credential)))
        .orElseThrow(() -> new ProblemException(unknown()))
        .with("cache-control", "no-store");
  }

  private HttpResponse change(HttpRequest request) {
    var issuer = require(request, Scope.STATUS);
    var body = body(request);
    var fields = new FieldReader(body);
    var wanted = StatusChange.read(fields, body);
    fields.done();
    check(fields);
    var id = credentialId(wanted.credential()).orElseThrow(() -> new ProblemException(unknown()));
    return switch (changes.change(issuer, id, wanted.change(), wanted.reason())) {
      case StatusChanges.Result.Changed(var credential) ->
          HttpResponse.json(200, status(credential)).with("cache-control", "no-store");
      case StatusChanges.Result.Unknown _ -> throw new ProblemException(unknown());
      case StatusChanges.Result.Refused(var current) ->
          throw new ProblemException(refused(wanted.change(), current));
    };
  }

  /** The id in a public link, or the id alone. */
  private static Optional<CredentialId> credentialId(String text) {
    var id = text.substring(text.lastIndexOf('/') + 1);
    return CredentialId.isValid(id) ? Optional.of(new CredentialId(id)) : Optional.empty();
  }

  private static Problem unknown() {
    return Problem.notFound("There is no such credential: give its link, or the id at its end.");
  }

  private static Problem refused(StatusChange wanted, CredentialStatus current) {
    return switch (current) {
      case CredentialStatus.Revoked(var since, _) ->
          Problem.conflict(
              "already-revoked",
              "The credential is revoked since "
                  + since
                  + ", and a revocation is final: award the achievement anew if need be.");
      case CredentialStatus.Suspended(var since, _) ->
          Problem.conflict(
              "already-suspended", "The credential is suspended since " + since + " already.");
      case CredentialStatus.Active _ ->
          Problem.conflict(
              "not-suspended",
              wanted == StatusChange.UNREVOKE
                  ? "The credential is not revoked, and a revocation could not be taken back."
                  : "The credential is not suspended: there is nothing to reinstate.");
    };
  }

  private static JsonObject status(IssuedCredential credential) {
    return switch (credential.status()) {
      case CredentialStatus.Active _ -> status(credential, "active", null, null);
      case CredentialStatus.Suspended(var since, var reason) ->
          status(credential, "suspended", since, reason);
      case CredentialStatus.Revoked(var since, var reason) ->
          status(credential, "revoked", since, reason);
    };
  }

  private static JsonObject status(
      IssuedCredential credential, String word, @Nullable Instant since, @Nullable String reason) {
    return JsonObject.builder()
        .put("id", credential.id().value())
        .put("status", word)
        .put("since", since == null ? null : since.toString())
        .put("reason", reason)
        .put("statusListIndex", Integer.toString(credential.position().index()))
        .put("statusList", credential.position().list().toString())
        .build();
  }

  /** Makes the store of the environment. */
  private static final class Wiring {

    private static CredentialStore credentials(Map<String, String> environment) {
      var settings = new Settings(environment);
      var credentialsTable = settings.text("CREDENTIALS_TABLE");
      var listsTable = settings.text("STATUS_LISTS_TABLE");
      settings.check();
      return new DynamoDbCredentialStore(DynamoDb.client(), credentialsTable, listsTable);
    }
  }
}
