package org.sceau.jose;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;

/** The curves of NIST that keys are on (FIPS 186-5), whose primes are all 3 modulo 4. */
final class EcCurve {

  static final EcCurve P256 = new EcCurve("secp256r1", 32);
  static final EcCurve P384 = new EcCurve("secp384r1", 48);

  private final int bytes;
  private final ECParameterSpec parameters;
  private final BigInteger p;
  private final byte[] order;

  private EcCurve(String name, int bytes) {
    this.bytes = bytes;
    this.parameters = parameters(name);
    var signed = parameters.getOrder().toByteArray();
    this.order = Arrays.copyOfRange(signed, signed.length - bytes, signed.length);
    this.p = ((ECFieldFp) parameters.getCurve().getField()).getP();
  }

  static EcCurve of(KeyKind kind) {
    return switch (kind) {
      case P256 -> P256;
      case P384 -> P384;
      case ED25519, RSA -> throw new IllegalArgumentException("a key of no curve: " + kind);
    };
  }

  /** How long a coordinate is, and each half of a signature. */
  int bytes() {
    return bytes;
  }

  ECParameterSpec parameters() {
    return parameters;
  }

  /** Whether the number of {@link #bytes()} that begins there is below the order. */
  boolean isBelowOrder(byte[] bytes, int from) {
    return Arrays.compareUnsigned(bytes, from, from + this.bytes, order, 0, order.length) < 0;
  }

  boolean isOf(ECParameterSpec others) {
    return parameters.getCurve().equals(others.getCurve())
        && parameters.getGenerator().equals(others.getGenerator());
  }

  /** Whether y² = x³ + ax + b, which the JDK does not insist on when it makes a key. */
  boolean holds(BigInteger x, BigInteger y) {
    return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).mod(p).equals(square(x));
  }

  /** The root of x³ + ax + b that is odd or even as asked, if there is one (SEC 1, 2.3.4). */
  BigInteger ordinate(BigInteger x, boolean odd) {
    var root = square(x).modPow(p.add(BigInteger.ONE).shiftRight(2), p);
    return root.testBit(0) == odd ? root : p.subtract(root);
  }

  private BigInteger square(BigInteger x) {
    var curve = parameters.getCurve();
    return x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
  }

  private static ECParameterSpec parameters(String name) {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(name));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }
}
