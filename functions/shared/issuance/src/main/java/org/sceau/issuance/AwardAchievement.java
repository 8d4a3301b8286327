package org.sceau.issuance;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sceau.records.catalog.Achievement;

/** Awards an achievement of the issuer's catalog to one or more recipients. */
public record AwardAchievement(
    Achievement achievement, AwardAchievementRequest.Award award, Identity identity)
    implements IssuanceRequest {

  /**
   * Identifies an award, so that a repeated request awards once.
   *
   * @param idempotencyKey of the caller; {@code null} if every request makes a new award
   * @param request the bytes that identify the whole request
   * @param own the identities of single recipients, by their places: such a recipient is awarded
   *     once, whatever the rest of the request and the place in it
   */
  public record Identity(@Nullable String idempotencyKey, byte[] request, Map<Integer, Own> own) {

    public Identity {
      own = Map.copyOf(own);
    }

    public Identity(@Nullable String idempotencyKey, byte[] request) {
      this(idempotencyKey, request, Map.of());
    }
  }

  /**
   * Identifies one recipient's award among all of the issuer.
   *
   * @param request the bytes that identify this recipient's part
   */
  public record Own(String key, byte[] request) {}
}
