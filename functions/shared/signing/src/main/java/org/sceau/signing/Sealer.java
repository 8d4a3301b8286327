package org.sceau.signing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.DateTimes;
import org.sceau.dataintegrity.Multibase;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.jose.Signatures;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.openbadges.OpenBadgeType;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.Signer;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.catalog.SigningUnavailableException;
import org.sceau.records.credential.SecuredCredential;

/**
 * Secures a credential in both forms with the issuer's keys, and verifies the result, so that no
 * returned credential fails verification.
 */
public final class Sealer {

  private static final int MOST_BYTES = 150_000;

  private final Deployment deployment;
  private final DataIntegrity integrity;
  private final Signer signer;
  private final Signatures signatures;

  /**
   * A credential with all steps done that need no key.
   *
   * @param unsecured the credential without proof
   * @param proofOptions the proof without its value
   * @param hashing what the embedded proof signs, or why the credential cannot be signed
   */
  public record Prepared(
      JsonObject unsecured, Issuer issuer, JsonObject proofOptions, DataIntegrity.Hashing hashing) {

    /** Returns why the credential cannot be signed; empty if it can. */
    public Optional<String> refusal() {
      return hashing instanceof DataIntegrity.Hashing.Refused(var reason)
          ? Optional.of(reason)
          : Optional.empty();
    }
  }

  public Sealer(Deployment deployment, DataIntegrity integrity, Signer signer) {
    this(deployment, integrity, signer, new CachingSignatures());
  }

  /**
   * @param signatures verifies the new signatures
   */
  public Sealer(
      Deployment deployment, DataIntegrity integrity, Signer signer, Signatures signatures) {
    this.deployment = deployment;
    this.integrity = integrity;
    this.signer = signer;
    this.signatures = signatures;
  }

  /**
   * Expands and hashes the credential; no key is used. One too large to be kept in both forms is
   * refused: a record has 400 kB (DynamoDB's limit of an item), of which the JWT takes four bytes
   * for three of the credential, and the embedded form as many again.
   */
  public Prepared prepare(JsonObject unsecured, Issuer issuer, Instant now) {
    int size = JsonWriter.writeBytes(unsecured).length;
    var key = proofKey(issuer);
    var kind = key.publicKey().kind();
    var chosen = issuer.profile().issuing().cryptosuite();
    var suite = chosen == null ? Cryptosuite.of(kind) : chosen;
    var options =
        DataIntegrity.proofOptions(
            suite, now, DidDocument.multikeyMethod(deployment.did(issuer), key));
    return new Prepared(
        unsecured,
        issuer,
        suite.isJcs() ? withContexts(unsecured, options) : options,
        size <= MOST_BYTES
            ? hash(unsecured, options, suite)
            : new DataIntegrity.Hashing.Refused(
                "The credential has %d bytes, and %d is the most: refer to what is large by its URL."
                    .formatted(size, MOST_BYTES)));
  }

  /**
   * Hashes the document and the proof options. JCS signs text only, so the document is also
   * expanded, which rejects undefined terms.
   */
  private DataIntegrity.Hashing hash(JsonObject unsecured, JsonObject options, Cryptosuite suite) {
    if (!suite.isJcs()) {
      return integrity.hashData(unsecured, options);
    }
    var overRdf = Cryptosuite.of(suite.isFor(KeyKind.ED25519) ? KeyKind.ED25519 : KeyKind.P256);
    return switch (integrity.hashData(
        unsecured, options.with("cryptosuite", new JsonString(overRdf.id())))) {
      case DataIntegrity.Hashing.Refused refused -> refused;
      case DataIntegrity.Hashing.Hashed _ ->
          integrity.hashData(unsecured, withContexts(unsecured, options));
    };
  }

  /** Data Integrity EdDSA Cryptosuites v1.0, section 3.3.1, step 2. */
  private static JsonObject withContexts(JsonObject unsecured, JsonObject options) {
    return options.with("@context", new JsonArray(unsecured.list("@context")));
  }

  /**
   * Signs in both forms.
   *
   * @throws SigningUnavailableException if a signature cannot be had, or is not one of the issuer's
   *     key
   * @throws IllegalArgumentException if the credential was refused in preparation
   */
  public SecuredCredential seal(Prepared prepared) {
    if (!(prepared.hashing instanceof DataIntegrity.Hashing.Hashed(var hashData))) {
      throw new IllegalArgumentException("refused: " + prepared.refusal().orElse(""));
    }
    var issuer = prepared.issuer;
    var secured =
        new SecuredCredential(
            jwt(prepared.unsecured, issuer),
            JsonWriter.write(
                inItsPlace(
                    DataIntegrity.attach(
                        prepared.unsecured,
                        prepared.proofOptions,
                        signer.sign(proofKey(issuer), hashData)))));
    verify(secured, prepared, hashData);
    return secured;
  }

  /**
   * Puts the proof into an array, which the schema of Open Badges 3.0 requires even for one proof:
   * verifiers that validate the signed credential refuse anything else.
   */
  private static JsonObject inItsPlace(JsonObject embedded) {
    return OpenBadgeType.matches(embedded)
        ? embedded.with("proof", new JsonArray(embedded.list("proof")))
        : embedded;
  }

  private static JsonObject proof(JsonObject embedded) {
    List<JsonValue> proofs = embedded.list("proof");
    return proofs.size() == 1 && proofs.getFirst() instanceof JsonObject only
        ? only
        : JsonObject.EMPTY;
  }

  /**
   * Returns the JWT: the credential at the top level with the claims that Open Badges 3.0 requires.
   */
  private String jwt(JsonObject unsecured, Issuer issuer) {
    var key = jwtKey(issuer);
    var header =
        JsonObject.builder()
            .put("alg", key.publicKey().kind().alg())
            .put("kid", DidDocument.jwkMethod(deployment.did(issuer), key))
            .put("typ", "vc+jwt")
            .build();
    var claims =
        unsecured
            .with("iss", new JsonString(deployment.did(issuer)))
            .with("jti", new JsonString(unsecured.string("id").orElseThrow()))
            .with("nbf", seconds(unsecured, "validFrom"));
    var subject = unsecured.object("credentialSubject").flatMap(inner -> inner.string("id"));
    if (subject.isPresent()) {
      claims = claims.with("sub", new JsonString(subject.get()));
    }
    if (unsecured.has("validUntil")) {
      claims = claims.with("exp", seconds(unsecured, "validUntil"));
    }
    var signingInput = CompactJws.signingInput(header, JsonWriter.writeBytes(claims));
    return CompactJws.assemble(signingInput, signer.sign(key, signingInput));
  }

  /**
   * Tells whether the document has a proof by a key of the issuer, at any time, since clocks
   * differ. A compromised key counts too, so that its lists are replaced and do not block others.
   */
  public boolean isSealed(JsonObject embedded, Issuer issuer) {
    var proof = proof(embedded);
    var named = proof.string("verificationMethod").orElse("");
    var key =
        issuer.keys().stream()
            .filter(each -> DidDocument.isMultikeyMethod(named, deployment.did(issuer), each))
            .findFirst();
    var signature = proof.string("proofValue").flatMap(Multibase::decodeBase58);
    return key.isPresent()
        && signature.isPresent()
        && integrity.hashData(embedded.without("proof"), proof.without("proofValue"))
            instanceof DataIntegrity.Hashing.Hashed(var hashData)
        && signatures.verify(key.get().publicKey(), hashData, signature.get());
  }

  /** Returns the claims of a JWT that a key of the issuer signed. */
  public Optional<JsonObject> sealedClaims(String jwt, Issuer issuer) {
    return CompactJws.read(jwt) instanceof CompactJws.Reading.Read(var jws)
            && issuer.keys().stream().anyMatch(key -> jws.isSignedBy(key.publicKey(), signatures))
            && JsonReader.read(jws.payload(), JsonLimits.FOREIGN)
                instanceof JsonReading.Read(JsonObject claims)
        ? Optional.of(claims)
        : Optional.empty();
  }

  /**
   * Verifies both forms as an external verifier would. The document is not hashed again: it is
   * enough that the parsed one equals it.
   */
  private void verify(SecuredCredential secured, Prepared prepared, byte[] hashData) {
    var issuer = prepared.issuer;
    if (!(CompactJws.read(secured.jwt()) instanceof CompactJws.Reading.Read(var jws))
        || !jws.isSignedBy(jwtKey(issuer).publicKey(), signatures)) {
      throw notOurs(issuer, jwtKey(issuer));
    }
    if (!(JsonReader.read(secured.embedded().getBytes(StandardCharsets.UTF_8), JsonLimits.FOREIGN)
        instanceof JsonReading.Read(JsonObject embedded))) {
      throw new IllegalStateException("a credential of our own that is not JSON");
    }
    var proof = proof(embedded);
    if (!embedded.without("proof").equals(prepared.unsecured)
        || !proof.without("proofValue").equals(prepared.proofOptions)) {
      throw new IllegalStateException("a credential of our own that is read as another");
    }
    var key = proofKey(issuer);
    if (proof
        .string("proofValue")
        .flatMap(Multibase::decodeBase58)
        .filter(signature -> signatures.verify(key.publicKey(), hashData, signature))
        .isEmpty()) {
      throw notOurs(issuer, key);
    }
  }

  /**
   * Reports a signature by another key, as after a change of an alias; an operator must act before
   * signing continues.
   */
  private static SigningUnavailableException notOurs(Issuer issuer, SigningKey key) {
    return new SigningUnavailableException(
        "the signature of "
            + key.keyArn()
            + " does not verify with the public key of "
            + issuer.id(),
        false,
        null);
  }

  private static SigningKey jwtKey(Issuer issuer) {
    var kind = issuer.profile().issuing().jwsAlgorithm().kind();
    return issuer
        .signingKey(kind)
        .orElseThrow(() -> new IllegalStateException(issuer.id() + " has no key of " + kind));
  }

  private static SigningKey proofKey(Issuer issuer) {
    return issuer.profile().issuing().proofKinds().stream()
        .flatMap(kind -> issuer.signingKey(kind).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(issuer.id() + " has no key"));
  }

  private static JsonNumber seconds(JsonObject unsecured, String name) {
    return JsonNumber.of(
        unsecured.string(name).flatMap(DateTimes::read).orElseThrow().getEpochSecond());
  }
}
