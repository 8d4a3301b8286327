package org.sceau.jose;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonObject;

/**
 * A public key as a JSON Web Key (RFC 7517), with the members that make the key and no others.
 *
 * @param x the coordinate, 32 bytes as base64url without padding
 * @param y the second coordinate likewise; only of P-256
 */
public record PublicJwk(KeyKind kind, String x, @Nullable String y) {

  private static final int COORDINATE_BYTES = 32;

  public PublicJwk {
    requireCoordinate(x);
    if ((y == null) != (kind == KeyKind.ED25519)) {
      throw new IllegalArgumentException("a key of " + kind + " with y " + y);
    }
    if (y != null) {
      requireCoordinate(y);
      if (!onP256(decode(x), decode(y))) {
        throw new IllegalArgumentException("not a point of P-256");
      }
    } else if (!Ed25519Points.isUsable(decode(x))) {
      throw new IllegalArgumentException("not a point of Ed25519 that a key can be");
    }
  }

  /** The JWK of a key of the JDK; empty if Sceau does not sign with its kind. */
  public static Optional<PublicJwk> of(PublicKey key) {
    return switch (key) {
      case ECPublicKey ec when isP256(ec.getParams()) ->
          Optional.of(
              new PublicJwk(
                  KeyKind.P256,
                  encode(fixed(ec.getW().getAffineX())),
                  encode(fixed(ec.getW().getAffineY()))));
      case EdECPublicKey ed when ed.getParams().getName().equals("Ed25519") ->
          Optional.of(new PublicJwk(KeyKind.ED25519, encode(compressed(ed.getPoint())), null));
      default -> Optional.empty();
    };
  }

  /** Reads the members of a JWK; empty if it is not a public key of a kind that Sceau knows. */
  public static Optional<PublicJwk> read(JsonObject jwk) {
    for (var kind : KeyKind.values()) {
      if (jwk.string("kty").filter(kind.kty()::equals).isPresent()
          && jwk.string("crv").filter(kind.crv()::equals).isPresent()
          && !jwk.has("d")) {
        try {
          return Optional.of(
              new PublicJwk(kind, jwk.string("x").orElse(""), jwk.string("y").orElse(null)));
        } catch (IllegalArgumentException _) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** The JWK's members, {@code kty crv x y}. */
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("kty", kind.kty())
        .put("crv", kind.crv())
        .put("x", x)
        .put("y", y)
        .build();
  }

  /** RFC 7638 with SHA-256, as base64url without padding. */
  public String thumbprint() {
    var canonical =
        "{\"crv\":\"%s\",\"kty\":\"%s\",\"x\":\"%s\"%s}"
            .formatted(kind.crv(), kind.kty(), x, y == null ? "" : ",\"y\":\"" + y + "\"");
    try {
      return encode(
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The key for the JDK's {@code Signature}. */
  public PublicKey toPublicKey() {
    try {
      return switch (kind) {
        case P256 -> {
          if (y == null) {
            throw new IllegalStateException("checked when it was made");
          }
          var point = new ECPoint(positive(decode(x)), positive(decode(y)));
          yield KeyFactory.getInstance("EC")
              .generatePublic(new ECPublicKeySpec(point, p256Parameters()));
        }
        case ED25519 -> {
          var littleEndian = decode(x);
          boolean odd = (littleEndian[COORDINATE_BYTES - 1] & 0x80) != 0;
          littleEndian[COORDINATE_BYTES - 1] &= 0x7f;
          yield KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new EdECPublicKeySpec(
                      NamedParameterSpec.ED25519,
                      new EdECPoint(odd, positive(reversed(littleEndian)))));
        }
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + kind, e);
    }
  }

  /**
   * The point as Multikey carries it: compressed to 33 bytes for P-256 (SEC 1, section 2.3.3), 32
   * bytes for Ed25519 (RFC 8032, section 5.1.2).
   */
  public byte[] point() {
    if (y == null) {
      return decode(x);
    }
    var point = new byte[1 + COORDINATE_BYTES];
    point[0] = (byte) (2 + (decode(y)[COORDINATE_BYTES - 1] & 1));
    System.arraycopy(decode(x), 0, point, 1, COORDINATE_BYTES);
    return point;
  }

  /** The key whose {@link #point} these bytes are; empty if there is none. */
  public static Optional<PublicJwk> ofPoint(KeyKind kind, byte[] point) {
    try {
      return switch (kind) {
        case ED25519 -> Optional.of(new PublicJwk(kind, encode(point), null));
        case P256 -> {
          if (point.length != 1 + COORDINATE_BYTES || (point[0] != 2 && point[0] != 3)) {
            yield Optional.empty();
          }
          var xBytes = Arrays.copyOfRange(point, 1, point.length);
          var yBytes = fixed(p256Ordinate(positive(xBytes), point[0] == 3));
          yield Optional.of(new PublicJwk(kind, encode(xBytes), encode(yBytes)));
        }
      };
    } catch (IllegalArgumentException _) {
      // The curve has no such point, or none that can be a key.
      return Optional.empty();
    }
  }

  static ECParameterSpec p256Parameters() {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static boolean isP256(ECParameterSpec parameters) {
    var p256 = p256Parameters();
    return parameters.getCurve().equals(p256.getCurve())
        && parameters.getGenerator().equals(p256.getGenerator());
  }

  /** Whether y² = x³ + ax + b, which the JDK does not insist on when it makes a key. */
  private static boolean onP256(byte[] xBytes, byte[] yBytes) {
    var curve = p256Parameters().getCurve();
    var p = ((ECFieldFp) curve.getField()).getP();
    var xValue = positive(xBytes);
    var yValue = positive(yBytes);
    return xValue.compareTo(p) < 0
        && yValue.compareTo(p) < 0
        && yValue
            .multiply(yValue)
            .mod(p)
            .equals(xValue.pow(3).add(curve.getA().multiply(xValue)).add(curve.getB()).mod(p));
  }

  /** The root of x³ + ax + b that is odd or even as asked, if there is one (SEC 1, 2.3.4). */
  private static BigInteger p256Ordinate(BigInteger xValue, boolean odd) {
    var curve = p256Parameters().getCurve();
    var p = ((ECFieldFp) curve.getField()).getP();
    var square = xValue.pow(3).add(curve.getA().multiply(xValue)).add(curve.getB()).mod(p);
    // p = 3 mod 4
    var root = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
    return root.testBit(0) == odd ? root : p.subtract(root);
  }

  private static void requireCoordinate(String coordinate) {
    // Decoding and encoding again refuses padding, blanks and stray last bits.
    if (decode(coordinate).length != COORDINATE_BYTES
        || !encode(decode(coordinate)).equals(coordinate)) {
      throw new IllegalArgumentException("not 32 bytes of base64url: " + coordinate);
    }
  }

  private static byte[] compressed(EdECPoint point) {
    var littleEndian = reversed(fixed(point.getY()));
    if (point.isXOdd()) {
      littleEndian[COORDINATE_BYTES - 1] |= (byte) 0x80;
    }
    return littleEndian;
  }

  private static byte[] fixed(BigInteger value) {
    var bytes = value.toByteArray();
    var fixed = new byte[COORDINATE_BYTES];
    int length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
    return fixed;
  }

  private static byte[] reversed(byte[] bytes) {
    var reversed = Arrays.copyOf(bytes, bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static BigInteger positive(byte[] bytes) {
    return new BigInteger(1, bytes);
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
