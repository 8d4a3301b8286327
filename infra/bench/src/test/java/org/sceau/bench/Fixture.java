package org.sceau.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.Multikey;
import org.sceau.dataintegrity.TypeVocabulary;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.ContextTypes;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.jose.CompactJws;
import org.sceau.jose.PublicJwk;
import org.sceau.jose.Signatures;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.records.Deployment;
import org.sceau.statuslist.EncodedList;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Fetcher;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.IssuerDirectory;

/**
 * Writes the files of a run: the DID document of an external issuer, a credential in both forms and
 * its status list. All processes of the run read them.
 */
public final class Fixture {

  /** The time of verification. */
  public static final Instant NOW = Instant.parse("2026-03-20T14:05:00Z");

  public static final String ISSUER = "did:web:issuer.example:issuers:demo";
  public static final String DID_URL = "https://issuer.example/issuers/demo/did.json";
  public static final String LIST_URL = "https://issuer.example/status/revocation/1";

  private static final Canonicalizer CANONICALIZER =
      new TitaniumCanonicalizer(new BundledContexts());

  private static final TypeVocabulary TYPES = new ContextTypes(new BundledContexts());

  private static final int LIST_CAPACITY = 131_072;

  private final Path folder;
  private final KeyPair ec;
  private final KeyPair ed;

  private Fixture(Path folder) {
    this.folder = folder;
    this.ec = pair("EC");
    this.ed = pair("Ed25519");
  }

  /** Writes the files of a run. */
  public static void write(Path folder) {
    var fixture = new Fixture(folder);
    try {
      fixture.write("did.json", JsonWriter.writeBytes(fixture.did()));
      fixture.write("credential.jwt", fixture.jws(fixture.claims(credential())).getBytes(UTF_8));
      fixture.write("badge.jwt", fixture.jws(fixture.claims(badge())).getBytes(UTF_8));
      fixture.write("credential.json", JsonWriter.writeBytes(fixture.embedded(credential())));
      fixture.write("list.jwt", fixture.jws(fixture.list()).getBytes(UTF_8));
      var contexts = new BundledContexts();
      var all = JsonObject.builder();
      for (var url : contexts.urls()) {
        all.put(url, read(contexts.bytes(url).orElseThrow()));
      }
      fixture.write("contexts.json", JsonWriter.writeBytes(all.build()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file of the run. */
  public static String text(Path folder, String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the issuer's JWS key from its DID document. */
  public static PublicJwk key(Path folder) {
    var did = read(text(folder, "did.json").getBytes(UTF_8));
    return did.list("verificationMethod").stream()
        .map(JsonObject.class::cast)
        .flatMap(method -> method.object("publicKeyJwk").stream())
        .flatMap(jwk -> PublicJwk.read(jwk).stream())
        .findFirst()
        .orElseThrow();
  }

  /** Makes a verifier that fetches the documents of the external issuer from the files. */
  public static CredentialVerifier verifier(Path folder, Signatures signatures) {
    var did = text(folder, "did.json").getBytes(UTF_8);
    var list = text(folder, "list.jwt").getBytes(UTF_8);
    return verifier(
        signatures,
        wanted ->
            switch (wanted.url()) {
              case DID_URL -> fetched(did, "application/did+json");
              case LIST_URL -> fetched(list, "application/vc+jwt");
              default -> throw new IllegalStateException("nothing at " + wanted.url());
            });
  }

  /** Makes a verifier with another fetcher. */
  public static CredentialVerifier verifier(Signatures signatures, Fetcher fetcher) {
    return new CredentialVerifier(
        Deployment.at("https://sceau.example"),
        IssuerDirectory.NONE,
        _ -> Optional.empty(),
        new DataIntegrity(CANONICALIZER, signatures, () -> NOW),
        TYPES,
        () -> fetcher,
        List::of,
        () -> NOW);
  }

  static Fetch fetched(byte[] bytes, String contentType) {
    return new Fetch.Fetched(bytes, contentType, null, Duration.ofHours(1));
  }

  static JsonObject read(byte[] bytes) {
    var limits = new JsonLimits(4 * 1024 * 1024, 64, 200_000, 1024 * 1024, 100);
    if (JsonReader.read(bytes, limits) instanceof JsonReading.Read(JsonObject object)) {
      return object;
    }
    throw new IllegalStateException("not JSON");
  }

  /** Reads the unsecured credential. */
  static JsonObject credential() {
    try (var stream = Fixture.class.getResourceAsStream("micro-credential.json")) {
      if (stream == null) {
        throw new IllegalStateException("no micro-credential.json");
      }
      var credential = read(stream.readAllBytes());
      return credential
          .with(
              "issuer",
              credential.object("issuer").orElseThrow().with("id", new JsonString(ISSUER)))
          .with("credentialStatus", entry());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject entry() {
    return JsonObject.builder()
        .put("id", LIST_URL + "#94567")
        .put("type", "BitstringStatusListEntry")
        .put("statusPurpose", "revocation")
        .put("statusListIndex", "94567")
        .put("statusListCredential", LIST_URL)
        .build();
  }

  /** Makes a plain badge: without results, skills and levels. */
  private static JsonObject badge() {
    var credential = credential();
    var subject = credential.object("credentialSubject").orElseThrow();
    var achievement = subject.object("achievement").orElseThrow();
    return credential.with(
        "credentialSubject",
        subject
            .withoutAll(Set.of("identifier", "result"))
            .with("achievement", achievement.withoutAll(Set.of("alignment", "resultDescription"))));
  }

  private JsonObject claims(JsonObject credential) {
    return credential
        .with("iss", new JsonString(ISSUER))
        .with("sub", new JsonString(subject(credential)))
        .with("jti", new JsonString(credential.string("id").orElseThrow()))
        .with("nbf", seconds(credential.string("validFrom").orElseThrow()))
        .with("exp", seconds(credential.string("validUntil").orElseThrow()));
  }

  private static String subject(JsonObject credential) {
    return credential
        .object("credentialSubject")
        .flatMap(subject -> subject.string("id"))
        .orElseThrow();
  }

  private static JsonNumber seconds(String time) {
    return JsonNumber.of(Instant.parse(time).getEpochSecond());
  }

  private JsonObject list() {
    var bits = new BitSet();
    for (int i = 0; i < LIST_CAPACITY; i += 97) {
      bits.set(i);
    }
    bits.clear(94_567);
    return JsonObject.builder()
        .put("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2"))
        .put("id", LIST_URL)
        .put("type", JsonArray.ofStrings("VerifiableCredential", "BitstringStatusListCredential"))
        .put("issuer", ISSUER)
        .put("validFrom", "2026-03-20T14:00:00Z")
        .put("validUntil", "2026-03-21T14:00:00Z")
        .put(
            "credentialSubject",
            JsonObject.builder()
                .put("id", LIST_URL + "#list")
                .put("type", "BitstringStatusList")
                .put("statusPurpose", "revocation")
                .put("encodedList", EncodedList.encode(bits, LIST_CAPACITY))
                .build())
        .build();
  }

  private JsonObject did() {
    var jwkId = ISSUER + "#jwk";
    var multikeyId = ISSUER + "#multikey";
    return JsonObject.builder()
        .put(
            "@context",
            JsonArray.ofStrings(
                "https://www.w3.org/ns/did/v1",
                "https://w3id.org/security/multikey/v1",
                "https://w3id.org/security/jwk/v1"))
        .put("id", ISSUER)
        .put(
            "verificationMethod",
            JsonArray.of(
                JsonObject.builder()
                    .put("id", jwkId)
                    .put("type", "JsonWebKey")
                    .put("controller", ISSUER)
                    .put("publicKeyJwk", PublicJwk.of(ec.getPublic()).orElseThrow().toJson())
                    .build(),
                JsonObject.builder()
                    .put("id", multikeyId)
                    .put("type", "Multikey")
                    .put("controller", ISSUER)
                    .put(
                        "publicKeyMultibase",
                        Multikey.encode(PublicJwk.of(ed.getPublic()).orElseThrow()))
                    .build()))
        .put("assertionMethod", JsonArray.ofStrings(jwkId, multikeyId))
        .build();
  }

  private String jws(JsonObject payload) {
    var header =
        JsonObject.builder()
            .put("alg", "ES256")
            .put("typ", "vc+jwt")
            .put("kid", ISSUER + "#jwk")
            .build();
    var input = CompactJws.signingInput(header, JsonWriter.writeBytes(payload));
    return CompactJws.assemble(input, sign(ec, "SHA256withECDSAinP1363Format", input));
  }

  private JsonObject embedded(JsonObject credential) {
    var options =
        DataIntegrity.proofOptions(
            Cryptosuite.EDDSA_RDFC_2022,
            Instant.parse("2026-01-15T10:00:00Z"),
            ISSUER + "#multikey");
    return switch (new DataIntegrity(CANONICALIZER, () -> NOW).hashData(credential, options)) {
      case DataIntegrity.Hashing.Hashed(var bytes) ->
          DataIntegrity.attach(credential, options, sign(ed, "Ed25519", bytes));
      case DataIntegrity.Hashing.Refused(var reason) -> throw new IllegalStateException(reason);
    };
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  static byte[] sign(KeyPair pair, String algorithm, byte[] message) {
    try {
      var signing = Signature.getInstance(algorithm);
      signing.initSign(pair.getPrivate());
      signing.update(message);
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair pair(String algorithm) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
