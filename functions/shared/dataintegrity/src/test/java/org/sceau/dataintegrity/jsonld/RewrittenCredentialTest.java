package org.sceau.dataintegrity.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.sceau.dataintegrity.jsonld.Documents.parse;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.DataIntegrity.Hashing;
import org.sceau.dataintegrity.DataIntegrity.Verification;
import org.sceau.dataintegrity.Digest;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * Signed credentials that are rewritten so that the RDF is the same and the members that decide are
 * no longer found by their names: the signature holds, and none is verified.
 */
class RewrittenCredentialTest {

  private static final TitaniumCanonicalizer CANONICALIZER =
      new TitaniumCanonicalizer(new BundledContexts());
  private static final DataIntegrity INTEGRITY =
      new DataIntegrity(CANONICALIZER, InstantSource.fixed(Instant.parse("2026-06-01T00:00:00Z")));
  private static final KeyPair KEYS = keys();

  private static final String CREDENTIALS = "https://www.w3.org/2018/credentials#";
  private static final String SECURITY = "https://w3id.org/security#";
  private static final String STATUS = "https://www.w3.org/ns/credentials/status#";
  private static final String BADGES = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
  private static final String DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime";
  private static final String ROOT = "https://issuer.example/credentials/1";

  /** A badge that refers to itself, so that its members can move to the reference. */
  private static final JsonObject BADGE =
      signed(
          """
          {"@context":["https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
           "id":"https://issuer.example/credentials/1",
           "type":["VerifiableCredential","OpenBadgeCredential"],
           "issuer":{"id":"https://issuer.example/i","type":["Profile"],"name":"University"},
           "validFrom":"2026-01-15T10:00:00Z","validUntil":"2026-02-15T10:00:00Z",
           "evidence":"https://issuer.example/credentials/1",
           "credentialSubject":{"id":"urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11",
            "type":["AchievementSubject"],
            "achievement":{"id":"https://issuer.example/a/1","type":["Achievement"],
             "name":"Badge","description":"Text.","criteria":{"type":["Criteria"],"narrative":"A project."}}},
           "credentialStatus":{"id":"https://issuer.example/status/1#7",
            "type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"7",
            "statusSize":1,"statusListCredential":"https://issuer.example/status/1"}}
          """,
          """
          {"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022",
           "created":"2026-01-15T10:00:00Z","expires":"2027-01-15T10:00:00Z",
           "verificationMethod":"https://issuer.example/i#key","proofPurpose":"assertionMethod",
           "challenge":"c","domain":"d"}
          """);

  /** A credential of data model 1.1, whose contexts define prefixes. */
  private static final JsonObject OLDER =
      signed(
          """
          {"@context":["https://www.w3.org/2018/credentials/v1",
            "https://w3id.org/security/suites/ed25519-2020/v1",
            "https://w3id.org/vc/status-list/2021/v1"],
           "id":"https://issuer.example/credentials/1","type":["VerifiableCredential"],
           "issuer":"https://issuer.example/i",
           "issuanceDate":"2026-01-15T10:00:00Z","expirationDate":"2026-02-15T10:00:00Z",
           "credentialSubject":{"id":"urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11"},
           "credentialStatus":{"id":"https://issuer.example/status/1#7",
            "type":"StatusList2021Entry","statusPurpose":"revocation","statusListIndex":"7",
            "statusListCredential":"https://issuer.example/status/1"}}
          """,
          """
          {"type":"Ed25519Signature2020","created":"2026-01-15T10:00:00Z",
           "verificationMethod":"https://issuer.example/i#key","proofPurpose":"assertionMethod"}
          """);

  private static final String ACHIEVEMENT = "credentialSubject/achievement";

  /**
   * A member that decides.
   *
   * @param path the object that it is in
   * @param type the datatype or {@code @id}; empty if its values are plain strings or objects
   * @param single whether it has one value
   */
  private record Member(String path, String name, String iri, String type, boolean single) {}

  private static final List<Member> OF_BADGE =
      List.of(
          new Member("", "issuer", CREDENTIALS + "issuer", "", true),
          new Member("", "validFrom", CREDENTIALS + "validFrom", DATE_TIME, true),
          new Member("", "validUntil", CREDENTIALS + "validUntil", DATE_TIME, true),
          new Member("", "credentialStatus", CREDENTIALS + "credentialStatus", "", false),
          new Member("", "credentialSubject", CREDENTIALS + "credentialSubject", "", false),
          status("statusPurpose", "", true),
          status("statusListIndex", "", true),
          status("statusListCredential", "@id", true),
          status("statusSize", "https://www.w3.org/2001/XMLSchema#integer", true),
          new Member("credentialSubject", "achievement", BADGES + "achievement", "", false),
          new Member(ACHIEVEMENT, "criteria", BADGES + "Criteria", "", false),
          proof("cryptosuite", "cryptosuite", SECURITY + "cryptosuiteString", true),
          new Member("proof", "created", "http://purl.org/dc/terms/created", DATE_TIME, true),
          proof("expires", "expiration", DATE_TIME, true),
          proof("verificationMethod", "verificationMethod", "@id", true),
          proof("challenge", "challenge", "", true),
          proof("domain", "domain", "", false));

  private static final List<Member> OF_OLDER =
      List.of(
          new Member("", "issuer", "cred:issuer", "@id", true),
          new Member("", "expirationDate", "cred:expirationDate", DATE_TIME, true),
          new Member("", "credentialStatus", "cred:credentialStatus", "", false),
          new Member("", "credentialStatus", CREDENTIALS + "credentialStatus", "", false));

  private static Member status(String name, String type, boolean single) {
    return new Member("credentialStatus", name, STATUS + name, type, single);
  }

  private static Member proof(String name, String localName, String type, boolean single) {
    return new Member("proof", name, SECURITY + localName, type, single);
  }

  static Stream<Arguments> rewritings() {
    List<Arguments> all = new ArrayList<>();
    OF_BADGE.forEach(member -> add(all, BADGE, member));
    OF_OLDER.forEach(member -> add(all, OLDER, member));
    for (var path : List.of("", "credentialStatus", "proof")) {
      for (var name : List.of("id", "type")) {
        if (at(BADGE, path).has(name)) {
          add(all, "@" + name, BADGE, path, object -> renamed(object, name, "@" + name));
        }
      }
    }
    var types = JsonArray.ofStrings("VerifiableCredential", BADGES + "OpenBadgeCredential");
    add(all, "IRI of a type", BADGE, "", object -> object.with("type", types));
    var purpose = new JsonString(SECURITY + "assertionMethod");
    add(all, "IRI of a purpose", BADGE, "proof", proof -> proof.with("proofPurpose", purpose));
    add(all, "class", BADGE, ACHIEVEMENT, object -> renamed(object, "criteria", "Criteria"));
    for (var name : List.of("credentialStatus", "validUntil", "credentialSubject")) {
      all.add(arguments("below the root: " + name, BADGE, belowTheRoot(name)));
    }
    var entry = at(BADGE, "credentialStatus");
    var divided = JsonArray.of(entry.without("statusSize"), entry);
    all.add(arguments("divided entry", BADGE, BADGE.with("credentialStatus", divided)));
    return all.stream();
  }

  private static void add(List<Arguments> all, JsonObject signed, Member member) {
    var path = member.path();
    var name = member.name();
    var value = value(at(signed, path), name);
    var full = member.type().isEmpty() ? value : expanded(value, member.type());
    add(all, member.iri(), signed, path, it -> it.without(name).with(member.iri(), full));
    if (!(value instanceof JsonObject) && !name.equals("issuer")) {
      var expanded = expanded(value, member.type());
      add(all, "object: " + name, signed, path, object -> object.with(name, expanded));
    }
    if (member.single()) {
      var array = JsonArray.of(value);
      add(all, "array: " + name, signed, path, object -> object.with(name, array));
    }
  }

  private static void add(
      List<Arguments> all,
      String what,
      JsonObject signed,
      String path,
      UnaryOperator<JsonObject> change) {
    all.add(arguments(what + " in /" + path, signed, changed(signed, path, change)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rewritings")
  void aRewrittenCredentialIsNotRead(String what, JsonObject signed, JsonObject rewritten) {
    assertThat(verify(signed)).isInstanceOf(Verification.Verified.class);
    assertThat(nquads(rewritten.without("proof"))).isEqualTo(nquads(signed.without("proof")));
    assertThat(nquads(options(rewritten))).isEqualTo(nquads(options(signed)));

    assertThat(verify(rewritten)).as(what).isNotInstanceOf(Verification.Verified.class);
    var parts = List.of(rewritten.without("proof"), options(rewritten));
    assertThat(parts)
        .as(what)
        .anySatisfy(part ->
            assertThat(CANONICALIZER.canonicalize(part))
                .isInstanceOf(Canonicalization.Unreadable.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"_:b0", "_:c14n0"})
  void aBlankNodeHasNoLabel(String label) {
    var labelled =
        changed(
            BADGE,
            ACHIEVEMENT + "/criteria",
            criteria -> criteria.with("id", new JsonString(label)));

    assertThat(verify(labelled)).isNotInstanceOf(Verification.Verified.class);
  }

  /** The root's member moves to an object of the root's id; both keep the type that scopes it. */
  private static JsonObject belowTheRoot(String name) {
    var moved =
        JsonObject.builder()
            .put("id", ROOT)
            .put("type", "VerifiableCredential")
            .put(name, value(BADGE, name))
            .build();
    return BADGE.without(name).with("evidence", moved);
  }

  private static JsonValue expanded(JsonValue value, String type) {
    if (type.equals("@id")) {
      return JsonObject.builder().put("id", value).build();
    }
    var object = JsonObject.builder().put("@value", value).build();
    return type.isEmpty() ? object : object.with("@type", new JsonString(type));
  }

  private static JsonObject renamed(JsonObject object, String name, String other) {
    return object.without(name).with(other, value(object, name));
  }

  private static List<String> steps(String path) {
    return path.isEmpty() ? List.of() : List.of(path.split("/", -1));
  }

  private static JsonObject at(JsonObject object, String path) {
    var inner = object;
    for (var name : steps(path)) {
      inner = (JsonObject) value(inner, name);
    }
    return inner;
  }

  private static JsonObject changed(
      JsonObject object, String path, UnaryOperator<JsonObject> change) {
    return changed(object, steps(path), change);
  }

  private static JsonObject changed(
      JsonObject object, List<String> path, UnaryOperator<JsonObject> change) {
    if (path.isEmpty()) {
      return change.apply(object);
    }
    var inner = (JsonObject) value(object, path.getFirst());
    return object.with(path.getFirst(), changed(inner, path.subList(1, path.size()), change));
  }

  private static JsonValue value(JsonObject object, String name) {
    return Objects.requireNonNull(object.get(name), name);
  }

  private static JsonObject options(JsonObject secured) {
    return at(secured, "proof").without("proofValue").with("@context", value(secured, "@context"));
  }

  private static String nquads(JsonObject document) {
    return CANONICALIZER.longWay(document, Digest.SHA_256).toString();
  }

  private static Verification verify(JsonObject secured) {
    return INTEGRITY.verify(secured, _ -> PublicJwk.of(KEYS.getPublic()));
  }

  private static JsonObject signed(String document, String options) {
    var unsecured = parse(document);
    var proof = parse(options);
    if (INTEGRITY.hashData(unsecured, proof) instanceof Hashing.Hashed(var bytes)) {
      return DataIntegrity.attach(unsecured, proof, sign(bytes));
    }
    throw new AssertionError(INTEGRITY.hashData(unsecured, proof));
  }

  private static byte[] sign(byte[] message) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(KEYS.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
