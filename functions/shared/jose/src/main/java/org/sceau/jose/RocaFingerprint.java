package org.sceau.jose;

import java.math.BigInteger;
import java.util.BitSet;

/**
 * Recognises RSA moduli of the flawed generator of CVE-2017-15361 (ROCA), whose private keys can be
 * computed. Its primes are powers of 65537 modulo the product of the first primes, and so are the
 * moduli, which is nearly never so by chance.
 */
final class RocaFingerprint {

  private static final BigInteger GENERATOR = BigInteger.valueOf(65_537);

  /** Their product divides the one that the generator used for its shortest keys. */
  private static final int[] PRIMES = {
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167
  };

  private RocaFingerprint() {}

  static boolean matches(BigInteger modulus) {
    for (int prime : PRIMES) {
      if (!powers(prime).get(modulus.mod(BigInteger.valueOf(prime)).intValue())) {
        return false;
      }
    }
    return true;
  }

  /** Returns the residues that powers of 65537 have. */
  private static BitSet powers(int prime) {
    int generator = GENERATOR.mod(BigInteger.valueOf(prime)).intValue();
    var powers = new BitSet(prime);
    for (int power = 1; !powers.get(power); power = power * generator % prime) {
      powers.set(power);
    }
    return powers;
  }
}
