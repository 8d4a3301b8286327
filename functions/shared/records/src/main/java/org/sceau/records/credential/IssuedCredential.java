package org.sceau.records.credential;

import org.jspecify.annotations.Nullable;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;

/**
 * A recorded credential.
 *
 * @param achievement the achievement that it awards; {@code null} if its issuer built it without
 *     one of the catalog
 * @param achievementVersion the version of the achievement when awarded; 0 if there is none
 * @param position its position in a revocation list, which is never reused
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
