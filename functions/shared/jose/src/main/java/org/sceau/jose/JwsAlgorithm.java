package org.sceau.jose;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The supported JWS algorithms, each for one kind of key. Neither {@code none} nor an algorithm
 * with a shared secret is among them.
 */
public enum JwsAlgorithm {
  /** RFC 7518, section 3.4. */
  ES256(JWSAlgorithm.ES256, KeyKind.P256),
  /** RFC 7518, section 3.4. */
  ES384(JWSAlgorithm.ES384, KeyKind.P384),
  /** RFC 8037, section 3.1. */
  EDDSA(JWSAlgorithm.EdDSA, KeyKind.ED25519),
  /** The same algorithm by its later, fully specified name (RFC 9864, section 2.2). */
  ED25519(JWSAlgorithm.Ed25519, KeyKind.ED25519),
  /** RFC 7518, section 3.3. */
  RS256(JWSAlgorithm.RS256, KeyKind.RSA),
  /** RFC 7518, section 3.5. */
  PS256(JWSAlgorithm.PS256, KeyKind.RSA);

  private static final Map<String, JwsAlgorithm> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(JwsAlgorithm::alg, a -> a));

  private final String alg;
  private final KeyKind kind;

  JwsAlgorithm(JWSAlgorithm algorithm, KeyKind kind) {
    this.alg = algorithm.getName();
    this.kind = kind;
  }

  /** Returns the header's {@code alg}. */
  public String alg() {
    return alg;
  }

  /** Returns the only kind of key that may be used with it (RFC 8725, section 3.1). */
  public KeyKind kind() {
    return kind;
  }

  /** Returns a header with this algorithm alone, which is what Nimbus takes the algorithm from. */
  public JWSHeader header() {
    return new JWSHeader(JWSAlgorithm.parse(alg));
  }

  /** Returns the algorithm that keys of this kind sign with; for RSA the most widely supported. */
  public static JwsAlgorithm of(KeyKind kind) {
    return switch (kind) {
      case P256 -> ES256;
      case P384 -> ES384;
      case ED25519 -> EDDSA;
      case RSA -> RS256;
    };
  }

  /** Tells whether this names a public-key signature algorithm, supported or not. */
  static boolean isSignature(String alg) {
    return JWSAlgorithm.Family.SIGNATURE.contains(JWSAlgorithm.parse(alg));
  }

  /** Returns the algorithm of exactly this name. */
  public static Optional<JwsAlgorithm> named(String alg) {
    return Optional.ofNullable(BY_NAME.get(alg));
  }
}
