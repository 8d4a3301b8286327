package org.sceau.jose;

import java.util.Arrays;

/** The two encodings of an ECDSA signature of P-256: DER, as KMS has it, and JOSE's. */
public final class EcdsaSignature {

  private static final int NUMBER_BYTES = 32;
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private EcdsaSignature() {}

  /**
   * {@code r‖s} with 32 bytes each (RFC 7518, section 3.4), from a DER {@code SEQUENCE} of two
   * {@code INTEGER}s (RFC 3279, section 2.2.3).
   *
   * @throws IllegalArgumentException if it is not exactly that
   */
  public static byte[] toConcatenated(byte[] der) {
    // Two numbers of at most 33 bytes: every length fits into one byte.
    if (der.length < 8 || der.length > 72 || der[0] != SEQUENCE || der[1] != der.length - 2) {
      throw new IllegalArgumentException(
          "not a DER sequence that fills its " + der.length + " bytes");
    }
    var concatenated = new byte[2 * NUMBER_BYTES];
    int end = copyNumber(der, 2, concatenated, NUMBER_BYTES);
    if (copyNumber(der, end, concatenated, 2 * NUMBER_BYTES) != der.length) {
      throw new IllegalArgumentException("bytes follow the numbers of the DER sequence");
    }
    return concatenated;
  }

  /** Copies one number so that it ends at {@code targetEnd}; returns where the next begins. */
  private static int copyNumber(byte[] der, int at, byte[] target, int targetEnd) {
    if (at + 2 >= der.length || der[at] != INTEGER) {
      throw new IllegalArgumentException("no DER integer at byte " + at);
    }
    int length = der[at + 1];
    int start = at + 2;
    int end = start + length;
    if (length < 1 || end > der.length) {
      throw new IllegalArgumentException("a DER integer of " + length + " bytes at byte " + at);
    }
    boolean padded = der[start] == 0 && length > 1;
    if (der[start] < 0 || (padded && der[start + 1] >= 0)) {
      throw new IllegalArgumentException("a DER integer is negative or has a zero too many");
    }
    var number = Arrays.copyOfRange(der, padded ? start + 1 : start, end);
    if (number.length > NUMBER_BYTES) {
      throw new IllegalArgumentException("a number is longer than " + NUMBER_BYTES + " bytes");
    }
    System.arraycopy(number, 0, target, targetEnd - number.length, number.length);
    return end;
  }
}
