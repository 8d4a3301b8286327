package org.sceau.jose;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyType;
import org.jspecify.annotations.Nullable;

/** The supported kinds of key. */
public enum KeyKind {
  /** ECDSA on P-256 with SHA-256; signatures are {@code r‖s}, 64 bytes. */
  P256(KeyType.EC, Curve.P_256),
  /** ECDSA on P-384 with SHA-384; signatures are {@code r‖s}, 96 bytes. */
  P384(KeyType.EC, Curve.P_384),
  /** Pure EdDSA on Ed25519; signatures are 64 bytes. */
  ED25519(KeyType.OKP, Curve.Ed25519),
  /** RSA with a modulus of 2048 to 4096 bits; signatures are as long as that. */
  RSA(KeyType.RSA, null);

  private final String kty;
  private final String crv;

  KeyKind(KeyType type, @Nullable Curve curve) {
    this.kty = type.getValue();
    this.crv = curve == null ? "" : curve.getName();
  }

  /** Returns the JWK key type (RFC 7518, section 6.1; RFC 8037, section 2). */
  public String kty() {
    return kty;
  }

  /** Returns the JWK curve; empty for RSA, which has none. */
  public String crv() {
    return crv;
  }

  /** Returns the JWS algorithm that such keys sign with; for RSA the most widely supported one. */
  public String alg() {
    return JwsAlgorithm.of(this).alg();
  }

  /**
   * Returns the curve.
   *
   * @throws IllegalStateException for RSA
   */
  Curve curve() {
    if (crv.isEmpty()) {
      throw new IllegalStateException("a kind of key without a curve: " + this);
    }
    return Curve.parse(crv);
  }
}
