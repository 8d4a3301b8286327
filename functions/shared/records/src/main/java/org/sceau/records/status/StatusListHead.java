package org.sceau.records.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a status list beside its bits.
 *
 * @param capacity how many positions it has; fixed when it is opened
 * @param permutationKey orders the positions, 32 hexadecimal digits; never public
 * @param allocated how many positions have been given out; may pass the capacity by those refused
 * @param change counts the changes of bits
 * @param sequence number of the newest publication that was begun
 * @param published number of the newest publication that is known to be public; 0 if none is
 * @param fingerprint what its publisher noted of it; {@code null} if none is known
 * @param dueAt when it must be published next
 */
public record StatusListHead(
    StatusListId list,
    int capacity,
    String permutationKey,
    long allocated,
    long change,
    long sequence,
    long published,
    @Nullable String fingerprint,
    Instant dueAt) {

  /** The least that a list may hold (Bitstring Status List v1.0, section 2.2), and what ours do. */
  public static final int DEFAULT_CAPACITY = 131_072;

  /** More would make a list that a verifier may refuse for its size: 128 KiB of bits. */
  public static final int MAX_CAPACITY = 1 << 20;

  public StatusListHead {
    if (capacity < 8 || capacity > MAX_CAPACITY || capacity % 8 != 0) {
      throw new IllegalArgumentException(
          "a list holds a multiple of 8, at most " + MAX_CAPACITY + ": " + capacity);
    }
  }

  /** Whether lists of this capacity may be opened by a deployment. */
  public static boolean isAllowed(int capacity) {
    return capacity >= DEFAULT_CAPACITY && capacity <= MAX_CAPACITY && capacity % 8 == 0;
  }

  /** A list that was never used, due at once so that it is public before long. */
  public static StatusListHead opened(
      StatusListId list, int capacity, String permutationKey, Instant now) {
    return new StatusListHead(list, capacity, permutationKey, 0, 0, 0, 0, null, now);
  }
}
