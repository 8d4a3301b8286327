package org.sceau.issuance;

import org.jspecify.annotations.Nullable;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.Position;
import org.sceau.signing.Sealer;

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
