package org.sceau.records.status;

import java.time.Instant;

/**
 * A list that has been made public.
 *
 * @param sequence its number
 * @param fingerprint of its two forms, by which they are known again without their signatures
 * @param at when it was signed
 * @param change the {@link StatusListHead#change()} that was read before its bits
 * @param next when the list is to be published again if nothing happens to it
 */
public record Publication(
    long sequence, String fingerprint, Instant at, long change, Instant next) {}
