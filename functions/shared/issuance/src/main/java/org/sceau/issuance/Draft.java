package org.sceau.issuance;

import org.jspecify.annotations.Nullable;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.Position;
import org.sceau.signing.Sealer;

/**
 * A credential before it is signed and recorded.
 *
 * @param achievement the catalog's achievement that it awards, if any
 * @param achievementVersion 0 if there is none
 */
record Draft(
    CredentialId id,
    @Nullable AchievementId achievement,
    long achievementVersion,
    ValidityPeriod validity,
    Position position,
    Sealer.Prepared prepared) {}
