package org.sceau.records.credential;

/**
 * A credential in both securing forms, each with the bytes that were signed.
 *
 * @param jwt the compact JWS, media type {@code application/vc+jwt} (VC-JOSE-COSE)
 * @param embedded the JSON with its {@code DataIntegrityProof}, media type {@code application/vc}
 */
public record SecuredCredential(String jwt, String embedded) {}
