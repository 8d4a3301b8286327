package org.sceau.statuslist;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.sceau.jose.Sha256;

/**
 * Permutes the positions of a list under a key: the n-th award takes the n-th position of the
 * permutation. Without the key no order is visible, so a position does not tell when, or next to
 * whom, a credential was awarded. A permutation never collides, so no position is tried twice.
 *
 * <p>A Feistel network over the smallest even number of bits that holds the capacity, walked until
 * the value falls within it (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002).
 */
public final class Permutation {

  private static final int ROUNDS = 8;

  private final byte[] key;
  private final int capacity;
  private final int halfBits;
  private final int halfMask;

  /**
   * @param key 32 hexadecimal digits
   * @param capacity 1 to 2³⁰
   */
  public Permutation(String key, int capacity) {
    if (key.length() != 32 || capacity < 1 || capacity > 1 << 30) {
      throw new IllegalArgumentException("a permutation of " + capacity + " positions");
    }
    this.key = HexFormat.of().parseHex(key);
    this.capacity = capacity;
    int bits = Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(capacity - 1));
    this.halfBits = (bits + 1) / 2;
    this.halfMask = (1 << halfBits) - 1;
  }

  /** Returns the position of the n-th award, n from 0 to the capacity less 1. */
  public int at(long n) {
    if (n < 0 || n >= capacity) {
      throw new IllegalArgumentException(n + " of " + capacity);
    }
    int value = (int) n;
    do {
      value = encipher(value);
    } while (value >= capacity);
    return value;
  }

  private int encipher(int value) {
    int left = value >>> halfBits;
    int right = value & halfMask;
    var digest = Sha256.digest();
    for (int round = 0; round < ROUNDS; round++) {
      digest.update(key);
      digest.update(ByteBuffer.allocate(8).putInt(round).putInt(right).array());
      int mixed = left ^ (ByteBuffer.wrap(digest.digest()).getInt() & halfMask);
      left = right;
      right = mixed;
    }
    return (left << halfBits) | right;
  }
}
