package org.sceau.records.catalog;

import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonObject;

/**
 * An achievement that its issuer awards.
 *
 * @param content the Open Badges 3.0 {@code Achievement} in every credential of this version, with
 *     {@code id} and {@code type}
 * @param validity how long its credentials are valid; {@code null} for no end
 * @param version 1 when created, one more with every change
 */
public record Achievement(
    AchievementId id,
    IssuerId issuer,
    JsonObject content,
    @Nullable Period validity,
    long version) {}
