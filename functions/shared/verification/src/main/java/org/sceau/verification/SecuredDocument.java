package org.sceau.verification;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonObject;

/**
 * A credential with its securing mechanism, not yet verified.
 *
 * @param jwt the JWS that secures it, if one does; then an embedded proof does not matter
 */
record SecuredDocument(CredentialDocument document, @Nullable JwtDocument<CredentialDocument> jwt) {

  /** Returns the credential without proof and without the claims of a JWT. */
  JsonObject credential() {
    return document.json().without("proof");
  }

  /** Returns the credential with its proofs. */
  JsonObject withProof() {
    return document.json();
  }

  @Nullable CompactJws jws() {
    return jwt == null ? null : jwt.jws();
  }

  boolean isSecured() {
    return jwt != null || document.hasProof();
  }

  String issuerId() {
    return document.issuerId();
  }

  /** Returns the validity period by both the credential and the claims beside it. */
  Period period() {
    var own = new Period(document.validFrom(), document.validUntil());
    return jwt == null ? own : own.and(new Period(jwt.notBefore(), jwt.expires()));
  }

  /** Returns the time of the signature, if a claim has it. */
  Optional<Instant> issuedAt() {
    return jwt == null ? Optional.empty() : JwtClaims.date(jwt.claims(), "iat");
  }
}
