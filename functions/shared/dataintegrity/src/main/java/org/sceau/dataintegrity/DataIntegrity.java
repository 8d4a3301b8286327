package org.sceau.dataintegrity;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization;
import org.sceau.dataintegrity.Canonicalizer.Normalization;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.PublicJwk;
import org.sceau.jose.Signatures;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * Secures documents with {@code DataIntegrityProof} and verifies them (Verifiable Credential Data
 * Integrity 1.0, section 4, with the suites of {@link Cryptosuite}).
 */
public final class DataIntegrity {

  /** The result of hashing a document and the options of its proof. */
  public sealed interface Hashing {

    /**
     * The message to sign, without further hashing: the hash of the options, then the document's.
     *
     * @param bytes the message for the signer
     */
    record Hashed(byte[] bytes) implements Hashing {}

    /**
     * The document cannot be signed.
     *
     * @param reason one sentence that names the member at fault
     */
    record Refused(String reason) implements Hashing {}
  }

  /** The result of verifying the proofs of a document. */
  public sealed interface Verification {

    /**
     * Every proof is valid; the components are those of the first one.
     *
     * @param created the proof's {@code created}; {@code null} if it has none
     * @param document the signed document, without proof and without the contexts that were added
     *     after signing, which the JCS suites allow
     */
    record Verified(
        String verificationMethod,
        @Nullable Instant created,
        Cryptosuite suite,
        JsonObject document)
        implements Verification {}

    /**
     * A proof is missing, malformed or wrong, or the document cannot be canonicalised.
     *
     * @param problemType a URL of Data Integrity 1.0, section 4.7
     * @param reason one sentence
     */
    record NotVerified(String problemType, String reason) implements Verification {}

    /**
     * A proof has an unsupported form, or the document an unknown context. The document may be
     * genuine or forged.
     *
     * @param reason one sentence that names what is not supported
     */
    record Undecided(String reason) implements Verification {}

    /**
     * A proof covers the RDF of a document whose JSON is not plain: a reader of the JSON may see
     * something other than what was signed.
     *
     * @param reason one sentence that names the member at fault
     */
    record Unreadable(String reason) implements Verification {}
  }

  /** The proof's form or signature is wrong. */
  public static final String PROOF_VERIFICATION_ERROR =
      "https://w3id.org/security#PROOF_VERIFICATION_ERROR";

  /** The document cannot be canonicalized. */
  public static final String PROOF_TRANSFORMATION_ERROR =
      "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR";

  /** The proof's {@code domain} is not the expected one. */
  public static final String INVALID_DOMAIN_ERROR =
      "https://w3id.org/security#INVALID_DOMAIN_ERROR";

  /** The proof's {@code challenge} is not the expected one. */
  public static final String INVALID_CHALLENGE_ERROR =
      "https://w3id.org/security#INVALID_CHALLENGE_ERROR";

  private final Canonicalizer canonicalizer;
  private final Signatures signatures;
  private final ProofReader proofReader;

  /** Verifies signatures with the JDK's providers. */
  public DataIntegrity(Canonicalizer canonicalizer, InstantSource clock) {
    this(canonicalizer, new CachingSignatures(), clock);
  }

  public DataIntegrity(Canonicalizer canonicalizer, Signatures signatures, InstantSource clock) {
    this.canonicalizer = canonicalizer;
    this.signatures = signatures;
    this.proofReader = new ProofReader(clock);
  }

  /** Returns the verifier of signatures, which the verification of a JWS shares. */
  public Signatures signatures() {
    return signatures;
  }

  /** Builds a proof without {@code proofValue}; {@code created} is truncated to seconds. */
  public static JsonObject proofOptions(
      Cryptosuite suite, Instant created, String verificationMethod) {
    if (suite == Cryptosuite.ED25519_SIGNATURE_2020) {
      throw new IllegalArgumentException("only verified, never created: " + suite);
    }
    return JsonObject.builder()
        .put("type", ProofReader.TYPE)
        .put("cryptosuite", suite.id())
        .put("created", created.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("verificationMethod", verificationMethod)
        .put("proofPurpose", ProofPurpose.ASSERTION.name())
        .build();
  }

  /** Appends the proof to the document, as its last member. */
  public static JsonObject attach(JsonObject unsecured, JsonObject proofOptions, byte[] signature) {
    requireUnsecured(unsecured);
    return unsecured.with(
        "proof",
        proofOptions.with("proofValue", new JsonString(Multibase.encodeBase58(signature))));
  }

  /** Computes the message that the signer signs for a proof with these options (SHA-256). */
  public Hashing hashData(JsonObject unsecured, JsonObject proofOptions) {
    return hashData(unsecured, proofOptions, Digest.SHA_256);
  }

  /**
   * Computes the message with the hash function that the key requires: {@link Digest#of}.
   *
   * @throws IllegalArgumentException if the options name no supported suite
   */
  public Hashing hashData(JsonObject unsecured, JsonObject proofOptions, Digest digest) {
    requireUnsecured(unsecured);
    var suite =
        ProofReader.suite(proofOptions)
            .orElseThrow(() -> new IllegalArgumentException("no suite: " + proofOptions));
    return switch (transform(unsecured, proofOptions, suite, digest)) {
      case Transformation.Failed(var failure) ->
          new Hashing.Refused(
              switch (failure) {
                case Verification.NotVerified(_, var reason) -> reason;
                case Verification.Undecided(var reason) -> reason;
                case Verification.Unreadable(var reason) -> reason;
                case Verification.Verified _ -> throw new IllegalStateException("a failure");
              });
      case Transformation.Hashed(var bytes, _) -> new Hashing.Hashed(bytes);
    };
  }

  /**
   * Rewrites a document whose proofs cover its RDF in its normal form. The JCS suites sign the JSON
   * itself, which has no other form.
   */
  public Normalization normalize(JsonObject secured) {
    return secured.list("proof").stream().anyMatch(DataIntegrity::isOfJson)
        ? new Normalization.Normalized(secured)
        : canonicalizer.normalize(secured);
  }

  private static boolean isOfJson(JsonValue proof) {
    return proof instanceof JsonObject object
        && ProofReader.suite(object).filter(Cryptosuite::isJcs).isPresent();
  }

  /** Verifies every proof of a credential. */
  public Verification verify(JsonObject secured, Function<String, Optional<PublicJwk>> keys) {
    return verify(secured, ProofPurpose.ASSERTION, keys);
  }

  /**
   * Verifies every proof of the document. One invalid proof makes the document invalid.
   *
   * @param purpose the purpose that every proof must have
   * @param keys resolves a verification method to its key, if the method is authorized for the
   *     purpose
   */
  public Verification verify(
      JsonObject secured, ProofPurpose purpose, Function<String, Optional<PublicJwk>> keys) {
    var values = ProofReader.proofs(secured);
    if (values.isEmpty()) {
      return notVerified(
          "\"proof\" must be an object, or an array of up to "
              + ProofReader.MAX_PROOFS
              + " of them.");
    }
    List<DataIntegrityProof> proofs = new ArrayList<>();
    Optional<Verification> unsupported = Optional.empty();
    for (var value : values) {
      switch (proofReader.read(value, purpose)) {
        case ProofReader.Reading.Refused(var failure) -> {
          return failure;
        }
        case ProofReader.Reading.Unsupported(var reason) ->
            unsupported = Optional.of(new Verification.Undecided(reason));
        case ProofReader.Reading.Read(var proof) -> proofs.add(proof);
      }
    }
    var unsecured = secured.without("proof");
    var verifiedDocument = unsecured;
    // The proofs of a set usually share the hash of the document.
    var canonicalDocuments = new HashMap<Digest, Canonicalization>();
    for (var proof : proofs) {
      var key = keys.apply(proof.verificationMethod());
      if (key.isEmpty()) {
        return notVerified(
            "The verification method \""
                + proof.verificationMethod()
                + "\" is not one of the issuer's for assertions.");
      }
      if (!proof.suite().isFor(key.get().kind())) {
        return notVerified("The key is not one that " + proof.suite().id() + " is for.");
      }
      switch (transform(
          unsecured,
          proof.options(),
          proof.suite(),
          Digest.of(key.get().kind()),
          canonicalDocuments)) {
        case Transformation.Failed(Verification.Undecided undecided) ->
            unsupported = Optional.of(undecided);
        case Transformation.Failed(Verification.Unreadable unreadable) ->
            unsupported = Optional.of(unreadable);
        case Transformation.Failed(var failure) -> {
          return failure;
        }
        case Transformation.Hashed(var bytes, var document) -> {
          if (!signatures.verify(key.get(), bytes, proof.signature())) {
            return notVerified("The proof's signature is not one of this document by this key.");
          }
          if (document.list("@context").size() < verifiedDocument.list("@context").size()) {
            verifiedDocument = document;
          }
        }
      }
    }
    if (unsupported.isPresent()) {
      return unsupported.get();
    }
    var first = proofs.getFirst();
    return new Verification.Verified(
        first.verificationMethod(), first.created(), first.suite(), verifiedDocument);
  }

  private Transformation transform(
      JsonObject unsecured, JsonObject options, Cryptosuite suite, Digest digest) {
    return transform(unsecured, options, suite, digest, new HashMap<>());
  }

  /** Hashes the options and the document (Data Integrity EdDSA and ECDSA, 3.2, 3.3). */
  private Transformation transform(
      JsonObject unsecured,
      JsonObject options,
      Cryptosuite suite,
      Digest digest,
      Map<Digest, Canonicalization> canonicalDocuments) {
    if (suite.isJcs()) {
      return transformJcs(unsecured, options, digest);
    }
    var context = unsecured.get("@context");
    if (context == null) {
      return failed("The document has no \"@context\".");
    }
    return hashed(
        canonicalDocuments.computeIfAbsent(
            digest, wanted -> canonicalizer.canonicalize(unsecured, wanted)),
        () -> canonicalizer.canonicalize(options.with("@context", context), digest),
        unsecured,
        digest);
  }

  /**
   * Hashes with the contexts of the proof, which were signed. The document may have more contexts
   * after them (Data Integrity EdDSA Cryptosuites 1.0, section 3.3.2).
   */
  private static Transformation transformJcs(
      JsonObject unsecured, JsonObject options, Digest digest) {
    var signed = unsecured;
    var context = options.get("@context");
    if (context != null) {
      var signedContexts = options.list("@context");
      var contexts = unsecured.list("@context");
      if (contexts.size() < signedContexts.size()
          || !contexts.subList(0, signedContexts.size()).equals(signedContexts)) {
        return new Transformation.Failed(
            notVerified("The document's \"@context\" does not begin with the proof's."));
      }
      signed = unsecured.with("@context", context);
    }
    return hashed(Jcs.canonicalize(signed), () -> Jcs.canonicalize(options), signed, digest);
  }

  private static Transformation hashed(
      Canonicalization document,
      Supplier<Canonicalization> options,
      JsonObject signed,
      Digest digest) {
    return switch (document) {
      case Canonicalization.Refused(var reason) -> failed(reason);
      case Canonicalization.Unknown(var reason) -> undecided(reason);
      case Canonicalization.Unreadable(var reason) -> unreadable(reason);
      case Canonicalization.Canonical(var canonicalDocument) ->
          switch (options.get()) {
            case Canonicalization.Refused(var reason) -> failed("In the proof: " + reason);
            case Canonicalization.Unknown(var reason) -> undecided("In the proof: " + reason);
            case Canonicalization.Unreadable(var reason) -> unreadable("In the proof: " + reason);
            case Canonicalization.Canonical(var canonicalOptions) -> {
              var optionsHash = digest.hash(canonicalOptions);
              var documentHash = digest.hash(canonicalDocument);
              var both = Arrays.copyOf(optionsHash, optionsHash.length + documentHash.length);
              System.arraycopy(documentHash, 0, both, optionsHash.length, documentHash.length);
              yield new Transformation.Hashed(both, signed);
            }
          };
    };
  }

  private static Transformation failed(String reason) {
    return new Transformation.Failed(
        new Verification.NotVerified(PROOF_TRANSFORMATION_ERROR, reason));
  }

  private static Transformation undecided(String reason) {
    return new Transformation.Failed(new Verification.Undecided(reason));
  }

  private static Transformation unreadable(String reason) {
    return new Transformation.Failed(new Verification.Unreadable(reason));
  }

  static Verification notVerified(String reason) {
    return new Verification.NotVerified(PROOF_VERIFICATION_ERROR, reason);
  }

  private static void requireUnsecured(JsonObject unsecured) {
    if (unsecured.has("proof")) {
      throw new IllegalArgumentException("the document has a proof");
    }
  }

  /** The result of hashing a document with the options of one of its proofs. */
  private sealed interface Transformation {

    record Hashed(byte[] bytes, JsonObject signed) implements Transformation {}

    record Failed(Verification failure) implements Transformation {}
  }
}
