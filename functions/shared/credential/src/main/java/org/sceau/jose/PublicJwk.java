package org.sceau.jose;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;

/** A public key as a JSON Web Key (RFC 7517), with the members that make the key and no others. */
public sealed interface PublicJwk {

  /**
   * A key on a curve of NIST.
   *
   * @param x the coordinate as base64url without padding, as long as the curve's numbers are
   * @param y likewise
   */
  record Ec(KeyKind kind, String x, String y) implements PublicJwk {

    public Ec {
      var curve = EcCurve.of(kind);
      if (!curve.holds(
          positive(fixed("x", x, curve.bytes())), positive(fixed("y", y, curve.bytes())))) {
        throw new IllegalArgumentException("not a point of " + kind);
      }
    }

    @Override
    public JsonObject toJson() {
      return JsonObject.builder()
          .put("kty", kind.kty())
          .put("crv", kind.crv())
          .put("x", x)
          .put("y", y)
          .build();
    }

    @Override
    public String thumbprint() {
      return sha256(
          "{\"crv\":\"%s\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}".formatted(kind.crv(), x, y));
    }

    @Override
    public byte[] point() {
      var xBytes = bytes(x);
      var yBytes = bytes(y);
      var point = new byte[1 + xBytes.length];
      point[0] = (byte) (2 + (yBytes[yBytes.length - 1] & 1));
      System.arraycopy(xBytes, 0, point, 1, xBytes.length);
      return point;
    }

    @Override
    public PublicKey toPublicKey() {
      var point = new ECPoint(positive(bytes(x)), positive(bytes(y)));
      try {
        return KeyFactory.getInstance("EC")
            .generatePublic(new ECPublicKeySpec(point, EcCurve.of(kind).parameters()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has " + kind, e);
      }
    }
  }

  /**
   * A key on Ed25519.
   *
   * @param x the point, 32 bytes as base64url without padding
   */
  record Ed25519(String x) implements PublicJwk {

    private static final int BYTES = 32;

    public Ed25519 {
      if (!Ed25519Points.isUsable(fixed("x", x, BYTES))) {
        throw new IllegalArgumentException("not a point of Ed25519 that a key can be");
      }
    }

    @Override
    public KeyKind kind() {
      return KeyKind.ED25519;
    }

    @Override
    public JsonObject toJson() {
      return JsonObject.builder()
          .put("kty", kind().kty())
          .put("crv", kind().crv())
          .put("x", x)
          .build();
    }

    @Override
    public String thumbprint() {
      return sha256("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"%s\"}".formatted(x));
    }

    @Override
    public byte[] point() {
      return bytes(x);
    }

    @Override
    public PublicKey toPublicKey() {
      var littleEndian = bytes(x);
      boolean odd = (littleEndian[BYTES - 1] & 0x80) != 0;
      littleEndian[BYTES - 1] &= 0x7f;
      try {
        return KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new EdECPublicKeySpec(
                    NamedParameterSpec.ED25519,
                    new EdECPoint(odd, positive(reversed(littleEndian)))));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has Ed25519", e);
      }
    }

    private static String text(EdECPoint point) {
      var littleEndian = reversed(fixed(point.getY(), BYTES));
      if (point.isXOdd()) {
        littleEndian[BYTES - 1] |= (byte) 0x80;
      }
      return Base64Url.encode(littleEndian);
    }
  }

  /**
   * A key of RSA. The bounds keep weak keys out, and such as take long to verify with.
   *
   * @param n the modulus as base64url without padding, no byte longer than it has to be
   * @param e the exponent likewise
   */
  record Rsa(String n, String e) implements PublicJwk {

    private static final int MIN_BITS = 2_048;
    private static final int MAX_BITS = 4_096;
    private static final int MAX_EXPONENT_BITS = 64;

    public Rsa {
      var modulus = shortest("n", n);
      var exponent = shortest("e", e);
      if (modulus.bitLength() < MIN_BITS
          || modulus.bitLength() > MAX_BITS
          || !modulus.testBit(0)
          || exponent.bitLength() > MAX_EXPONENT_BITS
          || exponent.compareTo(BigInteger.ONE) <= 0
          || !exponent.testBit(0)) {
        throw new IllegalArgumentException("not a key of RSA that is taken");
      }
    }

    /** How long a signature is. */
    int signatureBytes() {
      return (positive(bytes(n)).bitLength() + 7) / 8;
    }

    @Override
    public KeyKind kind() {
      return KeyKind.RSA;
    }

    @Override
    public JsonObject toJson() {
      return JsonObject.builder().put("kty", "RSA").put("n", n).put("e", e).build();
    }

    @Override
    public String thumbprint() {
      return sha256("{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}".formatted(e, n));
    }

    @Override
    public byte[] point() {
      throw new IllegalStateException("a key of RSA is no point");
    }

    @Override
    public PublicKey toPublicKey() {
      try {
        return KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(positive(bytes(n)), positive(bytes(e))));
      } catch (GeneralSecurityException failure) {
        throw new IllegalStateException("every JDK has RSA", failure);
      }
    }

    /** RFC 7518, section 2, Base64urlUInt. */
    private static BigInteger shortest(String name, String text) {
      // Longer than that no number is, and decoding costs.
      if (text.length() > MAX_BITS / 6 + 2) {
        throw new IllegalArgumentException(name + " is too long");
      }
      var bytes = bytes(text);
      if (bytes.length == 0 || bytes[0] == 0) {
        throw new IllegalArgumentException(name + " has a zero in front");
      }
      return positive(bytes);
    }

    private static String text(BigInteger value) {
      return Base64Url.encode(fixed(value, (value.bitLength() + 7) / 8));
    }
  }

  KeyKind kind();

  /** The JWK's members, in the order of the RFCs. */
  JsonObject toJson();

  /** RFC 7638 with SHA-256, as base64url without padding. */
  String thumbprint();

  /** The key for the JDK's {@code Signature}. */
  PublicKey toPublicKey();

  /**
   * The point as Multikey carries it: compressed for the curves of NIST (SEC 1, section 2.3.3), 32
   * bytes for Ed25519 (RFC 8032, section 5.1.2).
   *
   * @throws IllegalStateException for RSA
   */
  byte[] point();

  /** The JWK of a key of the JDK; empty if it is of a kind that is not verified, or weak. */
  static Optional<PublicJwk> of(PublicKey key) {
    try {
      return switch (key) {
        case ECPublicKey ec ->
            List.of(KeyKind.P256, KeyKind.P384).stream()
                .filter(kind -> EcCurve.of(kind).isOf(ec.getParams()))
                .findFirst()
                .map(kind -> {
                  int length = EcCurve.of(kind).bytes();
                  return new Ec(
                      kind,
                      Base64Url.encode(fixed(ec.getW().getAffineX(), length)),
                      Base64Url.encode(fixed(ec.getW().getAffineY(), length)));
                });
        case EdECPublicKey ed when ed.getParams().getName().equals("Ed25519") ->
            Optional.of(new Ed25519(Ed25519.text(ed.getPoint())));
        case RSAPublicKey rsa ->
            Optional.of(new Rsa(Rsa.text(rsa.getModulus()), Rsa.text(rsa.getPublicExponent())));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * Reads the members of a JWK; empty if it is not a public key of a kind that is verified, or is
   * one that its owner means for something else than to verify signatures with (RFC 7517, sections
   * 4.2 to 4.4).
   */
  static Optional<PublicJwk> read(JsonObject jwk) {
    var kty = jwk.string("kty").orElse("");
    var crv = jwk.string("crv").orElse("");
    if (jwk.has("d") || jwk.has("k") || !isForSignatures(jwk)) {
      return Optional.empty();
    }
    for (var kind : KeyKind.values()) {
      if (kind.kty().equals(kty) && kind.crv().equals(crv) && allows(jwk, kind)) {
        try {
          return Optional.of(
              switch (kind) {
                case P256, P384 -> new Ec(kind, member(jwk, "x"), member(jwk, "y"));
                case ED25519 -> {
                  if (jwk.has("y")) {
                    throw new IllegalArgumentException("a key of Ed25519 with y");
                  }
                  yield new Ed25519(member(jwk, "x"));
                }
                case RSA -> new Rsa(member(jwk, "n"), member(jwk, "e"));
              });
        } catch (IllegalArgumentException _) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** The key whose {@link #point} these bytes are; empty if there is none. */
  static Optional<PublicJwk> ofPoint(KeyKind kind, byte[] point) {
    try {
      return switch (kind) {
        case ED25519 -> Optional.of(new Ed25519(Base64Url.encode(point)));
        case P256, P384 -> {
          var curve = EcCurve.of(kind);
          if (point.length != 1 + curve.bytes() || (point[0] != 2 && point[0] != 3)) {
            yield Optional.empty();
          }
          var x = Arrays.copyOfRange(point, 1, point.length);
          var y = fixed(curve.ordinate(positive(x), point[0] == 3), curve.bytes());
          yield Optional.of(new Ec(kind, Base64Url.encode(x), Base64Url.encode(y)));
        }
        case RSA -> Optional.empty();
      };
    } catch (IllegalArgumentException _) {
      // The curve has no such point, or none that can be a key.
      return Optional.empty();
    }
  }

  private static boolean isForSignatures(JsonObject jwk) {
    if (jwk.has("use") && !jwk.string("use").equals(Optional.of("sig"))) {
      return false;
    }
    return !jwk.has("key_ops")
        || (jwk.get("key_ops") instanceof JsonArray(var operations)
            && operations.contains(new JsonString("verify")));
  }

  private static boolean allows(JsonObject jwk, KeyKind kind) {
    return !jwk.has("alg")
        || jwk.string("alg")
            .flatMap(JwsAlgorithm::named)
            .filter(alg -> alg.kind() == kind)
            .isPresent();
  }

  private static String member(JsonObject jwk, String name) {
    return jwk.string(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
  }

  private static byte[] fixed(String name, String text, int length) {
    var bytes = bytes(text);
    if (bytes.length != length) {
      throw new IllegalArgumentException(name + " has not " + length + " bytes");
    }
    return bytes;
  }

  private static byte[] fixed(BigInteger value, int length) {
    var bytes = value.toByteArray();
    var fixed = new byte[length];
    int copied = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - copied, fixed, length - copied, copied);
    return fixed;
  }

  private static byte[] bytes(String text) {
    return Base64Url.decode(text)
        .orElseThrow(() -> new IllegalArgumentException("not base64url without padding"));
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

  private static String sha256(String canonical) {
    try {
      return Base64Url.encode(
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
