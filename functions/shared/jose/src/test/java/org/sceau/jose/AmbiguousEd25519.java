package org.sceau.jose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Signatures that hold by one reading of RFC 8032, section 5.1.7, and not by another. The
 * arithmetic is the plain one of section 5.1.4.
 */
record AmbiguousEd25519(String name, byte[] key, byte[] message, byte[] signature) {

  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  private record Point(BigInteger x, BigInteger y) {

    static final Point ZERO = new Point(BigInteger.ZERO, BigInteger.ONE);
    static final Point BASE =
        ofY(BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P));

    /** Of order eight. */
    static final Point SMALL =
        ofY(new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16));

    /** The one with the even x. */
    static Point ofY(BigInteger y) {
      var square = y.multiply(y).mod(P);
      var x2 =
          square
              .subtract(BigInteger.ONE)
              .multiply(D.multiply(square).add(BigInteger.ONE).modInverse(P))
              .mod(P);
      var x = x2.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
      if (!x.multiply(x).mod(P).equals(x2)) {
        x = x.multiply(BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P)).mod(P);
      }
      return new Point(x.testBit(0) ? P.subtract(x) : x, y);
    }

    Point plus(Point other) {
      var xx = x.multiply(other.x);
      var yy = y.multiply(other.y);
      var dxxyy = D.multiply(xx).multiply(yy).mod(P);
      var sum = x.multiply(other.y).add(y.multiply(other.x));
      return new Point(
          sum.multiply(BigInteger.ONE.add(dxxyy).modInverse(P)).mod(P),
          yy.add(xx).multiply(BigInteger.ONE.subtract(dxxyy).modInverse(P)).mod(P));
    }

    Point times(BigInteger n) {
      var result = ZERO;
      for (int i = n.bitLength() - 1; i >= 0; i--) {
        result = result.plus(result);
        if (n.testBit(i)) {
          result = result.plus(this);
        }
      }
      return result;
    }

    byte[] bytes() {
      return encoded(y, x.testBit(0));
    }
  }

  static List<AmbiguousEd25519> all() {
    var all = new ArrayList<AmbiguousEd25519>();
    var a = BigInteger.valueOf(0x5cea).pow(9).mod(L);
    var r = BigInteger.valueOf(977).pow(20).mod(L);
    var plain = Point.BASE.times(a);
    for (int i = 0; i < 16; i++) {
      var message = ("message " + i).getBytes(UTF_8);
      var mixed = plain.plus(Point.SMALL.times(BigInteger.valueOf(i % 8)));
      var commitment = Point.BASE.times(r);
      all.add(signed("a key with a part of small order", mixed, commitment.bytes(), a, r, message));
      all.add(
          signed(
              "a commitment with a part of small order",
              plain,
              commitment.plus(Point.SMALL.times(BigInteger.valueOf(1 + i % 7))).bytes(),
              a,
              r,
              message));
      all.add(
          signed(
              "both with one",
              mixed,
              commitment.plus(Point.SMALL.times(BigInteger.valueOf(i / 2))).bytes(),
              a,
              r,
              message));
      all.add(signed("no commitment", plain, Point.ZERO.bytes(), a, BigInteger.ZERO, message));
      for (var y : List.of(P, P.add(BigInteger.ONE), BigInteger.ONE, P.subtract(BigInteger.ONE))) {
        for (boolean odd : new boolean[] {false, true}) {
          all.add(
              signed(
                  "a commitment of y " + y + (odd ? " and odd x" : ""),
                  plain,
                  encoded(y, odd),
                  a,
                  BigInteger.ZERO,
                  message));
        }
      }
    }
    return all;
  }

  private static AmbiguousEd25519 signed(
      String name, Point key, byte[] commitment, BigInteger a, BigInteger r, byte[] message) {
    var hash = new BigInteger(1, reversed(sha512(commitment, key.bytes(), message))).mod(L);
    var s = r.add(hash.multiply(a)).mod(L);
    var signature = Arrays.copyOf(commitment, 64);
    System.arraycopy(encoded(s, false), 0, signature, 32, 32);
    return new AmbiguousEd25519(name, key.bytes(), message, signature);
  }

  private static byte[] encoded(BigInteger value, boolean topBit) {
    var bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = value.shiftRight(8 * i).byteValue();
    }
    if (topBit) {
      bytes[31] |= (byte) 0x80;
    }
    return bytes;
  }

  private static byte[] reversed(byte[] bytes) {
    var reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static byte[] sha512(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-512");
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
