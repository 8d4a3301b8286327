package org.sceau.issuance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sceau.jose.Sha256;
import org.sceau.json.JsonString;
import org.sceau.json.Violation;
import org.sceau.openbadges.OpenBadgeType;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.CredentialStatus.Revoked;
import org.sceau.records.status.Position;

/** Plans the credential that replaces another. */
record ReplacementPlan(Drafting drafting, Issuer issuer, ReplaceCredential request, Instant now)
    implements CredentialPlan {

  /** The members that a renewed credential gets anew. */
  private static final Set<String> RENEWED =
      Set.of("proof", "validFrom", "validUntil", "credentialStatus");

  @Override
  public String awardKey() {
    // No place begins with a letter, hence no award's key makes the same.
    return Sha256.hex("replacement of " + request.old().id());
  }

  @Override
  public String requestSha256() {
    return Sha256.hex(request.request());
  }

  @Override
  public Optional<Issuance.Result> refusal() {
    return request.old().status() instanceof Revoked(var since, _, _)
        ? Optional.of(new Issuance.Result.Withdrawn(since))
        : Optional.empty();
  }

  @Override
  public Draft draft(Position position) {
    var achievement = request.achievement();
    var award = request.award();
    return award != null && achievement != null
        ? drafting.award(issuer, achievement, award, 0, position, now)
        : renewed(position);
  }

  /** Drafts the same credential again, with the achievement as it was when awarded. */
  private Draft renewed(Position position) {
    var deployment = drafting.deployment();
    var old = request.old();
    var achievement = request.achievement();
    var id = CredentialId.random(drafting.random());
    var validity =
        achievement == null ? asLong(old.validity()) : Drafting.validity(achievement, now);
    var before = ReplaceCredential.content(old);
    var until = validity.validUntil();
    boolean hasOwnId = !before.string("id").equals(Optional.of(deployment.credentialUrl(old.id())));
    var credential =
        before
            .withoutAll(RENEWED)
            .with("validFrom", new JsonString(validity.validFrom().toString()))
            .with(
                "credentialStatus",
                OpenBadge.status(deployment, position, hasOwnId ? deployment.statusUrl(id) : null));
    if (!hasOwnId) {
      credential = credential.with("id", new JsonString(deployment.credentialUrl(id)));
    }
    if (OpenBadgeType.matches(before) && !before.has("awardedDate")) {
      var awarded = ReplaceCredential.awardedDate(old);
      credential = credential.with("awardedDate", new JsonString(awarded.toString()));
    }
    if (until != null) {
      credential = credential.with("validUntil", new JsonString(until.toString()));
    }
    return new Draft(
        id,
        old.achievement(),
        old.achievementVersion(),
        validity,
        position,
        drafting.sealer().prepare(credential, issuer, now));
  }

  private ValidityPeriod asLong(ValidityPeriod before) {
    var until = before.validUntil();
    return new ValidityPeriod(
        now, until == null ? null : now.plus(Duration.between(before.validFrom(), until)));
  }

  /** A credential without an achievement was checked against the schema as its issuer built it. */
  @Override
  public List<Violation> violations(Draft draft) {
    return request.achievement() != null || draft.prepared().refusal().isPresent()
        ? drafting.violations(draft, request.award() == null ? "" : "/recipients/0")
        : List.of();
  }
}
