package org.sceau.functions.catalog;

import java.util.Map;
import java.util.function.Consumer;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonObject;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpFunction;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;
import org.sceau.openbadges.AchievementForm;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.catalog.Scope;

/**
 * {@code PUT /issuers/{issuer}}, {@code PUT /achievements/{achievement}}, {@code /api-keys} and
 * {@code /signing-keys}.
 */
public final class CatalogHandler extends HttpFunction {

  private final IssuerRoutes issuers;
  private final Achievements achievements;
  private final ApiKeyRoutes apiKeys;
  private final SigningKeyRoutes signingKeys;
  private final Deployment deployment;

  /** For Lambda, which calls it once before the first request. */
  public CatalogHandler() {
    this(System.getenv());
  }

  public CatalogHandler(Map<String, String> environment) {
    this(Wiring.of(environment), System.out::println);
  }

  CatalogHandler(Wiring wiring, Consumer<String> log) {
    super(log);
    this.issuers = wiring.issuers();
    this.achievements = wiring.achievements();
    this.apiKeys = new ApiKeyRoutes(wiring.apiKeys());
    this.signingKeys =
        new SigningKeyRoutes(wiring.signingKeys(), wiring.deployment(), wiring.clock());
    this.deployment = wiring.deployment();
  }

  @Override
  protected HttpResponse answer(HttpRequest request) {
    return switch (request.routeKey()) {
      case "PUT /issuers/{issuer}" -> putIssuer(request);
      case "PUT /achievements/{achievement}" -> putAchievement(request);
      case "GET /api-keys" -> apiKeys.list(managed(request));
      case "POST /api-keys" ->
          apiKeys.make(
              managed(request), new FieldReader(body(request)), scope -> mayGive(request, scope));
      case "POST /api-keys/{key}/rotation" ->
          apiKeys.replace(
              managed(request),
              request.path("key"),
              new FieldReader(optionalBody(request)),
              scope -> mayGive(request, scope));
      case "GET /signing-keys" -> signingKeys.list(managed(request));
      case "POST /signing-keys" -> {
        requireOperator(request);
        yield signingKeys.rotate(managed(request), new FieldReader(body(request)));
      }
      case "POST /signing-keys/{kid}/compromise" ->
          signingKeys.compromise(
              managed(request), request.path("kid"), new FieldReader(optionalBody(request)));
      case "DELETE /api-keys/{key}" -> apiKeys.end(managed(request), request.path("key"));
      default -> throw new IllegalStateException("no such route: " + request.routeKey());
    };
  }

  private static JsonObject optionalBody(HttpRequest request) {
    return request.body().length == 0 ? JsonObject.EMPTY : body(request);
  }

  /** With which keys the deployment signs is the operator's to say, who lets it use them in KMS. */
  private static void requireOperator(HttpRequest request) {
    if (!(request.caller() instanceof Caller.Operator)) {
      var _ = require(request, Scope.CATALOG);
      throw new ProblemException(
          Problem.forbidden("The operator's key brings signing keys: ask the operator."));
    }
  }

  /** The issuer whose keys are managed: the caller's own, or the one that the operator names. */
  private IssuerId managed(HttpRequest request) {
    if (!(request.caller() instanceof Caller.Operator)) {
      return require(request, Scope.CATALOG);
    }
    var id = issuerId(request.query().getOrDefault("issuer", ""));
    if (!issuers.has(id)) {
      throw new ProblemException(Problem.notFound("There is no issuer " + id + "."));
    }
    return id;
  }

  /** Nobody gives more than they have. */
  private static boolean mayGive(HttpRequest request, Scope scope) {
    return switch (request.caller()) {
      case Caller.Operator() -> true;
      case Caller.Bearer(_, var scopes) -> scopes.contains(scope);
      case Caller.Stranger _ -> false;
    };
  }

  private HttpResponse putIssuer(HttpRequest request) {
    boolean operator = request.caller() instanceof Caller.Operator;
    var caller = operator ? null : require(request, Scope.CATALOG);
    var id = issuerId(request.path("issuer"));
    if (caller != null && !caller.equals(id)) {
      throw new ProblemException(Problem.forbidden("The API key is another issuer's."));
    }
    var fields = new FieldReader(body(request));
    var profile = IssuerProfile.read(fields);
    var keyArn = fields.text("keyArn", 2_048).orElse(null);
    finish(fields);
    boolean newKey = operator && request.query().getOrDefault("apiKey", "").equals("new");
    return switch (issuers.put(id, profile, keyArn, operator, newKey)) {
      case IssuerRoutes.Result.Kept(var issuer, var apiKey) ->
          HttpResponse.json(
                  issuer.revision() == 1 ? 201 : 200,
                  JsonObject.builder()
                      .put("issuer", issuer.profile().toJson(deployment.did(issuer)))
                      .put("issuing", issuer.profile().issuing().toJson())
                      // Shown this once: only its SHA-256 is kept.
                      .put("apiKey", apiKey == null ? null : apiKey.text())
                      .build())
              .with("location", deployment.issuerUrl(id))
              .with("cache-control", "no-store");
      case IssuerRoutes.Result.Unfit(var violations) ->
          throw new ProblemException(Problem.invalid(violations));
      case IssuerRoutes.Result.Unknown _ ->
          throw new ProblemException(
              Problem.notFound("There is no issuer " + id + ": the operator makes issuers."));
    };
  }

  private HttpResponse putAchievement(HttpRequest request) {
    var issuer = require(request, Scope.CATALOG);
    var id = achievementId(request.path("achievement"));
    var fields = new FieldReader(body(request));
    var form = AchievementForm.read(fields, deployment.achievementUrl(id));
    finish(fields);
    return switch (achievements.put(id, issuer, form)) {
      case Achievements.Result.Kept(var achievement) ->
          HttpResponse.json(
                  achievement.version() == 1 ? 201 : 200,
                  JsonObject.builder()
                      .put("achievement", achievement.content())
                      .put("version", achievement.version())
                      .put("annexOne", achievements.annexOne(achievement).toJson())
                      .build())
              .with("location", deployment.achievementUrl(id));
      case Achievements.Result.Foreign _ ->
          throw new ProblemException(
              Problem.forbidden("Another issuer has an achievement of this id: choose another."));
    };
  }

  /** Ends the request with the violations of its body, unknown members included, if it has any. */
  static void finish(FieldReader fields) {
    fields.done();
    check(fields);
  }

  private static IssuerId issuerId(String text) {
    if (!IssuerId.isValid(text)) {
      throw new ProblemException(Problem.malformed(slugSentence("issuer")));
    }
    return new IssuerId(text);
  }

  private static AchievementId achievementId(String text) {
    if (!AchievementId.isValid(text)) {
      throw new ProblemException(Problem.malformed(slugSentence("achievement")));
    }
    return new AchievementId(text);
  }

  private static String slugSentence(String what) {
    return "The "
        + what
        + "'s id in the path must be 1 to 63 of a-z, 0-9 and -, without - at its ends.";
  }
}
