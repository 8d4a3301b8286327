package org.sceau.records.credential;

import org.jspecify.annotations.Nullable;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;

/**
 * A credential on record.
 *
 * @param achievement what it awards; {@code null} if its issuer built it and it awards nothing of
 *     the catalog
 * @param achievementVersion what the achievement was when it was awarded; 0 if there is none
 * @param position its place in a revocation list, held for ever
 */
public record IssuedCredential(
    CredentialId id,
    IssuerId issuer,
    @Nullable AchievementId achievement,
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
