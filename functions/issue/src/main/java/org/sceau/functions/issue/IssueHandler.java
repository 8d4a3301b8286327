package org.sceau.functions.issue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sceau.issuance.AwardAchievement;
import org.sceau.issuance.AwardAchievementRequest;
import org.sceau.issuance.IssueCredential;
import org.sceau.issuance.IssueCredentialRequest;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.json.Violation;
import org.sceau.lambda.HttpFunction;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;
import org.sceau.records.credential.IssuedCredential;

/**
 * {@code POST /achievements/{achievement}/credentials}, which awards an achievement to 1 to 100
 * people, {@code POST /credentials/issue}, which issues what the issuer built, and {@code GET
 * /credentials} and {@code GET /credentials/{id}}, which read back.
 */
public final class IssueHandler extends HttpFunction {

  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private final Catalog catalog;
  private final AwardAchievement awarding;
  private final IssueCredentialRoute built;
  private final ReplaceCredentialRoute replacements;
  private final CredentialRoutes ledger;
  private final Deployment deployment;
  private final InstantSource clock;

  /** For Lambda, which calls it once before the first request. */
  public IssueHandler() {
    this(System.getenv());
  }

  public IssueHandler(Map<String, String> environment) {
    this(Wiring.of(environment));
  }

  IssueHandler(
      Catalog catalog,
      AwardAchievement awarding,
      IssueCredential issuing,
      ReplaceCredentialRoute replacements,
      CredentialRoutes ledger,
      Deployment deployment,
      InstantSource clock,
      Consumer<String> log) {
    super(log);
    this.catalog = catalog;
    this.awarding = awarding;
    this.replacements = replacements;
    this.built = new IssueCredentialRoute(issuing, deployment);
    this.ledger = ledger;
    this.deployment = deployment;
    this.clock = clock;
  }

  private IssueHandler(Wiring wiring) {
    this(
        wiring.catalog(),
        wiring.awarding(),
        wiring.issuing(),
        wiring.replacements(),
        wiring.ledger(),
        wiring.deployment(),
        wiring.clock(),
        System.out::println);
  }

  @Override
  protected HttpResponse answer(HttpRequest request) {
    return switch (request.routeKey()) {
      case "POST /achievements/{achievement}/credentials" -> award(request);
      case "POST /credentials/issue" -> issue(request);
      case "POST /credentials/{id}/replacement" -> replace(request);
      case "GET /credentials" -> ledger.list(require(request, Scope.READ), request.query());
      case "GET /credentials/{id}" ->
          ledger.readBack(require(request, Scope.READ), request.path("id"));
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
    var award = AwardAchievementRequest.read(fields, achievement, clock.instant());
    fields.done();
    check(fields);
    var identity = new AwardAchievement.Identity(key, request.body(), own(body));
    return switch (awarding.award(issuer, achievement, award, identity)) {
      case AwardAchievement.Result.Awarded(var credentials) -> answer(credentials);
      case AwardAchievement.Result.KeyReused(var recipients) ->
          throw new ProblemException(reused(recipients));
      case AwardAchievement.Result.Erased(var recipients) ->
          throw new ProblemException(erased(recipients));
      case AwardAchievement.Result.TooFast(var wait) -> throw new ProblemException(tooFast(wait));
      case AwardAchievement.Result.Unsealable(var violations) ->
          throw new ProblemException(Problem.invalid(violations));
    };
  }

  private HttpResponse issue(HttpRequest request) {
    var issuer = issuing(require(request, Scope.AWARD));
    var key = idempotencyKey(request);
    var fields = new FieldReader(body(request));
    var credential = IssueCredentialRequest.read(fields, issuer, deployment);
    fields.done();
    check(fields);
    return built.issue(issuer, credential, key, request.body());
  }

  private HttpResponse replace(HttpRequest request) {
    var issuer = issuing(require(request, Scope.AWARD));
    var fields = new FieldReader(request.body().length == 0 ? JsonObject.EMPTY : body(request));
    return replacements.replace(issuer, request.path("id"), fields, request.body());
  }

  private Issuer issuing(IssuerId id) {
    var issuer =
        catalog
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

  private static Problem reused(List<Integer> recipients) {
    var problem =
        Problem.conflict(
            "idempotency-key-reused",
            recipients.isEmpty()
                ? "The Idempotency-Key was used for another award: repeat that award unchanged, or"
                    + " use a new key."
                : "Keys of recipients were used for other awards, and nobody is awarded: see"
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

  private static Problem erased(List<Integer> recipients) {
    return Problem.erased(
        "The award was made before and what it made is erased, which is final: use a new key to"
            + " award anew. See violations for whom.",
        recipients.stream()
            .map(place ->
                new Violation(
                    "/recipients/" + place,
                    "The credential of this recipient was erased: leave the recipient out, or use a"
                        + " new key."))
            .toList());
  }

  static Problem tooFast(Duration wait) {
    return Problem.tooFast(
        "You award faster than this deployment allows an issuer, and nobody is awarded: send the"
            + " same request again after the seconds that Retry-After says.",
        wait);
  }

  /** An achievement of another issuer is answered like none at all. */
  private Achievement achievement(String id, IssuerId issuer) {
    var kept =
        AchievementId.isValid(id)
            ? catalog.achievement(new AchievementId(id))
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
  private HttpResponse answer(List<IssuedCredential> credentials) {
    boolean withForms = CredentialRoutes.fitsOneAnswer(credentials);
    return HttpResponse.json(
            201,
            JsonObject.builder()
                .put(
                    "results",
                    new JsonArray(
                        credentials.stream()
                            .<JsonValue>map(credential -> result(credential, withForms))
                            .toList()))
                .build())
        .with("cache-control", "no-store");
  }

  private JsonObject result(IssuedCredential credential, boolean withForms) {
    var result =
        JsonObject.builder()
            .put("status", 201)
            .put("id", credential.id().value())
            .put("link", deployment.credentialUrl(credential.id()));
    return (withForms ? ledger.handOut(result, credential) : result).build();
  }
}
