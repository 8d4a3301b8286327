package org.sceau.jose;

/** The kinds of key that sign for issuers, each with the one algorithm that it is for. */
public enum KeyKind {
  /** ECDSA on P-256 with SHA-256; signatures are {@code r‖s}, 64 bytes. */
  P256("EC", "P-256", "ES256"),
  /** Pure EdDSA on Ed25519; signatures are 64 bytes. */
  ED25519("OKP", "Ed25519", "EdDSA");

  private final String kty;
  private final String crv;
  private final String alg;

  KeyKind(String kty, String crv, String alg) {
    this.kty = kty;
    this.crv = crv;
    this.alg = alg;
  }

  /** The JWK key type (RFC 7518, section 6.1; RFC 8037, section 2). */
  public String kty() {
    return kty;
  }

  /** The JWK curve. */
  public String crv() {
    return crv;
  }

  /** The JWS algorithm (RFC 7518, section 3.1; RFC 8037, section 3.1). */
  public String alg() {
    return alg;
  }
}
