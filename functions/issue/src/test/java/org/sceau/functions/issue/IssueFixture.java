package org.sceau.functions.issue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
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
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonObject;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.openbadges.schema.NetworkntOpenBadgeSchema;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.catalog.IssuingSettings;
import org.sceau.records.catalog.Scope;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.IssuedCredential;
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
  private static final Caller AWARD = bearer(Demo.ISSUER, Scope.AWARD);
  private static final Caller READ = bearer(Demo.ISSUER, Scope.READ);
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
    this(Demo::issuer);
  }

  /**
   * @param issuing makes the issuer, with keys of the signer
   */
  IssueFixture(Function<MemorySigner, Issuer> issuing) {
    this(131_072, 0, issuing);
  }

  static IssueFixture withListsOf(int capacity) {
    return new IssueFixture(capacity, 0, Demo::issuer);
  }

  /** Returns a fixture whose issuer may award so many credentials a second. */
  static IssueFixture limitedTo(int perSecond) {
    return new IssueFixture(131_072, perSecond, Demo::issuer);
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
    handler =
        new IssueHandler(
            new Wiring(
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
                new CredentialRoutes(records, records, Demo.DEPLOYMENT),
                Demo.DEPLOYMENT,
                clock),
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

  /** Lets the issuer issue whatever the data model allows. */
  void allowAnyCredential() {
    settings(new IssuingSettings(IssuingSettings.Kind.W3C, IssuingSettings.Form.EMBEDDED));
  }

  /** Awards to the demonstration recipient and returns the only result. */
  JsonObject awarded() {
    return only(award(Demo.awardBody()));
  }

  HttpResponse award(String body) {
    return award(body, null);
  }

  HttpResponse award(String body, @Nullable String idempotencyKey) {
    return award(body, idempotencyKey, AWARD);
  }

  HttpResponse award(String body, @Nullable String idempotencyKey, Caller caller) {
    return award(Demo.ACHIEVEMENT.value(), body, idempotencyKey, caller);
  }

  HttpResponse award(
      String achievement, String body, @Nullable String idempotencyKey, Caller caller) {
    var path = Map.of("achievement", achievement);
    var route = "POST /achievements/{achievement}/credentials";
    return respond(route, path, Map.of(), idempotencyKey, body, caller);
  }

  HttpResponse issue(String body) {
    return issue(body, null);
  }

  HttpResponse issue(String body, @Nullable String idempotencyKey) {
    return issue(body, idempotencyKey, AWARD);
  }

  HttpResponse issue(String body, @Nullable String idempotencyKey, Caller caller) {
    return respond("POST /credentials/issue", Map.of(), Map.of(), idempotencyKey, body, caller);
  }

  HttpResponse replace(String id, String body) {
    var route = "POST /credentials/{id}/replacement";
    return respond(route, Map.of("id", id), Map.of(), null, body, AWARD);
  }

  HttpResponse list(Map<String, String> query) {
    return list(query, READ);
  }

  HttpResponse list(Map<String, String> query, Caller caller) {
    return respond("GET /credentials", Map.of(), query, null, "", caller);
  }

  HttpResponse readBack(String id) {
    return readBack(id, READ);
  }

  HttpResponse readBack(String id, Caller caller) {
    return respond("GET /credentials/{id}", Map.of("id", id), Map.of(), null, "", caller);
  }

  private HttpResponse respond(
      String route,
      Map<String, String> path,
      Map<String, String> query,
      @Nullable String idempotencyKey,
      String body,
      Caller caller) {
    Map<String, String> headers =
        idempotencyKey == null ? Map.of() : Map.of("idempotency-key", idempotencyKey);
    return handler.respond(
        new HttpRequest(route, path, query, headers, body.getBytes(UTF_8), caller));
  }

  /** Asserts that nothing was signed or recorded. */
  void assertNothingIssued() {
    assertThat(signer.faults().calls()).isZero();
    assertThat(records.count()).isZero();
  }

  IssuedCredential kept(String id) {
    return records.find(new CredentialId(id)).orElseThrow();
  }

  /** Verifies the embedded proof with the issuer's keys. */
  DataIntegrity.Verification verify(JsonObject embedded) {
    var did = Demo.DEPLOYMENT.did(issuer);
    return integrity.verify(
        embedded,
        method ->
            issuer.keys().stream()
                .filter(key -> DidDocument.isMultikeyMethod(method, did, key))
                .findFirst()
                .map(SigningKey::publicKey));
  }

  /** The answer's only result. */
  static JsonObject only(HttpResponse response) {
    return (JsonObject) json(response, 201).list("results").getFirst();
  }

  static JsonObject json(HttpResponse response, int status) {
    assertStatus(response, status);
    return Demo.object(text(response));
  }

  static void assertStatus(HttpResponse response, int status) {
    assertThat(response.status()).as(text(response)).isEqualTo(status);
  }

  static void assertRefused(HttpResponse response, int status, String... texts) {
    assertStatus(response, status);
    assertThat(text(response)).contains(texts);
  }

  static String text(HttpResponse response) {
    return new String(response.body(), UTF_8);
  }

  static String id(JsonObject credential) {
    return credential.string("id").orElseThrow();
  }

  static CompactJws jws(String jwt) {
    return switch (CompactJws.read(jwt)) {
      case CompactJws.Reading.Read(var jws) -> jws;
      case CompactJws.Reading.Refused(var reason) -> throw new AssertionError(reason);
    };
  }

  static Caller bearer(IssuerId issuer, Scope... scopes) {
    return new Caller.Bearer(issuer, Set.of(scopes));
  }
}
