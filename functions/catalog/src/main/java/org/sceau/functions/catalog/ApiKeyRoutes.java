package org.sceau.functions.catalog;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;
import org.sceau.records.catalog.ApiKey;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;

/** {@code /api-keys}: the keys with which an issuer's programs call. */
final class ApiKeyRoutes {

  private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  private static final List<Scope> GIVEN =
      List.of(Scope.AWARD, Scope.STATUS, Scope.CATALOG, Scope.READ);

  private final ApiKeys keys;

  ApiKeyRoutes(ApiKeys keys) {
    this.keys = keys;
  }

  HttpResponse list(IssuerId issuer) {
    return answer(
        200,
        JsonObject.builder()
            .put(
                "apiKeys",
                new JsonArray(keys.of(issuer).stream().<JsonValue>map(ApiKeyRoutes::json).toList()))
            .build());
  }

  /**
   * Makes a key.
   *
   * @param mayGive whether the caller may let others do this
   */
  HttpResponse make(IssuerId issuer, FieldReader fields, Predicate<Scope> mayGive) {
    var name = fields.requiredText("name", 100);
    var scopes = scopes(fields);
    CatalogHandler.finish(fields);
    requireGivable(scopes, mayGive);
    if (!keys.hasRoom(issuer)) {
      throw new ProblemException(
          Problem.conflict(
              "too-many-api-keys",
              "There are " + ApiKeys.MOST + " API keys already: let those end that nobody uses."));
    }
    return made(keys.make(issuer, name, scopes), null);
  }

  HttpResponse replace(IssuerId issuer, String id, FieldReader fields, Predicate<Scope> mayGive) {
    var overlap = overlap(fields);
    CatalogHandler.finish(fields);
    return switch (keys.replace(issuer, id, overlap, mayGive)) {
      case ApiKeys.Replacing.Replaced(var made, var before) -> made(made, before);
      case ApiKeys.Replacing.Unknown() -> throw unknown();
      case ApiKeys.Replacing.Forbidden() -> throw forbidden();
      case ApiKeys.Replacing.Ended(var at) ->
          throw new ProblemException(
              Problem.conflict(
                  "api-key-ended", "The API key ended at " + at + ": make a new one."));
    };
  }

  HttpResponse end(IssuerId issuer, String id) {
    return answer(200, json(keys.end(issuer, id).orElseThrow(ApiKeyRoutes::unknown)));
  }

  private static Set<Scope> scopes(FieldReader fields) {
    fields.requirePresent("scopes");
    var scopes = EnumSet.noneOf(Scope.class);
    for (var word : fields.texts("scopes", GIVEN.size(), 20)) {
      var scope = Scope.of(word).filter(GIVEN::contains);
      if (scope.isEmpty()) {
        fields.refuse(
            "scopes",
            "Give some of "
                + GIVEN.stream().map(Scope::word).collect(Collectors.joining(", "))
                + ".");
        return scopes;
      }
      scopes.add(scope.get());
    }
    if (scopes.isEmpty() && fields.violations().isEmpty()) {
      fields.refuse("scopes", "Give at least one scope.");
    }
    return scopes;
  }

  private static Duration overlap(FieldReader fields) {
    var text = fields.text("overlap", 20).orElse("PT0S");
    try {
      var overlap = Duration.parse(text);
      if (!overlap.isNegative() && overlap.compareTo(LONGEST_OVERLAP) <= 0) {
        return overlap;
      }
    } catch (DateTimeException _) {
      // said below
    }
    fields.refuse("overlap", "Give how long both keys open, at most P30D, as PT1H or P7D.");
    return Duration.ZERO;
  }

  private static void requireGivable(Set<Scope> scopes, Predicate<Scope> mayGive) {
    if (!scopes.stream().allMatch(mayGive)) {
      throw forbidden();
    }
  }

  private static ProblemException unknown() {
    return new ProblemException(
        Problem.notFound("You have no API key of this id: GET /api-keys lists them."));
  }

  private static ProblemException forbidden() {
    return new ProblemException(
        Problem.forbidden("A key gives no scope that it has not itself: use one that has."));
  }

  /** Shown this once: only its SHA-256 is kept. */
  private static HttpResponse made(ApiKeys.Made made, @Nullable ApiKey before) {
    return answer(
        201,
        facts(made.kept())
            .put("apiKey", made.text().text())
            .put("replaced", before == null ? null : json(before))
            .build());
  }

  private static JsonObject json(ApiKey key) {
    return facts(key).build();
  }

  private static JsonObject.Builder facts(ApiKey key) {
    Instant endsAt = key.endsAt();
    return JsonObject.builder()
        .put("id", key.id())
        .put("name", key.name())
        .put(
            "scopes",
            JsonArray.ofStrings(
                GIVEN.stream().filter(key.scopes()::contains).map(Scope::word).toList()))
        .put("createdAt", key.createdAt().toString())
        .put("endsAt", endsAt == null ? null : endsAt.toString());
  }

  private static HttpResponse answer(int status, JsonObject body) {
    return HttpResponse.json(status, body).with("cache-control", "no-store");
  }
}
