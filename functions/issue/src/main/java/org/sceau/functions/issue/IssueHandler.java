package org.sceau.functions.issue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sceau.issuance.AwardAchievement;
import org.sceau.issuance.AwardAchievementRequest;
import org.sceau.issuance.IssuanceRequest;
import org.sceau.issuance.IssueCredential;
import org.sceau.issuance.IssueCredentialRequest;
import org.sceau.issuance.ReplaceCredential;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.lambda.HttpFunction;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;
import org.sceau.openbadges.DataModel;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.IssuingSettings.Form;
import org.sceau.records.catalog.Scope;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.credential.IssuedCredential;

/**
 * {@code POST /achievements/{achievement}/credentials}, which awards an achievement to 1 to 100
 * people, {@code POST /credentials/issue} (VC-API), which issues what the issuer built, {@code POST
 * /credentials/{id}/replacement}, which renews or corrects a credential, and {@code GET
 * /credentials} and {@code GET /credentials/{id}}, which read back.
 */
public final class IssueHandler extends HttpFunction {

  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private static final int MOST_OF_A_REASON = 500;

  private final Wiring wiring;

  /** For Lambda, which calls it once before the first request. */
  public IssueHandler() {
    this(System.getenv());
  }

  public IssueHandler(Map<String, String> environment) {
    this(Wiring.of(environment), System.out::println);
  }

  IssueHandler(Wiring wiring, Consumer<String> log) {
    super(log);
    this.wiring = wiring;
  }

  @Override
  protected HttpResponse answer(HttpRequest request) {
    return switch (request.routeKey()) {
      case "POST /achievements/{achievement}/credentials" -> award(request);
      case "POST /credentials/issue" -> issue(request);
      case "POST /credentials/{id}/replacement" -> replace(request);
      case "GET /credentials" ->
          wiring.ledger().list(require(request, Scope.READ), request.query());
      case "GET /credentials/{id}" ->
          wiring.ledger().readBack(require(request, Scope.READ), request.path("id"));
      default -> throw new IllegalStateException("no such route: " + request.routeKey());
    };
  }

  private HttpResponse award(HttpRequest request) {
    var issuerId = require(request, Scope.AWARD);
    var key = idempotencyKey(request);
    var body = body(request);
    var achievement = achievement(request.path("achievement"), issuerId);
    var issuer = issuing(issuerId);
    var fields = new FieldReader(body);
    var award = AwardAchievementRequest.read(fields, achievement, wiring.clock().instant());
    fields.done();
    check(fields);
    var identity = new AwardAchievement.Identity(key, request.body(), own(body));
    return results(issued(issuer, new AwardAchievement(achievement, award, identity)));
  }

  private HttpResponse issue(HttpRequest request) {
    var issuer = issuing(require(request, Scope.AWARD));
    var key = idempotencyKey(request);
    var fields = new FieldReader(body(request));
    var built = IssueCredentialRequest.read(fields, issuer, wiring.deployment());
    fields.done();
    check(fields);
    var credential = issued(issuer, new IssueCredential(built, key, request.body())).getFirst();
    return created(
        credential,
        JsonObject.builder().put("verifiableCredential", inForm(credential, built.form())));
  }

  private HttpResponse replace(HttpRequest request) {
    var issuer = issuing(require(request, Scope.AWARD));
    var fields = new FieldReader(request.body().length == 0 ? JsonObject.EMPTY : body(request));
    var old = replaceable(issuer.id(), request.path("id"));
    var achievement = Optional.ofNullable(old.achievement()).flatMap(wiring.catalog()::achievement);
    var reason = fields.text("reason", MOST_OF_A_REASON).orElse(null);
    var corrected = corrected(fields, old, achievement.orElse(null));
    fields.done();
    check(fields);
    var credential =
        issued(
                issuer,
                new ReplaceCredential(
                    old, achievement.orElse(null), corrected, reason, request.body()))
            .getFirst();
    var facts =
        identify(JsonObject.builder(), credential)
            .put("replaces", wiring.deployment().credentialUrl(old.id()));
    return created(credential, wiring.ledger().handOut(facts, credential));
  }

  private List<IssuedCredential> issued(Issuer issuer, IssuanceRequest request) {
    return IssuanceProblems.issued(
        request, wiring.issuance().issue(issuer, request), wiring.deployment());
  }

  private IssuedCredential replaceable(IssuerId issuer, String id) {
    return switch (wiring.ledger().find(issuer, id)) {
      case IssuedCredential issued -> issued;
      case ErasedCredential _ -> throw new ProblemException(IssuanceProblems.replacedIsErased());
    };
  }

  /**
   * Reads the corrected credential of a replacement; {@code null} if the request only renews it.
   */
  private AwardAchievementRequest.@Nullable Award corrected(
      FieldReader fields, IssuedCredential old, @Nullable Achievement achievement) {
    if (!fields.has("recipients")) {
      return null;
    }
    if (achievement == null) {
      fields.refuse(
          "recipients", "You built this credential yourself: issue it anew, and revoke this one.");
      return null;
    }
    if (fields.has("awardedDate")) {
      fields.refuse("awardedDate", "Leave this out: a replacement keeps it.");
    }
    var read = AwardAchievementRequest.read(fields, achievement, wiring.clock().instant());
    if (read.recipients().size() > 1) {
      fields.refuse("recipients", "Give one recipient: it is one credential.");
    }
    return new AwardAchievementRequest.Award(
        read.recipients(), ReplaceCredential.awardedDate(old), read.presentation());
  }

  private Issuer issuing(IssuerId id) {
    var issuer =
        wiring
            .catalog()
            .issuer(id)
            .orElseThrow(() -> new IllegalStateException("a key of no issuer: " + id));
    if (!issuer.mayIssue()) {
      throw new ProblemException(
          Problem.conflict(
              "issuer-ended",
              id
                  + " is identified by a did:key that is compromised, and issues no more: ask the"
                  + " operator to make another issuer."));
    }
    return issuer;
  }

  /**
   * The recipients that have keys of their own. What makes the award of one what it is, is all that
   * the request says of that one, and of all.
   */
  private static Map<Integer, AwardAchievement.Own> own(JsonObject body) {
    Map<Integer, AwardAchievement.Own> own = new HashMap<>();
    var recipients = body.list("recipients");
    for (int i = 0; i < recipients.size(); i++) {
      if (recipients.get(i) instanceof JsonObject recipient) {
        int place = i;
        recipient
            .string("key")
            .ifPresent(key ->
                own.put(
                    place,
                    new AwardAchievement.Own(
                        key,
                        JsonWriter.writeBytes(body.with("recipients", JsonArray.of(recipient))))));
      }
    }
    return own;
  }

  /** An achievement of another issuer is answered like none at all. */
  private Achievement achievement(String id, IssuerId issuer) {
    var kept =
        AchievementId.isValid(id)
            ? wiring.catalog().achievement(new AchievementId(id))
            : Optional.<Achievement>empty();
    return kept.filter(achievement -> achievement.issuer().equals(issuer))
        .orElseThrow(() ->
            new ProblemException(
                Problem.notFound(
                    "You have no achievement of this id: make it with PUT /achievements/ and"
                        + " the id.")));
  }

  private static @Nullable String idempotencyKey(HttpRequest request) {
    var key = request.header("idempotency-key").orElse(null);
    if (key != null && !IDEMPOTENCY_KEY.matcher(key).matches()) {
      throw new ProblemException(
          Problem.malformed(
              "The Idempotency-Key must be 1 to 255 printable ASCII characters without blanks."));
    }
    return key;
  }

  /** The signed forms are left out if one answer cannot hold them all; the links lead to them. */
  private HttpResponse results(List<IssuedCredential> credentials) {
    boolean withForms = CredentialRoutes.fitsOneAnswer(credentials);
    var results =
        credentials.stream().<JsonValue>map(credential -> result(credential, withForms)).toList();
    return HttpResponse.json(
            201, JsonObject.builder().put("results", new JsonArray(results)).build())
        .with("cache-control", "no-store");
  }

  private JsonObject result(IssuedCredential credential, boolean withForms) {
    var result = identify(JsonObject.builder().put("status", 201), credential);
    return (withForms ? wiring.ledger().handOut(result, credential) : result).build();
  }

  private JsonObject.Builder identify(JsonObject.Builder json, IssuedCredential credential) {
    return json.put("id", credential.id().value())
        .put("link", wiring.deployment().credentialUrl(credential.id()));
  }

  private HttpResponse created(IssuedCredential credential, JsonObject.Builder body) {
    return HttpResponse.json(201, body.build())
        .with("location", wiring.deployment().credentialUrl(credential.id()))
        .with("cache-control", "no-store");
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
