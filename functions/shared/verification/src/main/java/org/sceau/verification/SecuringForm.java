package org.sceau.verification;

/** The securing mechanisms of a submitted credential. */
public enum SecuringForm {
  /** A compact JWS, {@code application/vc+jwt} (VC-JOSE-COSE, section 3.1). */
  COMPACT_JWS,
  /**
   * JSON: with an embedded {@code DataIntegrityProof}, or an {@code EnvelopedVerifiableCredential}
   * around a compact JWS (Data Model v2.0, section 4.13.1).
   */
  JSON
}
