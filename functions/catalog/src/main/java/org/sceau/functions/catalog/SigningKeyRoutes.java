package org.sceau.functions.catalog;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.SigningKey;

/** {@code /signing-keys}: the keys with which an issuer's credentials are signed. */
final class SigningKeyRoutes {

  private final SigningKeys keys;
  private final Deployment deployment;
  private final InstantSource clock;

  SigningKeyRoutes(SigningKeys keys, Deployment deployment, InstantSource clock) {
    this.keys = keys;
    this.deployment = deployment;
    this.clock = clock;
  }

  HttpResponse list(IssuerId id) {
    var issuer = keys.of(id).orElseThrow(SigningKeyRoutes::noIssuer);
    return answer(200, all(issuer).build());
  }

  HttpResponse rotate(IssuerId id, FieldReader fields) {
    var arn = fields.requiredText("keyArn", 2_048);
    var life = fields.oneOf("life", Set.of("announced", "active"), null).orElse("active");
    CatalogHandler.finish(fields);
    var result = life.equals("active") ? keys.rotate(id, arn) : keys.announce(id, arn);
    return answer(201, result, id);
  }

  HttpResponse compromise(IssuerId id, String kid, FieldReader fields) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var since = fields.instant("since").orElse(now);
    if (since.isAfter(now)) {
      fields.refuse("since", "Give a time that has come: a key is not compromised in advance.");
    }
    CatalogHandler.finish(fields);
    return answer(200, keys.compromise(id, kid, since), id);
  }

  private HttpResponse answer(int status, SigningKeys.Result result, IssuerId id) {
    return switch (result) {
      case SigningKeys.Result.Kept(var issuer, var key) ->
          answer(status, all(issuer).put("signingKey", json(issuer, key)).build());
      case SigningKeys.Result.UnknownIssuer() -> throw noIssuer();
      case SigningKeys.Result.UnknownKey() ->
          throw new ProblemException(
              Problem.notFound(
                  "The issuer has no signing key of this id: GET /signing-keys lists them."));
      case SigningKeys.Result.Unusable(var reason) ->
          throw new ProblemException(
              Problem.conflict("key-unusable", "The key cannot sign for " + id + ": " + reason));
      case SigningKeys.Result.Over(var life) ->
          throw new ProblemException(
              Problem.conflict(
                  "key-life-over",
                  "The key is " + life.word() + " and does not sign again: make another in KMS."));
      case SigningKeys.Result.ItsKey() ->
          throw new ProblemException(
              Problem.conflict(
                  "issuer-is-its-key",
                  id
                      + " is identified by the did:key of its key: make another issuer of another"
                      + " key with PUT /issuers."));
      case SigningKeys.Result.InUse() ->
          throw new ProblemException(
              Problem.conflict(
                  "key-in-use",
                  "The key signs at present: rotate to another with POST /signing-keys first."));
    };
  }

  private JsonObject.Builder all(Issuer issuer) {
    return JsonObject.builder()
        .put(
            "signingKeys",
            new JsonArray(
                issuer.keys().stream().<JsonValue>map(key -> json(issuer, key)).toList()));
  }

  private JsonObject json(Issuer issuer, SigningKey key) {
    var did = deployment.did(issuer);
    var since = key.life().since();
    return JsonObject.builder()
        .put("kid", key.kid())
        .put("keyArn", key.keyArn())
        .put("alg", key.publicKey().kind().alg())
        .put("verificationMethods", JsonArray.ofStrings(DidDocument.methods(did, key)))
        .put("life", key.life().word())
        .put("since", since == null ? null : since.toString())
        .build();
  }

  private static ProblemException noIssuer() {
    return new ProblemException(Problem.notFound("There is no such issuer."));
  }

  private static HttpResponse answer(int status, JsonObject body) {
    return HttpResponse.json(status, body).with("cache-control", "no-store");
  }
}
