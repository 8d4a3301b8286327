package org.sceau.issuance;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.sceau.json.Violation;
import org.sceau.openbadges.OpenBadgeSchema;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.Position;
import org.sceau.signing.Sealer;

/**
 * Writes the credentials of awards, and validates them against the schema before they are signed.
 */
final class Drafting {

  private final OpenBadgeSchema schema;
  private final Sealer sealer;
  private final OpenBadge badge;
  private final SecureRandom random;

  Drafting(Deployment deployment, OpenBadgeSchema schema, Sealer sealer, SecureRandom random) {
    this.schema = schema;
    this.sealer = sealer;
    this.badge = new OpenBadge(deployment, random);
    this.random = random;
  }

  /** Drafts the credential of one recipient: all steps that need no key. */
  Draft draft(
      Issuer issuer,
      Achievement achievement,
      AwardAchievementRequest.Award award,
      int recipient,
      Position position,
      Instant now) {
    var id = CredentialId.random(random);
    var validity = validity(achievement, now);
    var credential =
        badge.write(
            id,
            issuer,
            achievement,
            award.recipients().get(recipient),
            award.presentation(),
            validity,
            award.awardedDate() == null ? now : award.awardedDate(),
            position);
    return new Draft(
        id,
        achievement.id(),
        achievement.version(),
        validity,
        position,
        sealer.prepare(credential, issuer, now));
  }

  /** Returns the validity period: from the given time, for as long as the achievement defines. */
  static ValidityPeriod validity(Achievement achievement, Instant now) {
    return new ValidityPeriod(
        now,
        achievement.validity() == null
            ? null
            : now.atOffset(ZoneOffset.UTC).plus(achievement.validity()).toInstant());
  }

  /**
   * Returns the violations that prevent signing.
   *
   * @param path the JSON Pointer of its source in the request
   */
  List<Violation> violations(Draft draft, String path) {
    var refused = draft.prepared().refusal();
    if (refused.isPresent()) {
      return List.of(new Violation(path, refused.get()));
    }
    return schema.violations(draft.prepared().unsecured()).stream()
        .map(violation ->
            new Violation(
                path,
                "The credential breaks the Open Badges schema at "
                    + violation.path()
                    + ": "
                    + violation.message()))
        .toList();
  }
}
