package org.sceau.records.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a status list except its bits.
 *
 * @param capacity the number of positions; fixed when the list is opened
 * @param permutationKey orders the positions, 32 hexadecimal digits; never public
 * @param allocated the number of positions allocated; may exceed the capacity by those refused
 * @param change counts the changes of bits
 * @param sequence number of the newest publication that was begun
 * @param published number of the newest publication that is known to be public; 0 if none is
 * @param fingerprint of that publication; {@code null} if none is known
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

  /** The default capacity, which is the least allowed (Bitstring Status List v1.0, section 2.2). */
  public static final int DEFAULT_CAPACITY = 131_072;

  /** The largest capacity, 128 KiB of bits: a verifier may refuse a larger list. */
  public static final int MAX_CAPACITY = 1 << 20;

  public StatusListHead {
    if (capacity < 8 || capacity > MAX_CAPACITY || capacity % 8 != 0) {
      throw new IllegalArgumentException(
          "a list holds a multiple of 8, at most " + MAX_CAPACITY + ": " + capacity);
    }
  }

  /** Tells whether a deployment may open lists of this capacity. */
  public static boolean isAllowed(int capacity) {
    return capacity >= DEFAULT_CAPACITY && capacity <= MAX_CAPACITY && capacity % 8 == 0;
  }

  /** Creates an unused list, due at once so that it is soon published. */
  public static StatusListHead opened(
      StatusListId list, int capacity, String permutationKey, Instant now) {
    return new StatusListHead(list, capacity, permutationKey, 0, 0, 0, 0, null, now);
  }
}
