package org.sceau.issuing;

import org.sceau.catalog.AchievementId;
import org.sceau.catalog.IssuerId;
import org.sceau.credential.CredentialId;
import org.sceau.credential.SecuredCredential;
import org.sceau.credential.ValidityPeriod;
import org.sceau.status.CredentialStatus;
import org.sceau.status.Position;

/**
 * A credential on record.
 *
 * @param achievementVersion what the achievement was when it was awarded
 * @param position its place in a revocation list, held for ever
 */
public record IssuedCredential(
    CredentialId id,
    IssuerId issuer,
    AchievementId achievement,
    long achievementVersion,
    ValidityPeriod validity,
    Position position,
    SecuredCredential secured,
    CredentialStatus status)
    implements CredentialRecord {

  @Override
  public IssuedCredential with(CredentialStatus changed) {
    return new IssuedCredential(
        id, issuer, achievement, achievementVersion, validity, position, secured, changed);
  }
}
