package org.sceau.issuance;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.DateTimes;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.credential.IssuedCredential;

/**
 * Replaces a credential that expires or was wrong: the old one is revoked, and its link then leads
 * to the new one. A credential is replaced once.
 *
 * @param old the issuer's credential to replace
 * @param achievement the current version of its achievement; {@code null} if the catalog has none
 * @param award the corrected credential, for one recipient; {@code null} if only the validity
 *     period is extended
 * @param reason shown on the page of the old link
 * @param request the bytes that identify the request
 */
public record ReplaceCredential(
    IssuedCredential old,
    @Nullable Achievement achievement,
    AwardAchievementRequest.@Nullable Award award,
    @Nullable String reason,
    byte[] request)
    implements IssuanceRequest {

  /** Returns when the achievement was awarded, which no replacement changes. */
  public static Instant awardedDate(IssuedCredential old) {
    return content(old)
        .string("awardedDate")
        .flatMap(DateTimes::read)
        .orElse(old.validity().validFrom());
  }

  static JsonObject content(IssuedCredential old) {
    var text = old.secured().embedded().getBytes(StandardCharsets.UTF_8);
    return switch (JsonReader.read(text, JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject object) -> object;
      case JsonReading other ->
          throw new IllegalStateException("a record that is not JSON: " + other);
    };
  }
}
