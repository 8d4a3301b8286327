package org.sceau.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.sceau.testing.Demo.object;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.TypeVocabulary;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.ContextTypes;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.jose.PublicJwk;
import org.sceau.jose.Signatures;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.SigningKey;
import org.sceau.statuslist.EncodedList;
import org.sceau.testing.Demo;
import org.sceau.testing.MemorySigner;
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
  private final MemorySigner signer = new MemorySigner();
  private final Issuer issuer = Demo.issuer(signer);

  private Fixture(Path folder) {
    this.folder = folder;
  }

  /** Writes the files of a run. */
  public static void write(Path folder) {
    var fixture = new Fixture(folder);
    fixture.write("did.json", JsonWriter.write(DidDocument.of(fixture.issuer, ISSUER)));
    fixture.write("credential.jwt", fixture.jws(claims(credential())));
    fixture.write("badge.jwt", fixture.jws(claims(badge())));
    fixture.write("credential.json", JsonWriter.write(fixture.embedded(credential())));
    fixture.write("list.jwt", fixture.jws(list()));
    var contexts = new BundledContexts();
    fixture.write(
        "contexts.json",
        contexts.urls().stream()
            .map(url ->
                "\"%s\":%s".formatted(url, new String(contexts.bytes(url).orElseThrow(), UTF_8)))
            .collect(Collectors.joining(",", "{", "}")));
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
    var did = object(text(folder, "did.json"));
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
        Demo.DEPLOYMENT,
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

  /** Reads the unsecured credential. */
  static JsonObject credential() {
    try (var stream = Fixture.class.getResourceAsStream("micro-credential.json")) {
      if (stream == null) {
        throw new IllegalStateException("no micro-credential.json");
      }
      var credential = object(new String(stream.readAllBytes(), UTF_8));
      var profile = credential.object("issuer").orElseThrow();
      return credential
          .with("issuer", profile.with("id", new JsonString(ISSUER)))
          .with("credentialStatus", statusEntry());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonObject statusEntry() {
    return object(
        """
        {"id":"%s#94567","type":"BitstringStatusListEntry","statusPurpose":"revocation",
         "statusListIndex":"94567","statusListCredential":"%s"}
        """
            .formatted(LIST_URL, LIST_URL));
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

  private static JsonObject claims(JsonObject credential) {
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

  private static JsonObject list() {
    var bits = new BitSet();
    for (int i = 0; i < LIST_CAPACITY; i += 97) {
      bits.set(i);
    }
    bits.clear(94_567);
    return list(ISSUER, EncodedList.encode(bits, LIST_CAPACITY));
  }

  static JsonObject list(String issuer, String encodedList) {
    var list =
        object(
            """
            {"@context":["https://www.w3.org/ns/credentials/v2"],
             "id":"%s","type":["VerifiableCredential","BitstringStatusListCredential"],
             "issuer":"%s","validFrom":"2026-03-20T14:00:00Z","validUntil":"2026-03-21T14:00:00Z"}
            """
                .formatted(LIST_URL, issuer));
    var subject =
        object(
            """
            {"id":"%s#list","type":"BitstringStatusList","statusPurpose":"revocation"}
            """
                .formatted(LIST_URL));
    return list.with("credentialSubject", subject.with("encodedList", new JsonString(encodedList)));
  }

  private String jws(JsonObject payload) {
    var key = issuer.signingKey(KeyKind.P256).orElseThrow();
    return jws(signer, key, DidDocument.jwkMethod(ISSUER, key), payload);
  }

  static String jws(MemorySigner signer, SigningKey key, String kid, JsonObject payload) {
    var header =
        JsonObject.builder().put("alg", "ES256").put("typ", "vc+jwt").put("kid", kid).build();
    var input = CompactJws.signingInput(header, JsonWriter.writeBytes(payload));
    return CompactJws.assemble(input, signer.sign(key, input));
  }

  private JsonObject embedded(JsonObject credential) {
    var key = issuer.signingKey(KeyKind.ED25519).orElseThrow();
    var options =
        DataIntegrity.proofOptions(
            Cryptosuite.EDDSA_RDFC_2022, Demo.NOW, DidDocument.multikeyMethod(ISSUER, key));
    return switch (new DataIntegrity(CANONICALIZER, () -> NOW).hashData(credential, options)) {
      case DataIntegrity.Hashing.Hashed(var bytes) ->
          DataIntegrity.attach(credential, options, signer.sign(key, bytes));
      case DataIntegrity.Hashing.Refused(var reason) -> throw new IllegalStateException(reason);
    };
  }

  private void write(String name, String text) {
    try {
      var _ = Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
