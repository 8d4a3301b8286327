package org.sceau.records.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.jose.JwsAlgorithm;
import org.sceau.jose.KeyKind;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonObject;

/**
 * The settings of an issuer for its credentials.
 *
 * @param credentials the kind of credentials that it may build itself
 * @param form the form in which such a credential is returned
 * @param cryptosuite of embedded proofs; {@code null} for the best that the issuer's keys allow
 * @param jwsAlgorithm of JWTs
 * @param did the DID method of the issuer, which never changes
 */
public record IssuingSettings(
    Kind credentials,
    Form form,
    @Nullable Cryptosuite cryptosuite,
    JwsAlgorithm jwsAlgorithm,
    DidMethod did) {

  private static final Map<String, Cryptosuite> CRYPTOSUITES =
      byWord(
          Cryptosuite::id,
          List.of(
              Cryptosuite.EDDSA_RDFC_2022,
              Cryptosuite.EDDSA_JCS_2022,
              Cryptosuite.ECDSA_RDFC_2019,
              Cryptosuite.ECDSA_JCS_2019));
  private static final Map<String, JwsAlgorithm> JWS_ALGORITHMS =
      byWord(JwsAlgorithm::alg, List.of(JwsAlgorithm.ES256, JwsAlgorithm.RS256));
  private static final Map<String, DidMethod> DID_METHODS =
      byWord(method -> method.word, List.of(DidMethod.values()));
  private static final Map<String, Kind> KINDS = byWord(kind -> kind.word, List.of(Kind.values()));

  /** The default: Open Badges, returned with an embedded proof. */
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

  /** Creates settings with the best cryptosuite that the issuer's keys allow. */
  public IssuingSettings(Kind credentials, Form form) {
    this(credentials, form, null, JwsAlgorithm.ES256);
  }

  /** Creates the settings of an issuer that is identified by a did:web. */
  public IssuingSettings(
      Kind credentials, Form form, @Nullable Cryptosuite cryptosuite, JwsAlgorithm jwsAlgorithm) {
    this(credentials, form, cryptosuite, jwsAlgorithm, DidMethod.WEB);
  }

  /** Returns the kinds of key that may make embedded proofs, the best first. */
  public List<KeyKind> proofKinds() {
    var suite = cryptosuite;
    // Ed25519 where the issuer has it, since wallets read that best.
    var kinds =
        did == DidMethod.KEY ? List.of(KeyKind.P256) : List.of(KeyKind.ED25519, KeyKind.P256);
    return suite == null ? kinds : kinds.stream().filter(suite::isFor).toList();
  }

  /** The DID methods that identify issuers. */
  public enum DidMethod {
    /** did:web: the issuer's document lists its keys, which may change. */
    WEB("web"),
    /**
     * did:key: the issuer is its key; verifiers resolve it without a network, and it ends with the
     * key.
     */
    KEY("key");

    private final String word;

    DidMethod(String word) {
      this.word = word;
    }
  }

  /** The kinds of credentials that an issuer may build. */
  public enum Kind {
    /** Only Open Badges 3.0. */
    OPEN_BADGES("openBadges"),
    /** All that the Verifiable Credentials Data Model v2.0 allows, with bundled contexts. */
    W3C("w3c");

    private final String word;

    Kind(String word) {
      this.word = word;
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

    /** Returns the media types of all forms. */
    public static Set<String> mediaTypes() {
      return Arrays.stream(values()).map(form -> form.mediaType).collect(Collectors.toSet());
    }

    /** Finds the form with this media type. */
    public static Optional<Form> of(String mediaType) {
      return Arrays.stream(values()).filter(form -> form.mediaType.equals(mediaType)).findFirst();
    }
  }

  /** Reads the member {@code issuing} of {@code PUT /issuers/{issuer}}; default if it is absent. */
  static IssuingSettings read(FieldReader fields) {
    var did =
        fields.oneOf("did", DID_METHODS.keySet(), null).map(DID_METHODS::get).orElse(USUAL.did);
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
        fields.oneOf("credentials", KINDS.keySet(), null).map(KINDS::get).orElse(USUAL.credentials),
        fields.oneOf("mediaType", Form.mediaTypes(), null).flatMap(Form::of).orElse(USUAL.form),
        cryptosuite.orElse(null),
        jwsAlgorithm.orElse(USUAL.jwsAlgorithm),
        did);
  }

  /** Reads what {@link #toJson} wrote; absent members have their defaults. */
  public static IssuingSettings ofJson(JsonObject json) {
    return new IssuingSettings(
        json.string("credentials").map(KINDS::get).orElse(USUAL.credentials),
        json.string("mediaType").flatMap(Form::of).orElse(USUAL.form),
        json.string("cryptosuite").map(CRYPTOSUITES::get).orElse(null),
        json.string("jwsAlgorithm").map(JWS_ALGORITHMS::get).orElse(USUAL.jwsAlgorithm),
        json.string("did").map(DID_METHODS::get).orElse(USUAL.did));
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

  private static <T> Map<String, T> byWord(Function<T, String> word, List<T> values) {
    return values.stream().collect(Collectors.toUnmodifiableMap(word, value -> value));
  }

  private static boolean isOfP256(@Nullable Cryptosuite suite) {
    return suite == null || suite.isFor(KeyKind.P256);
  }

  private static boolean isOfP256(JwsAlgorithm algorithm) {
    return algorithm.kind() == KeyKind.P256;
  }
}
