package org.sceau.issuance;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sceau.jose.Sha256;
import org.sceau.json.Violation;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.status.Position;

/** Plans the credential of one recipient of an award. */
record AwardPlan(Drafting drafting, Issuer issuer, AwardAchievement request, int place, Instant now)
    implements CredentialPlan {

  @Override
  public @Nullable String awardKey() {
    var own = request.identity().own().get(place);
    if (own != null) {
      // No place begins with a letter, hence no caller's key makes the same.
      return Sha256.hex("own " + own.key());
    }
    var key = request.identity().idempotencyKey();
    return key == null ? null : awardKey(key, place);
  }

  /** Derives an award's key from the request's idempotency key and the recipient's place. */
  static String awardKey(String idempotencyKey, int place) {
    return Sha256.hex(place + " " + idempotencyKey);
  }

  @Override
  public String requestSha256() {
    var own = request.identity().own().get(place);
    return Sha256.hex(
        (request.achievement().id() + "\n").getBytes(StandardCharsets.UTF_8),
        own == null ? request.identity().request() : own.request());
  }

  @Override
  public Draft draft(Position position) {
    return drafting.award(issuer, request.achievement(), request.award(), place, position, now);
  }

  @Override
  public List<Violation> violations(Draft draft) {
    return drafting.violations(draft, "/recipients/" + place);
  }
}
