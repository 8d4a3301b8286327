package org.sceau.issuing;

import org.jspecify.annotations.Nullable;
import org.sceau.catalog.AchievementId;
import org.sceau.credential.CredentialId;
import org.sceau.credential.ValidityPeriod;
import org.sceau.status.Position;

/**
 * A credential on its way.
 *
 * @param achievement what it awards, if that is of the catalog
 * @param achievementVersion 0 if it is not
 */
record Draft(
    CredentialId id,
    @Nullable AchievementId achievement,
    long achievementVersion,
    ValidityPeriod validity,
    Position position,
    Sealer.Prepared prepared) {}
