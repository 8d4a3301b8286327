package org.sceau.jose;

import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.security.spec.ECFieldFp;

/**
 * Computes what Nimbus lacks for points on the NIST curves (FIPS 186-5), whose primes are all 3
 * modulo 4. Nimbus checks whether a point is on its curve.
 */
final class EcPoints {

  private EcPoints() {}

  /** Returns the length of a coordinate in bytes. */
  static int bytes(Curve curve) {
    return (prime(curve).bitLength() + 7) / 8;
  }

  /** Tells whether the bytes are a coordinate: of full length and less than the prime. */
  static boolean isCoordinate(Curve curve, byte[] bytes) {
    return bytes.length == bytes(curve) && new BigInteger(1, bytes).compareTo(prime(curve)) < 0;
  }

  /**
   * Returns the odd or the even root of x³ + ax + b (SEC 1, section 2.3.4). If x has no point, what
   * is returned makes none with it either.
   */
  static BigInteger ordinate(Curve curve, BigInteger x, boolean odd) {
    var p = prime(curve);
    var elliptic = curve.toECParameterSpec().getCurve();
    var square = x.pow(3).add(elliptic.getA().multiply(x)).add(elliptic.getB()).mod(p);
    var root = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
    return root.testBit(0) == odd ? root : p.subtract(root);
  }

  private static BigInteger prime(Curve curve) {
    return ((ECFieldFp) curve.toECParameterSpec().getCurve().getField()).getP();
  }
}
