package org.sceau.verification;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonObject;

/**
 * A credential with whatever secures it, of which nothing is known to be true.
 *
 * @param jwt the JWS that it came in, if it did; then a proof in it does not matter
 */
record SecuredDocument(CredentialDocument document, @Nullable JwtDocument<CredentialDocument> jwt) {

  /** The credential without proof and without the claims of a JWT. */
  JsonObject credential() {
    return document.json().without("proof");
  }

  /** The credential with its proofs. */
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

  /** When it counts by what it says itself and by what the claims beside it say. */
  Period period() {
    var own = new Period(document.validFrom(), document.validUntil());
    return jwt == null ? own : own.and(new Period(jwt.notBefore(), jwt.expires()));
  }

  /** When the signature was made, if a claim says so. */
  Optional<Instant> issuedAt() {
    return jwt == null ? Optional.empty() : JwtClaims.date(jwt.claims(), "iat");
  }
}
