package org.sceau.records.status;

import java.time.Instant;

/**
 * A list that has been made public.
 *
 * @param sequence its number
 * @param fingerprint of its two forms without their signatures, which identifies their content
 * @param at when it was signed
 * @param change the {@link StatusListHead#change()} that was read before its bits
 * @param next when the list must be published again if none of its bits change
 */
public record Publication(
    long sequence, String fingerprint, Instant at, long change, Instant next) {}
