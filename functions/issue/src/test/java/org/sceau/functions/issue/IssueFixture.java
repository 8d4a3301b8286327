package org.sceau.functions.issue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.issuance.AwardRate;
import org.sceau.issuance.Issuance;
import org.sceau.json.JsonObject;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.openbadges.schema.NetworkntOpenBadgeSchema;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.catalog.IssuingSettings;
import org.sceau.records.catalog.Scope;
import org.sceau.records.catalog.SigningKey;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Positions;
import org.sceau.testing.Demo;
import org.sceau.testing.MemoryAwardCounts;
import org.sceau.testing.MemoryCatalog;
import org.sceau.testing.MemoryRecords;
import org.sceau.testing.MemorySigner;

/** The function with everything in memory, and the sample issuer and achievement in its catalog. */
final class IssueFixture {

  private static final TitaniumCanonicalizer CANONICALIZER =
      new TitaniumCanonicalizer(new BundledContexts());
  private static final NetworkntOpenBadgeSchema SCHEMA = new NetworkntOpenBadgeSchema();

  final List<String> log = new CopyOnWriteArrayList<>();
  final MemorySigner signer = new MemorySigner();
  final MemoryRecords records = new MemoryRecords();
  final MemoryAwardCounts counts = new MemoryAwardCounts();
  final MemoryCatalog catalog = new MemoryCatalog();
  final DataIntegrity integrity;
  final Issuer issuer;
  final Positions positions;
  final IssueHandler handler;

  /** What the clock says. */
  volatile Instant now = Demo.NOW;

  IssueFixture() {
    this(131_072);
  }

  IssueFixture(int listCapacity) {
    this(listCapacity, 0);
  }

  /**
   * @param perSecond how many an issuer may award, 0 for any number
   */
  IssueFixture(int listCapacity, int perSecond) {
    this(listCapacity, perSecond, Demo::issuer);
  }

  /**
   * @param issuing makes the issuer, with keys of the signer
   */
  IssueFixture(Function<MemorySigner, Issuer> issuing) {
    this(131_072, 0, issuing);
  }

  private IssueFixture(int listCapacity, int perSecond, Function<MemorySigner, Issuer> issuing) {
    InstantSource clock = () -> now;
    var random = new SecureRandom();
    integrity = new DataIntegrity(CANONICALIZER, clock);
    issuer = issuing.apply(signer);
    catalog.put(issuer);
    catalog.put(Demo.achievement());
    positions = new Positions(records, random, clock, listCapacity);
    positions.openFirst(Demo.ISSUER);
    records.publishFirst();
    var sealer = new Sealer(Demo.DEPLOYMENT, integrity, signer);
    var rate = new AwardRate(counts, perSecond);
    var ledger = new CredentialRoutes(records, records, Demo.DEPLOYMENT);
    handler =
        new IssueHandler(
            catalog,
            new Issuance(
                Demo.DEPLOYMENT,
                records,
                positions,
                rate,
                new DataModelRules(),
                SCHEMA,
                sealer,
                random,
                clock),
            ledger,
            Demo.DEPLOYMENT,
            clock,
            log::add);
  }

  /** How the issuer's credentials are to be from now on, and by which keys beside those it has. */
  void settings(IssuingSettings settings, SigningKey... more) {
    var profile = issuer.profile();
    catalog.put(
        new Issuer(
            issuer.id(),
            new IssuerProfile(
                profile.name(),
                profile.url(),
                profile.description(),
                profile.email(),
                profile.image(),
                profile.countryCode(),
                settings),
            Stream.concat(issuer.keys().stream(), Stream.of(more)).toList(),
            issuer.revision() + 1));
  }

  HttpResponse award(String body, @Nullable String idempotencyKey) {
    return award(body, idempotencyKey, bearer(Demo.ISSUER, Scope.AWARD));
  }

  HttpResponse award(String body, @Nullable String idempotencyKey, Caller caller) {
    return award(Demo.ACHIEVEMENT.value(), body, idempotencyKey, caller);
  }

  HttpResponse award(
      String achievement, String body, @Nullable String idempotencyKey, Caller caller) {
    Map<String, String> headers = new HashMap<>();
    if (idempotencyKey != null) {
      headers.put("idempotency-key", idempotencyKey);
    }
    return handler.respond(
        new HttpRequest(
            "POST /achievements/{achievement}/credentials",
            Map.of("achievement", achievement),
            Map.of(),
            headers,
            body.getBytes(UTF_8),
            caller));
  }

  HttpResponse issue(String body, @Nullable String idempotencyKey) {
    return issue(body, idempotencyKey, bearer(Demo.ISSUER, Scope.AWARD));
  }

  HttpResponse issue(String body, @Nullable String idempotencyKey, Caller caller) {
    return handler.respond(
        new HttpRequest(
            "POST /credentials/issue",
            Map.of(),
            Map.of(),
            idempotencyKey == null ? Map.of() : Map.of("idempotency-key", idempotencyKey),
            body.getBytes(UTF_8),
            caller));
  }

  HttpResponse replace(String id, String body) {
    return handler.respond(
        new HttpRequest(
            "POST /credentials/{id}/replacement",
            Map.of("id", id),
            Map.of(),
            Map.of(),
            body.getBytes(UTF_8),
            bearer(Demo.ISSUER, Scope.AWARD)));
  }

  HttpResponse list(Map<String, String> query) {
    return list(query, bearer(Demo.ISSUER, Scope.READ));
  }

  HttpResponse list(Map<String, String> query, Caller caller) {
    return handler.respond(
        new HttpRequest("GET /credentials", Map.of(), query, Map.of(), new byte[0], caller));
  }

  HttpResponse readBack(String id) {
    return readBack(id, bearer(Demo.ISSUER, Scope.READ));
  }

  HttpResponse readBack(String id, Caller caller) {
    return handler.respond(
        new HttpRequest(
            "GET /credentials/{id}", Map.of("id", id), Map.of(), Map.of(), new byte[0], caller));
  }

  /** The answer's only result. */
  static JsonObject only(HttpResponse response) {
    assertThat(response.status()).as(text(response)).isEqualTo(201);
    return (JsonObject) Demo.object(text(response)).list("results").getFirst();
  }

  static String text(HttpResponse response) {
    return new String(response.body(), UTF_8);
  }

  static Caller bearer(IssuerId issuer, Scope... scopes) {
    return new Caller.Bearer(issuer, Set.of(scopes));
  }
}
