package org.sceau.functions.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonObject;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;
import org.sceau.records.catalog.SigningKey;
import org.sceau.statuslist.Positions;
import org.sceau.testing.Demo;
import org.sceau.testing.MemoryCatalog;
import org.sceau.testing.MemoryPublicObjects;
import org.sceau.testing.MemoryRecords;
import org.sceau.testing.MemorySigner;

/** The function with everything in memory, and its callers. */
abstract class CatalogFixture {

  static final Caller OPERATOR = new Caller.Operator();
  static final Caller CATALOG = bearer(Scope.CATALOG);

  final MemorySigner signer = new MemorySigner();
  final MemoryCatalog catalog = new MemoryCatalog();
  final MemoryRecords records = new MemoryRecords();
  final MemoryPublicObjects objects = new MemoryPublicObjects();
  final SigningKey ofDeployment = signer.create(KeyKind.P256);
  final PublishedDocuments documents =
      new PublishedDocuments(
          objects,
          Demo.DEPLOYMENT,
          () -> new BundledContexts().bytes(BundledContexts.MICRO_CREDENTIAL).orElseThrow());
  private final CatalogHandler handler;

  CatalogFixture() {
    var random = new SecureRandom();
    var clock = InstantSource.fixed(Demo.NOW);
    var apiKeys = new ApiKeys(catalog, random, clock);
    handler =
        new CatalogHandler(
            new Wiring(
                new IssuerRoutes(
                    catalog,
                    signer,
                    List.of(ofDeployment.keyArn(), signer.create(KeyKind.ED25519).keyArn()),
                    new Positions(records, random, clock, 131_072),
                    documents,
                    apiKeys),
                new Achievements(catalog, documents),
                apiKeys,
                new SigningKeys(catalog, signer, records, documents, clock),
                Demo.DEPLOYMENT,
                clock),
            _ -> {});
  }

  /** Calls the route; an operator names the issuer. */
  final HttpResponse respond(String route, @Nullable String id, String body, Caller caller) {
    var query = caller.equals(OPERATOR) ? Map.of("issuer", "demo") : Map.<String, String>of();
    return respond(route, id, query, body, caller);
  }

  /**
   * Calls the route.
   *
   * @param id the value of the route's parameter, if it has one
   */
  final HttpResponse respond(
      String route, @Nullable String id, Map<String, String> query, String body, Caller caller) {
    Map<String, String> path =
        id == null
            ? Map.of()
            : Map.of(route.substring(route.indexOf('{') + 1, route.indexOf('}')), id);
    return handler.respond(
        new HttpRequest(route, path, query, Map.of(), body.getBytes(UTF_8), caller));
  }

  final HttpResponse putAchievement(String body, Caller caller) {
    return respond("PUT /achievements/{achievement}", Demo.ACHIEVEMENT.value(), body, caller);
  }

  /** Returns the published document. */
  final String published(String key) {
    return new String(objects.get(key).orElseThrow().object().bytes(), UTF_8);
  }

  static Caller bearer(Scope... scopes) {
    return bearer(Demo.ISSUER, scopes);
  }

  static Caller bearer(IssuerId issuer, Scope... scopes) {
    return new Caller.Bearer(issuer, Set.of(scopes));
  }

  static JsonObject json(HttpResponse response, int status) {
    assertThat(response.status()).as(text(response)).isEqualTo(status);
    return Demo.object(text(response));
  }

  static void assertRefused(HttpResponse response, int status, String... texts) {
    assertThat(response.status()).as(text(response)).isEqualTo(status);
    assertThat(text(response)).contains(texts);
  }

  static String text(HttpResponse response) {
    return new String(response.body(), UTF_8);
  }
}
