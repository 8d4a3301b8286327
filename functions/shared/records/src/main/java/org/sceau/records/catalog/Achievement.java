package org.sceau.records.catalog;

import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonObject;

/**
 * An achievement that its issuer awards.
 *
 * @param content the Open Badges 3.0 {@code Achievement} as it stands in every credential of this
 *     version, {@code id} and {@code type} included
 * @param validity how long a credential of it is valid; {@code null} for ever
 * @param version 1 when made, one more with every change
 */
public record Achievement(
    AchievementId id,
    IssuerId issuer,
    JsonObject content,
    @Nullable Period validity,
    long version) {}
