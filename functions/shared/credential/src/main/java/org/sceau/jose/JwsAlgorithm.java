package org.sceau.jose;

import java.util.Arrays;
import java.util.Optional;

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

  /** The algorithm of exactly this name. */
  public static Optional<JwsAlgorithm> named(String alg) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.alg.equals(alg)).findFirst();
  }
}
