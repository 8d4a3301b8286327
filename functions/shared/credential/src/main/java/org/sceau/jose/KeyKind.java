package org.sceau.jose;

/** The kinds of key whose signatures are verified. */
public enum KeyKind {
  /** ECDSA on P-256 with SHA-256; signatures are {@code r‖s}, 64 bytes. */
  P256("EC", "P-256"),
  /** ECDSA on P-384 with SHA-384; signatures are {@code r‖s}, 96 bytes. */
  P384("EC", "P-384"),
  /** Pure EdDSA on Ed25519; signatures are 64 bytes. */
  ED25519("OKP", "Ed25519"),
  /** RSA with a modulus of 2048 to 4096 bits; signatures are as long as that. */
  RSA("RSA", "");

  private final String kty;
  private final String crv;

  KeyKind(String kty, String crv) {
    this.kty = kty;
    this.crv = crv;
  }

  /** The JWK key type (RFC 7518, section 6.1; RFC 8037, section 2). */
  public String kty() {
    return kty;
  }

  /** The JWK curve; empty for RSA, which has none. */
  public String crv() {
    return crv;
  }

  /** The JWS algorithm that such keys sign with; for RSA the one that everybody verifies. */
  public String alg() {
    return JwsAlgorithm.of(this).alg();
  }
}
