package org.sceau.dataintegrity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization;
import org.sceau.jose.PublicJwk;
import org.sceau.jose.SignatureVerifier;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * Secures documents with {@code DataIntegrityProof} and verifies them (Verifiable Credential Data
 * Integrity 1.0, section 4, with the suites of {@link Cryptosuite}).
 */
public final class DataIntegrity {

  /** What came of hashing a document and the options of its proof. */
  public sealed interface Hashing {

    /**
     * What is to be signed, as it is: 64 bytes, first the hash of the options.
     *
     * @param bytes the message for the signer
     */
    record Hashed(byte[] bytes) implements Hashing {}

    /**
     * The document cannot be signed.
     *
     * @param reason one sentence that names the culprit
     */
    record Refused(String reason) implements Hashing {}
  }

  /** What came of verifying a document's proof. */
  public sealed interface Verification {

    /** Every proof is good; these are the first one's. */
    record Verified(String verificationMethod, Instant created) implements Verification {}

    /**
     * A proof is missing, malformed or wrong, or the document cannot be canonicalised.
     *
     * @param problemType a URL of Data Integrity 1.0, section 4.7
     * @param reason one sentence
     */
    record NotVerified(String problemType, String reason) implements Verification {}
  }

  /** The proof is not one of the document, or not of the form that is asked for. */
  public static final String PROOF_VERIFICATION_ERROR =
      "https://w3id.org/security#PROOF_VERIFICATION_ERROR";

  /** The document cannot be brought into the form that is signed. */
  public static final String PROOF_TRANSFORMATION_ERROR =
      "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR";

  private static final String TYPE = "DataIntegrityProof";
  private static final String PURPOSE = "assertionMethod";
  private static final int MAX_PROOFS = 8;

  /** How far ahead another's clock may be. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final Canonicalizer canonicalizer;
  private final InstantSource clock;

  public DataIntegrity(Canonicalizer canonicalizer, InstantSource clock) {
    this.canonicalizer = canonicalizer;
    this.clock = clock;
  }

  /** The members of a proof but its {@code proofValue}; {@code created} in whole seconds. */
  public static JsonObject proofOptions(
      Cryptosuite suite, Instant created, String verificationMethod) {
    return JsonObject.builder()
        .put("type", TYPE)
        .put("cryptosuite", suite.id())
        .put("created", created.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("verificationMethod", verificationMethod)
        .put("proofPurpose", PURPOSE)
        .build();
  }

  /** The document with its proof, which comes last. */
  public static JsonObject attach(JsonObject unsecured, JsonObject proofOptions, byte[] signature) {
    requireUnsecured(unsecured);
    return unsecured.with(
        "proof",
        proofOptions.with("proofValue", new JsonString(Multibase.encodeBase58(signature))));
  }

  /** What the signer is to sign for the document to get a proof with these options. */
  public Hashing hashData(JsonObject unsecured, JsonObject proofOptions) {
    requireUnsecured(unsecured);
    return switch (canonicalizer.canonicalize(unsecured)) {
      case Canonicalization.Refused(var reason) -> new Hashing.Refused(reason);
      case Canonicalization.Canonical(var nquads) ->
          hashData(unsecured, sha256(nquads), proofOptions);
    };
  }

  /**
   * Verifies every proof that the document has.
   *
   * @param keys the key that a verification method stands for, if it may speak for the issuer
   */
  public Verification verify(JsonObject secured, Function<String, Optional<PublicJwk>> keys) {
    var values = proofs(secured);
    if (values.isEmpty()) {
      return notVerified("\"proof\" is to be an object, or up to " + MAX_PROOFS + " of them.");
    }
    List<Proof> proofs = new ArrayList<>();
    for (var value : values) {
      switch (read(value)) {
        case ProofReading.Refused(var reason) -> {
          return notVerified(reason);
        }
        case ProofReading.Read(var proof) -> proofs.add(proof);
      }
    }
    List<PublicJwk> proofKeys = new ArrayList<>();
    for (var proof : proofs) {
      var key = keys.apply(proof.verificationMethod());
      if (key.isEmpty()) {
        return notVerified(
            "The verification method \""
                + proof.verificationMethod()
                + "\" is not one of the issuer's for assertions.");
      }
      if (key.get().kind() != proof.suite().keyKind()) {
        return notVerified("The key is not one that " + proof.suite().id() + " is for.");
      }
      proofKeys.add(key.get());
    }
    var unsecured = secured.without("proof");
    return switch (canonicalizer.canonicalize(unsecured)) {
      case Canonicalization.Refused(var reason) ->
          new Verification.NotVerified(PROOF_TRANSFORMATION_ERROR, reason);
      case Canonicalization.Canonical(var nquads) ->
          verify(unsecured, sha256(nquads), proofs, proofKeys);
    };
  }

  private Verification verify(
      JsonObject unsecured, byte[] documentHash, List<Proof> proofs, List<PublicJwk> keys) {
    for (int i = 0; i < proofs.size(); i++) {
      var proof = proofs.get(i);
      switch (hashData(unsecured, documentHash, proof.options())) {
        case Hashing.Refused(var reason) -> {
          return new Verification.NotVerified(PROOF_TRANSFORMATION_ERROR, reason);
        }
        case Hashing.Hashed(var bytes) -> {
          if (!SignatureVerifier.verify(keys.get(i), bytes, proof.signature())) {
            return notVerified("The proof's signature is not one of this document by this key.");
          }
        }
      }
    }
    var first = proofs.getFirst();
    return new Verification.Verified(first.verificationMethod(), first.created());
  }

  private Hashing hashData(JsonObject unsecured, byte[] documentHash, JsonObject proofOptions) {
    var context = unsecured.get("@context");
    if (context == null) {
      return new Hashing.Refused("The document has no \"@context\".");
    }
    return switch (canonicalizer.canonicalize(proofOptions.with("@context", context))) {
      case Canonicalization.Refused(var reason) -> new Hashing.Refused("In the proof: " + reason);
      case Canonicalization.Canonical(var nquads) -> {
        var optionsHash = sha256(nquads);
        var both = Arrays.copyOf(optionsHash, optionsHash.length + documentHash.length);
        System.arraycopy(documentHash, 0, both, optionsHash.length, documentHash.length);
        yield new Hashing.Hashed(both);
      }
    };
  }

  /** The document's proofs; none if they are not of a number that is verified. */
  private static List<JsonValue> proofs(JsonObject secured) {
    return switch (secured.get("proof")) {
      case JsonObject single -> List.of(single);
      case JsonArray(var items) when items.size() <= MAX_PROOFS -> items;
      case null, default -> List.of();
    };
  }

  private ProofReading read(JsonValue value) {
    if (!(value instanceof JsonObject proof)) {
      return new ProofReading.Refused("A proof is not an object.");
    }
    if (!proof.string("type").equals(Optional.of(TYPE))) {
      return new ProofReading.Refused("The proof's \"type\" is not \"" + TYPE + "\".");
    }
    var suite = proof.string("cryptosuite").flatMap(Cryptosuite::named);
    if (suite.isEmpty()) {
      return new ProofReading.Refused("The proof's \"cryptosuite\" is not one that is verified.");
    }
    if (!proof.string("proofPurpose").equals(Optional.of(PURPOSE))) {
      return new ProofReading.Refused("The proof's \"proofPurpose\" is not \"" + PURPOSE + "\".");
    }
    for (var name : List.of("@context", "previousProof")) {
      if (proof.has(name)) {
        return new ProofReading.Refused("The proof has \"" + name + "\", which is not taken.");
      }
    }
    var method = proof.string("verificationMethod").filter(text -> !text.isEmpty());
    if (method.isEmpty()) {
      return new ProofReading.Refused("The proof's \"verificationMethod\" is not a string.");
    }
    var created = proof.string("created").flatMap(DateTimes::read);
    if (created.isEmpty()) {
      return new ProofReading.Refused("The proof's \"created\" is not a date and time.");
    }
    if (created.get().isAfter(clock.instant().plus(SKEW))) {
      return new ProofReading.Refused("The proof says that it was made in the future.");
    }
    if (proof.has("expires")) {
      var expires = proof.string("expires").flatMap(DateTimes::read);
      if (expires.isEmpty()) {
        return new ProofReading.Refused("The proof's \"expires\" is not a date and time.");
      }
      if (!clock.instant().isBefore(expires.get())) {
        return new ProofReading.Refused("The proof has expired.");
      }
    }
    var signature = proof.string("proofValue").flatMap(Multibase::decodeBase58);
    if (signature.isEmpty()) {
      return new ProofReading.Refused("The proof's \"proofValue\" is not base58btc with a \"z\".");
    }
    return new ProofReading.Read(
        new Proof(
            suite.get(),
            method.get(),
            created.get(),
            proof.without("proofValue"),
            signature.get()));
  }

  private static Verification notVerified(String reason) {
    return new Verification.NotVerified(PROOF_VERIFICATION_ERROR, reason);
  }

  private static void requireUnsecured(JsonObject unsecured) {
    if (unsecured.has("proof")) {
      throw new IllegalArgumentException("the document has a proof");
    }
  }

  private static byte[] sha256(String nquads) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(nquads.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private record Proof(
      Cryptosuite suite,
      String verificationMethod,
      Instant created,
      JsonObject options,
      byte[] signature) {}

  private sealed interface ProofReading {

    record Read(Proof proof) implements ProofReading {}

    record Refused(String reason) implements ProofReading {}
  }
}
