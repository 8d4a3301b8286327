package org.sceau.dataintegrity;

import java.time.Duration;
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
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.PublicJwk;
import org.sceau.jose.Signatures;
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
     * What is to be signed, as it is: first the hash of the options, then the document's.
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

    /**
     * Every proof is good; these are the first one's.
     *
     * @param created when the proof says that it was made; {@code null} if it does not
     * @param document what was signed, without proof: contexts that were added to it since, as the
     *     JCS suites allow, are not in it
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
     * A proof is of a form that is not supported, or the document of a context that is not known,
     * which says nothing good and nothing bad of the document.
     *
     * @param reason one sentence that names what is not supported
     */
    record Undecided(String reason) implements Verification {}

    /**
     * A proof covers the RDF of a document whose JSON is not plain, so that what is read need not
     * be what was signed.
     *
     * @param reason one sentence that names the culprit
     */
    record Unreadable(String reason) implements Verification {}
  }

  /** The proof is not one of the document, or not of the form that is asked for. */
  public static final String PROOF_VERIFICATION_ERROR =
      "https://w3id.org/security#PROOF_VERIFICATION_ERROR";

  /** The document cannot be brought into the form that is signed. */
  public static final String PROOF_TRANSFORMATION_ERROR =
      "https://w3id.org/security#PROOF_TRANSFORMATION_ERROR";

  /** The proof was made for somebody else. */
  public static final String INVALID_DOMAIN_ERROR =
      "https://w3id.org/security#INVALID_DOMAIN_ERROR";

  /** The proof answers another challenge. */
  public static final String INVALID_CHALLENGE_ERROR =
      "https://w3id.org/security#INVALID_CHALLENGE_ERROR";

  private static final String TYPE = "DataIntegrityProof";
  private static final int MAX_PROOFS = 8;

  /** Several times what proofs have; what they say has to be canonicalised too. */
  private static final int MAX_VALUES = 100;

  /** How far ahead another's clock may be. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final Canonicalizer canonicalizer;
  private final Signatures signatures;
  private final InstantSource clock;

  /** With the JDK to verify signatures. */
  public DataIntegrity(Canonicalizer canonicalizer, InstantSource clock) {
    this(canonicalizer, new CachingSignatures(), clock);
  }

  public DataIntegrity(Canonicalizer canonicalizer, Signatures signatures, InstantSource clock) {
    this.canonicalizer = canonicalizer;
    this.signatures = signatures;
    this.clock = clock;
  }

  /** Who says whether a signature is a key's; it may as well be asked of a JWS. */
  public Signatures signatures() {
    return signatures;
  }

  /** The members of a proof but its {@code proofValue}; {@code created} in whole seconds. */
  public static JsonObject proofOptions(
      Cryptosuite suite, Instant created, String verificationMethod) {
    if (suite == Cryptosuite.ED25519_SIGNATURE_2020) {
      throw new IllegalArgumentException("read and never made: " + suite);
    }
    return JsonObject.builder()
        .put("type", TYPE)
        .put("cryptosuite", suite.id())
        .put("created", created.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("verificationMethod", verificationMethod)
        .put("proofPurpose", ProofPurpose.ASSERTION.name())
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
    return hashData(unsecured, proofOptions, Digest.SHA_256);
  }

  /**
   * The same with the hash function that the key is to have: {@link Digest#of}.
   *
   * @throws IllegalArgumentException if the options name no suite that is known
   */
  public Hashing hashData(JsonObject unsecured, JsonObject proofOptions, Digest digest) {
    requireUnsecured(unsecured);
    var suite =
        suite(proofOptions)
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

  /** Verifies every proof that the document, a credential, has. */
  public Verification verify(JsonObject secured, Function<String, Optional<PublicJwk>> keys) {
    return verify(secured, ProofPurpose.ASSERTION, keys);
  }

  /**
   * Verifies every proof that the document has: one that is wrong makes the document wrong, whoever
   * added it.
   *
   * @param purpose what every proof is to have been made for
   * @param keys the key that a verification method stands for, if it may speak for whom it is to
   */
  public Verification verify(
      JsonObject secured, ProofPurpose purpose, Function<String, Optional<PublicJwk>> keys) {
    var values = proofs(secured);
    if (values.isEmpty()) {
      return notVerified("\"proof\" is to be an object, or up to " + MAX_PROOFS + " of them.");
    }
    List<Proof> proofs = new ArrayList<>();
    Optional<Verification> unsupported = Optional.empty();
    for (var value : values) {
      switch (read(value, purpose)) {
        case ProofReading.Refused(var failure) -> {
          return failure;
        }
        case ProofReading.Unsupported(var reason) ->
            unsupported = Optional.of(new Verification.Undecided(reason));
        case ProofReading.Read(var proof) -> proofs.add(proof);
      }
    }
    var unsecured = secured.without("proof");
    var verifiedDocument = unsecured;
    // Proofs of one set mostly have the document's hash in common.
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

  /** The hashes of the options and of the document (Data Integrity EdDSA and ECDSA, 3.2, 3.3). */
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
   * The contexts that the proof names are the ones that were signed; the document may have got more
   * of them behind those since (Data Integrity EdDSA Cryptosuites 1.0, section 3.3.2).
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

  /** The document's proofs; none if they are not of a number that is verified. */
  private static List<JsonValue> proofs(JsonObject secured) {
    return switch (secured.get("proof")) {
      case JsonObject single -> List.of(single);
      case JsonArray(var items) when items.size() <= MAX_PROOFS -> items;
      case null, default -> List.of();
    };
  }

  private ProofReading read(JsonValue value, ProofPurpose purpose) {
    if (!(value instanceof JsonObject proof)) {
      return refused("A proof is not an object.");
    }
    if (values(proof) > MAX_VALUES) {
      return refused("A proof holds more than " + MAX_VALUES + " values.");
    }
    var type = proof.string("type");
    if (type.isEmpty()) {
      return refused("The proof's \"type\" is not a string.");
    }
    var suite = suite(proof);
    if (suite.isEmpty()) {
      return unsupported(proof, type.get());
    }
    if (!proof.string("proofPurpose").equals(Optional.of(purpose.name()))) {
      return refused("The proof's \"proofPurpose\" is not \"" + purpose.name() + "\".");
    }
    if (proof.has("previousProof")) {
      return new ProofReading.Unsupported(
          "The proof has \"previousProof\": chains of proofs are not supported.");
    }
    if (proof.has("@context") && !suite.get().isJcs()) {
      return refused("The proof has \"@context\", which " + suite.get().id() + " does not take.");
    }
    var method = proof.string("verificationMethod").filter(text -> !text.isEmpty());
    if (method.isEmpty()) {
      return refused("The proof's \"verificationMethod\" is not a string.");
    }
    var signature = proof.string("proofValue").flatMap(Multibase::decodeBase58);
    if (signature.isEmpty()) {
      return refused("The proof's \"proofValue\" is not base58btc with a \"z\".");
    }
    return time(proof)
        .or(() -> answer(proof, purpose))
        .<ProofReading>map(ProofReading.Refused::new)
        .orElseGet(() ->
            new ProofReading.Read(
                new Proof(
                    suite.get(),
                    method.get(),
                    proof.string("created").flatMap(DateTimes::read).orElse(null),
                    proof.without("proofValue"),
                    signature.get())));
  }

  /** How many values there are in it, at any depth. */
  private static int values(JsonValue value) {
    return switch (value) {
      case JsonObject(var members) ->
          1 + members.values().stream().mapToInt(DataIntegrity::values).sum();
      case JsonArray(var items) -> 1 + items.stream().mapToInt(DataIntegrity::values).sum();
      default -> 1;
    };
  }

  /** The suite of a proof; empty if it is none that is verified. */
  private static Optional<Cryptosuite> suite(JsonObject proof) {
    var type = proof.string("type").orElse("");
    if (type.equals(Cryptosuite.ED25519_SIGNATURE_2020.id())) {
      return Optional.of(Cryptosuite.ED25519_SIGNATURE_2020);
    }
    return type.equals(TYPE)
        ? proof.string("cryptosuite").flatMap(Cryptosuite::named)
        : Optional.empty();
  }

  private static ProofReading unsupported(JsonObject proof, String type) {
    if (!type.equals(TYPE)) {
      return new ProofReading.Unsupported("A proof of type \"" + type + "\" is not supported.");
    }
    return proof
        .string("cryptosuite")
        .<ProofReading>map(
            id -> new ProofReading.Unsupported("The suite \"" + id + "\" is not supported."))
        .orElseGet(() -> refused("The proof's \"cryptosuite\" is not a string."));
  }

  /** What is wrong with when the proof was made and until when it is good. */
  private Optional<Verification> time(JsonObject proof) {
    if (proof.has("created")) {
      var created = proof.string("created").flatMap(DateTimes::read);
      if (created.isEmpty()) {
        return Optional.of(notVerified("The proof's \"created\" is not a date and time."));
      }
      if (created.get().isAfter(clock.instant().plus(SKEW))) {
        return Optional.of(notVerified("The proof says that it was made in the future."));
      }
    }
    if (proof.has("expires")) {
      var expires = proof.string("expires").flatMap(DateTimes::read);
      if (expires.isEmpty()) {
        return Optional.of(notVerified("The proof's \"expires\" is not a date and time."));
      }
      if (!clock.instant().isBefore(expires.get())) {
        return Optional.of(notVerified("The proof has expired."));
      }
    }
    return Optional.empty();
  }

  /** What is wrong with whom the proof answers (Data Integrity 1.0, section 4.3, steps 7 to 9). */
  private static Optional<Verification> answer(JsonObject proof, ProofPurpose purpose) {
    var domain = purpose.domain();
    if (domain != null && !proof.list("domain").contains(new JsonString(domain))) {
      return Optional.of(
          new Verification.NotVerified(
              INVALID_DOMAIN_ERROR, "The proof's \"domain\" is not the one that is expected."));
    }
    var challenge = purpose.challenge();
    if (challenge != null && !proof.string("challenge").equals(Optional.of(challenge))) {
      return Optional.of(
          new Verification.NotVerified(
              INVALID_CHALLENGE_ERROR,
              "The proof's \"challenge\" is not the one that is expected."));
    }
    return Optional.empty();
  }

  private static ProofReading refused(String reason) {
    return new ProofReading.Refused(notVerified(reason));
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

  private static Verification notVerified(String reason) {
    return new Verification.NotVerified(PROOF_VERIFICATION_ERROR, reason);
  }

  private static void requireUnsecured(JsonObject unsecured) {
    if (unsecured.has("proof")) {
      throw new IllegalArgumentException("the document has a proof");
    }
  }

  private record Proof(
      Cryptosuite suite,
      String verificationMethod,
      @Nullable Instant created,
      JsonObject options,
      byte[] signature) {}

  private sealed interface ProofReading {

    record Read(Proof proof) implements ProofReading {}

    record Unsupported(String reason) implements ProofReading {}

    record Refused(Verification failure) implements ProofReading {}
  }

  /** What came of hashing a document with the options of a proof that it has. */
  private sealed interface Transformation {

    record Hashed(byte[] bytes, JsonObject signed) implements Transformation {}

    record Failed(Verification failure) implements Transformation {}
  }
}
