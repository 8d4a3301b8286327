package org.sceau.records.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.jose.JwsAlgorithm;
import org.sceau.jose.KeyKind;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonObject;

/**
 * How an issuer wants credentials to be.
 *
 * @param credentials what kind of credentials it may build itself
 * @param form in which of the two forms such a credential is answered
 * @param cryptosuite of embedded proofs; {@code null} for what the issuer's keys are best for
 * @param jwsAlgorithm of JWTs
 * @param did by which the issuer goes, for good
 */
public record IssuingSettings(
    Kind credentials,
    Form form,
    @Nullable Cryptosuite cryptosuite,
    JwsAlgorithm jwsAlgorithm,
    DidMethod did) {

  private static final Map<String, Cryptosuite> CRYPTOSUITES =
      Stream.of(
              Cryptosuite.EDDSA_RDFC_2022,
              Cryptosuite.EDDSA_JCS_2022,
              Cryptosuite.ECDSA_RDFC_2019,
              Cryptosuite.ECDSA_JCS_2019)
          .collect(Collectors.toUnmodifiableMap(Cryptosuite::id, suite -> suite));
  private static final Map<String, JwsAlgorithm> JWS_ALGORITHMS =
      Stream.of(JwsAlgorithm.ES256, JwsAlgorithm.RS256)
          .collect(Collectors.toUnmodifiableMap(JwsAlgorithm::alg, alg -> alg));

  /** Open Badges, answered with an embedded proof. */
  public static final IssuingSettings USUAL = new IssuingSettings(Kind.OPEN_BADGES, Form.EMBEDDED);

  public IssuingSettings {
    if (cryptosuite != null && !CRYPTOSUITES.containsValue(cryptosuite)) {
      throw new IllegalArgumentException("not signed with: " + cryptosuite);
    }
    if (!JWS_ALGORITHMS.containsValue(jwsAlgorithm)) {
      throw new IllegalArgumentException("not signed with: " + jwsAlgorithm);
    }
    if (did == DidMethod.KEY && !(isOfP256(cryptosuite) && isOfP256(jwsAlgorithm))) {
      throw new IllegalArgumentException("not signed with by one key of P-256");
    }
  }

  /** With proofs as the issuer's keys are best for. */
  public IssuingSettings(Kind credentials, Form form) {
    this(credentials, form, null, JwsAlgorithm.ES256);
  }

  /** Creates the settings of an issuer that is identified by a did:web. */
  public IssuingSettings(
      Kind credentials, Form form, @Nullable Cryptosuite cryptosuite, JwsAlgorithm jwsAlgorithm) {
    this(credentials, form, cryptosuite, jwsAlgorithm, DidMethod.WEB);
  }

  /** The kinds of key that embedded proofs may be made with, the best first. */
  public List<KeyKind> proofKinds() {
    var suite = cryptosuite;
    // Ed25519 where the issuer has it, since wallets read that best.
    var kinds =
        did == DidMethod.KEY ? List.of(KeyKind.P256) : List.of(KeyKind.ED25519, KeyKind.P256);
    return suite == null ? kinds : kinds.stream().filter(suite::isFor).toList();
  }

  /** With which DID an issuer goes. */
  public enum DidMethod {
    /** One with a document that its keys stand in, which come and go. */
    WEB("web"),
    /** One that is its key: nothing is asked of anybody, and it ends with the key. */
    KEY("key");

    private final String word;

    DidMethod(String word) {
      this.word = word;
    }

    static Optional<DidMethod> of(String word) {
      return Arrays.stream(values()).filter(method -> method.word.equals(word)).findFirst();
    }
  }

  /** What credentials there may be. */
  public enum Kind {
    /** Those of Open Badges 3.0 alone. */
    OPEN_BADGES("openBadges"),
    /** Whatever the Verifiable Credentials Data Model v2.0 allows, with bundled contexts. */
    W3C("w3c");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
  }

  /** The securing forms, by their media types. */
  public enum Form {
    /** With an embedded proof. */
    EMBEDDED("application/vc"),
    /** Secured with JOSE. */
    JWT("application/vc+jwt");

    private final String mediaType;

    Form(String mediaType) {
      this.mediaType = mediaType;
    }

    /** The names of all. */
    public static Set<String> mediaTypes() {
      return Arrays.stream(values()).map(form -> form.mediaType).collect(Collectors.toSet());
    }

    /** The form of this media type. */
    public static Optional<Form> of(String mediaType) {
      return Arrays.stream(values()).filter(form -> form.mediaType.equals(mediaType)).findFirst();
    }
  }

  /** Reads the member {@code issuing} of {@code PUT /issuers/{issuer}}; usual if it is missing. */
  static IssuingSettings read(FieldReader fields) {
    var did =
        fields
            .oneOf(
                "did",
                Arrays.stream(DidMethod.values())
                    .map(method -> method.word)
                    .collect(Collectors.toSet()),
                null)
            .flatMap(DidMethod::of)
            .orElse(USUAL.did);
    var cryptosuite =
        fields.oneOf("cryptosuite", CRYPTOSUITES.keySet(), null).map(CRYPTOSUITES::get);
    var jwsAlgorithm =
        fields.oneOf("jwsAlgorithm", JWS_ALGORITHMS.keySet(), null).map(JWS_ALGORITHMS::get);
    if (did == DidMethod.KEY && cryptosuite.filter(suite -> !isOfP256(suite)).isPresent()) {
      fields.refuse("cryptosuite", "Give one of ecdsa, or none: a did:key is one key, of P-256.");
      cryptosuite = Optional.empty();
    }
    if (did == DidMethod.KEY && jwsAlgorithm.filter(alg -> !isOfP256(alg)).isPresent()) {
      fields.refuse("jwsAlgorithm", "Give ES256, or none: a did:key is one key, of P-256.");
      jwsAlgorithm = Optional.empty();
    }
    return new IssuingSettings(
        fields
            .oneOf(
                "credentials",
                Arrays.stream(Kind.values()).map(kind -> kind.word).collect(Collectors.toSet()),
                null)
            .flatMap(Kind::of)
            .orElse(USUAL.credentials),
        fields.oneOf("mediaType", Form.mediaTypes(), null).flatMap(Form::of).orElse(USUAL.form),
        cryptosuite.orElse(null),
        jwsAlgorithm.orElse(USUAL.jwsAlgorithm),
        did);
  }

  /** As it was written by {@link #toJson}; what is not there is as usual. */
  public static IssuingSettings ofJson(JsonObject json) {
    return new IssuingSettings(
        json.string("credentials").flatMap(Kind::of).orElse(USUAL.credentials),
        json.string("mediaType").flatMap(Form::of).orElse(USUAL.form),
        json.string("cryptosuite").map(CRYPTOSUITES::get).orElse(null),
        json.string("jwsAlgorithm").map(JWS_ALGORITHMS::get).orElse(USUAL.jwsAlgorithm),
        json.string("did").flatMap(DidMethod::of).orElse(USUAL.did));
  }

  public JsonObject toJson() {
    return JsonObject.builder()
        .put("credentials", credentials.word)
        .put("mediaType", form.mediaType)
        .put("cryptosuite", cryptosuite == null ? null : cryptosuite.id())
        .put("jwsAlgorithm", jwsAlgorithm.alg())
        .put("did", did.word)
        .build();
  }

  private static boolean isOfP256(@Nullable Cryptosuite suite) {
    return suite == null || suite.isFor(KeyKind.P256);
  }

  private static boolean isOfP256(JwsAlgorithm algorithm) {
    return algorithm.kind() == KeyKind.P256;
  }
}
