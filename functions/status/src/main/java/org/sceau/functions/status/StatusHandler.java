package org.sceau.functions.status;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.sceau.dynamodb.DynamoDb;
import org.sceau.dynamodb.DynamoDbCredentialStore;
import org.sceau.dynamodb.DynamoDbStatusLists;
import org.sceau.issuance.ChangeStatus;
import org.sceau.issuance.StatusChangeRequest;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.lambda.HttpFunction;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Preferences;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;
import org.sceau.lambda.Settings;
import org.sceau.records.PublicObjects.Stored;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;
import org.sceau.records.credential.CredentialDirectory.StatusKind;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;
import org.sceau.records.status.StatusListId;
import org.sceau.s3.S3;
import org.sceau.s3.S3PublicObjects;
import org.sceau.statuslist.ListForm;
import org.sceau.statuslist.ListHistory;

/**
 * {@code POST /credentials/status}, {@code GET /credentials/{id}/status}, {@code DELETE
 * /credentials/{id}} and {@code GET /status-history/{list}}.
 */
public final class StatusHandler extends HttpFunction {

  /** Bitstring Status List v1.0, section 3.5. */
  private static final String RETRIEVAL_ERROR =
      "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR";

  /** After this no other change of a request begins, so that the function has time to answer. */
  private static final Duration LONGEST = Duration.ofSeconds(18);

  /** By then no publication that began before is still under way. */
  private static final Duration SETTLED = Duration.ofMinutes(10);

  private final CredentialStore credentials;
  private final ChangeStatus changes;
  private final ListHistory history;
  private final InstantSource clock;

  /** For Lambda, which calls it once before the first request. */
  public StatusHandler() {
    this(System.getenv());
  }

  public StatusHandler(Map<String, String> environment) {
    this(Wiring.of(environment), Clock.systemUTC(), System.out::println);
  }

  StatusHandler(Wiring wiring, InstantSource clock, Consumer<String> log) {
    super(log);
    this.credentials = wiring.credentials();
    this.changes = new ChangeStatus(credentials, clock);
    this.history = wiring.history();
    this.clock = clock;
  }

  @Override
  protected HttpResponse answer(HttpRequest request) {
    return switch (request.routeKey()) {
      case "POST /credentials/status" -> change(request);
      case "GET /credentials/{id}/status" -> read(request.path("id"));
      case "DELETE /credentials/{id}" -> erase(request);
      case "GET /status-history/{list}" -> past(request);
      default -> throw new IllegalStateException("no such route: " + request.routeKey());
    };
  }

  private HttpResponse read(String id) {
    return credentialId(id)
        .flatMap(credentials::lookUp)
        .map(credential -> HttpResponse.json(200, status(credential)))
        .orElseThrow(() -> new ProblemException(unknown()))
        .with("cache-control", "no-store");
  }

  /** What is on record of one credential goes, its position and its bit stay. */
  private HttpResponse erase(HttpRequest request) {
    var issuer = require(request, Scope.STATUS);
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return credentialId(request.path("id"))
        .flatMap(id -> credentials.erase(id, issuer, now))
        .map(erased -> HttpResponse.json(200, status(erased)))
        .orElseThrow(() -> new ProblemException(unknown()))
        .with("cache-control", "no-store");
  }

  private HttpResponse change(HttpRequest request) {
    var issuer = require(request, Scope.STATUS);
    var body = body(request);
    var fields = new FieldReader(body);
    if (body.has("changes")) {
      var wanted = StatusChangeRequest.readAll(fields, body);
      fields.done();
      check(fields);
      return HttpResponse.json(
              200, JsonObject.builder().put("results", changeAll(request, issuer, wanted)).build())
          .with("cache-control", "no-store");
    }
    var wanted = StatusChangeRequest.read(fields, body);
    fields.done();
    check(fields);
    return HttpResponse.json(200, change(issuer, wanted)).with("cache-control", "no-store");
  }

  /**
   * Makes the changes in their order, each on its own. When the records do not answer, or time runs
   * out, the rest is not tried; to send the whole request again is safe.
   */
  private JsonArray changeAll(
      HttpRequest request, IssuerId issuer, List<StatusChangeRequest.Request> wanted) {
    var end = clock.instant().plus(LONGEST);
    List<JsonValue> results = new ArrayList<>();
    boolean going = true;
    for (var each : wanted) {
      try {
        if (going && !clock.instant().isBefore(end)) {
          throw new StoreUnavailableException(
              "status changes: out of time", new TimeoutException());
        }
        results.add(going ? changed(change(issuer, each)) : problem(notTried()));
      } catch (ProblemException refused) {
        results.add(problem(refused.problem()));
      } catch (StoreUnavailableException failure) {
        going = false;
        report(request, failure);
        results.add(problem(notTried()));
      }
    }
    return new JsonArray(results);
  }

  private static JsonObject changed(JsonObject credential) {
    return JsonObject.builder().put("status", 200).put("credential", credential).build();
  }

  private static JsonObject problem(Problem problem) {
    return JsonObject.builder()
        .put("status", problem.status())
        .put("problem", problem.toJson())
        .build();
  }

  private static Problem notTried() {
    return Problem.unavailable(
        "It is not known whether this was changed: send the same request again in a moment.");
  }

  private JsonObject change(IssuerId issuer, StatusChangeRequest.Request wanted) {
    var id = credentialId(wanted.credential()).orElseThrow(() -> new ProblemException(unknown()));
    return switch (changes.change(
        issuer, id, wanted.change(), wanted.reason(), position -> isAt(wanted.entry(), position))) {
      case ChangeStatus.Result.Changed(var credential) -> status(credential);
      case ChangeStatus.Result.Unknown _ -> throw new ProblemException(unknown());
      case ChangeStatus.Result.Elsewhere(var position) ->
          throw new ProblemException(
              Problem.conflict(
                  "other-status-entry",
                  "The credential's entry is "
                      + position.index()
                      + " of "
                      + position.list()
                      + ": name that one, or none."));
      case ChangeStatus.Result.Refused(var current) ->
          throw new ProblemException(refused(wanted.change(), current));
    };
  }

  /** Whether what the caller said of the credential's entry, if anything, is so. */
  private static boolean isAt(StatusChangeRequest.Entry entry, Position position) {
    return (entry.index() == null || entry.index().equals(Integer.toString(position.index())))
        && (entry.list() == null || lastPart(entry.list()).equals(position.list().toString()));
  }

  /** The list as it was at {@code ?timestamp=} (Bitstring Status List v1.0, section 2.4). */
  private HttpResponse past(HttpRequest request) {
    var time = timestamp(request);
    var name = request.path("list");
    boolean jwt = name.endsWith(ListForm.JWT.suffix());
    var form =
        jwt
            ? ListForm.JWT
            : ListForm.preferred(Preferences.of(request.header("accept").orElse("")));
    var list = listId(jwt ? name.substring(0, name.length() - form.suffix().length()) : name);
    var now = clock.instant();
    var copy =
        list.isEmpty() || time.isAfter(now)
            ? Optional.<Stored>empty()
            : history.at(list.get(), time, form);
    var found =
        copy.orElseThrow(() ->
                new ProblemException(
                    Problem.notFound(
                        RETRIEVAL_ERROR,
                        "There is no list of this name that was public at that time.")))
            .object();
    return new HttpResponse(
        200,
        Map.of(
            "content-type",
            found.contentType(),
            "cache-control",
            time.isBefore(now.minus(SETTLED)) ? found.cacheControl() : "public, max-age=60",
            "vary",
            "accept"),
        found.bytes());
  }

  private static Instant timestamp(HttpRequest request) {
    // A plus sign that was not escaped has become a blank.
    var text = request.query().getOrDefault("timestamp", "").replace(' ', '+');
    try {
      if (text.length() <= 35) {
        return OffsetDateTime.parse(text).toInstant();
      }
    } catch (DateTimeException _) {
      // said below
    }
    throw new ProblemException(
        Problem.malformed(
            "Give ?timestamp= a date and time with its zone, as 2026-01-15T10:00:00Z."));
  }

  private static Optional<StatusListId> listId(String name) {
    try {
      return Optional.of(StatusListId.parse(name));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The id in a public link, or the id alone. */
  private static Optional<CredentialId> credentialId(String text) {
    var id = lastPart(text);
    return CredentialId.isValid(id) ? Optional.of(new CredentialId(id)) : Optional.empty();
  }

  private static String lastPart(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static Problem unknown() {
    return Problem.notFound("There is no such credential: give its link, or the id at its end.");
  }

  private static Problem refused(StatusChangeRequest wanted, CredentialStatus current) {
    return switch (current) {
      case CredentialStatus.Revoked(var since, _, _) ->
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
              wanted == StatusChangeRequest.UNREVOKE
                  ? "The credential is not revoked, and a revocation could not be taken back."
                  : "The credential is not suspended: there is nothing to reinstate.");
    };
  }

  private static JsonObject status(CredentialRecord credential) {
    var status = credential.status();
    var since = status.since();
    return JsonObject.builder()
        .put("id", credential.id().value())
        .put("status", StatusKind.of(status).word())
        .put("since", since == null ? null : since.toString())
        .put("reason", status.reason())
        .put("replacedBy", status.replacedBy())
        .put(
            "erasedAt",
            credential instanceof ErasedCredential erased ? erased.erasedAt().toString() : null)
        .put("statusListIndex", Integer.toString(credential.position().index()))
        .put("statusList", credential.position().list().toString())
        .build();
  }

  /** Makes what the function needs, of its environment. */
  record Wiring(CredentialStore credentials, ListHistory history) {

    private static Wiring of(Map<String, String> environment) {
      var settings = new Settings(environment);
      var credentialsTable = settings.text("CREDENTIALS_TABLE");
      var listsTable = settings.text("STATUS_LISTS_TABLE");
      var bucket = settings.text("PUBLIC_BUCKET");
      settings.check();
      var dynamoDb = DynamoDb.client();
      return new Wiring(
          new DynamoDbCredentialStore(dynamoDb, credentialsTable, listsTable),
          new ListHistory(
              new DynamoDbStatusLists(dynamoDb, listsTable),
              new S3PublicObjects(S3.client(), bucket)));
    }
  }
}
