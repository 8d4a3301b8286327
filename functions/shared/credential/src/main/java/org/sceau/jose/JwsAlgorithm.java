package org.sceau.jose;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The JWS algorithms that are verified, each for one kind of key. There is no other: neither {@code
 * none} nor any with a shared secret.
 */
public enum JwsAlgorithm {
  /** RFC 7518, section 3.4. */
  ES256("ES256", KeyKind.P256),
  /** RFC 7518, section 3.4. */
  ES384("ES384", KeyKind.P384),
  /** RFC 8037, section 3.1. */
  EDDSA("EdDSA", KeyKind.ED25519),
  /** The same algorithm by its later, fully specified name (RFC 9864, section 2.2). */
  ED25519("Ed25519", KeyKind.ED25519),
  /** RFC 7518, section 3.3. */
  RS256("RS256", KeyKind.RSA),
  /** RFC 7518, section 3.5. */
  PS256("PS256", KeyKind.RSA);

  /**
   * Registered signatures with public keys that are not verified here (RFC 7518, section 3.1, RFC
   * 8812, section 3.2, RFC 9864, section 2): whoever uses one is not to be called a forger.
   */
  private static final Set<String> OTHERS =
      Set.of("RS384", "RS512", "PS384", "PS512", "ES512", "ES256K", "Ed448");

  private static final Map<String, JwsAlgorithm> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(JwsAlgorithm::alg, a -> a));

  private final String alg;
  private final KeyKind kind;

  JwsAlgorithm(String alg, KeyKind kind) {
    this.alg = alg;
    this.kind = kind;
  }

  /** The header's {@code alg}. */
  public String alg() {
    return alg;
  }

  /** The only keys that may be used with it (RFC 8725, section 3.1). */
  public KeyKind kind() {
    return kind;
  }

  /** The algorithm that keys of this kind sign with; for RSA the one that everybody verifies. */
  public static JwsAlgorithm of(KeyKind kind) {
    return switch (kind) {
      case P256 -> ES256;
      case P384 -> ES384;
      case ED25519 -> EDDSA;
      case RSA -> RS256;
    };
  }

  /**
   * Whether this is the name of a signature with public keys, be it one that is verified or not.
   */
  static boolean isSignature(String alg) {
    return named(alg).isPresent() || OTHERS.contains(alg);
  }

  /** The algorithm of exactly this name. */
  public static Optional<JwsAlgorithm> named(String alg) {
    return Optional.ofNullable(BY_NAME.get(alg));
  }
}
