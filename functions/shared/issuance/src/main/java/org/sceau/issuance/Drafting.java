package org.sceau.issuance;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.sceau.json.Violation;
import org.sceau.openbadges.OpenBadgeSchema;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.Position;
import org.sceau.signing.Sealer;

/** Writes credentials, and validates them before they are signed. */
record Drafting(
    Deployment deployment,
    CredentialRules rules,
    OpenBadgeSchema schema,
    Sealer sealer,
    SecureRandom random) {

  /** Plans the credentials of the request, in the order of its recipients. */
  List<? extends CredentialPlan> plans(Issuer issuer, IssuanceRequest request, Instant now) {
    return switch (request) {
      case AwardAchievement awards ->
          IntStream.range(0, awards.award().recipients().size())
              .mapToObj(place -> new AwardPlan(this, issuer, awards, place, now))
              .toList();
      case IssueCredential built -> List.of(new BuiltPlan(this, issuer, built, now));
      case ReplaceCredential replaced -> List.of(new ReplacementPlan(this, issuer, replaced, now));
    };
  }

  /** Drafts the credential of one recipient. */
  Draft award(
      Issuer issuer,
      Achievement achievement,
      AwardAchievementRequest.Award award,
      int recipient,
      Position position,
      Instant now) {
    var id = CredentialId.random(random);
    var validity = validity(achievement, now);
    var credential =
        new OpenBadge(deployment, random)
            .write(
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
   * Returns the violations of a badge that prevent signing.
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
