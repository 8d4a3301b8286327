package org.sceau.jose;

import java.math.BigInteger;
import java.util.Set;

/**
 * Decides which 32 bytes are a point of Ed25519 that a public key can be (RFC 8032, section 5.1.3).
 */
final class Ed25519Points {

  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  /**
   * The y of the eight points whose order divides the cofactor: with one of these as a key, a
   * signature can be made that fits any message.
   */
  private static final Set<BigInteger> SMALL_ORDER_Y =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          P.subtract(BigInteger.ONE),
          new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16),
          new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16));

  private Ed25519Points() {}

  static boolean isUsable(byte[] compressed) {
    var bigEndian = new byte[compressed.length];
    for (int i = 0; i < compressed.length; i++) {
      bigEndian[i] = compressed[compressed.length - 1 - i];
    }
    bigEndian[0] &= 0x7f;
    var y = new BigInteger(1, bigEndian);
    return y.compareTo(P) < 0 && !SMALL_ORDER_Y.contains(y) && hasX(y);
  }

  /** Tells whether x² = (y² - 1) / (dy² + 1) has a root, by Euler's criterion. */
  private static boolean hasX(BigInteger y) {
    var ySquare = y.multiply(y).mod(P);
    var u = ySquare.subtract(BigInteger.ONE);
    var v = D.multiply(ySquare).add(BigInteger.ONE);
    // u/v is a square if uv is, and the denominator is never zero.
    var exponent = P.subtract(BigInteger.ONE).shiftRight(1);
    return u.multiply(v).mod(P).modPow(exponent, P).equals(BigInteger.ONE);
  }
}
