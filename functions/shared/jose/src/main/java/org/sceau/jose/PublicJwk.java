package org.sceau.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;

/**
 * Holds a public key as a JSON Web Key (RFC 7517), with the members that make the key and no
 * others.
 *
 * <p>Nimbus makes the key and checks that its point is on the curve. What Nimbus accepts and a
 * verifier must not is refused before: a second way to write the same number, private members,
 * points of small order, RSA keys that are weak or slow to verify with.
 */
public final class PublicJwk {

  /** RFC 7518, sections 6.2.2, 6.3.2 and 6.4.1, and RFC 8037, section 2. */
  private static final List<String> PRIVATE_MEMBERS =
      List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private static final int ED25519_BYTES = 32;

  /** What precedes an Ed25519 key in its SubjectPublicKeyInfo (RFC 8410, section 10.1). */
  private static final byte[] ED25519_INFO = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int MIN_RSA_BITS = 2_048;
  private static final int MAX_RSA_BITS = 4_096;
  private static final int MAX_EXPONENT_BITS = 64;

  private final KeyKind kind;
  private final JWK jwk;

  private PublicJwk(KeyKind kind, JWK jwk) {
    this.kind = kind;
    this.jwk = jwk;
  }

  /** Returns the JWK of a JDK key; empty if its kind is not verified, or it is weak. */
  public static Optional<PublicJwk> of(PublicKey key) {
    try {
      return switch (key) {
        case ECPublicKey ec ->
            List.of(KeyKind.P256, KeyKind.P384).stream()
                .filter(kind -> kind.curve().equals(Curve.forECParameterSpec(ec.getParams())))
                .findFirst()
                .map(kind -> ofPoint(kind, ec.getW().getAffineX(), ec.getW().getAffineY()));
        case EdECPublicKey ed when ed.getParams().getName().equals(KeyKind.ED25519.crv()) -> {
          var encoded = ed.getEncoded();
          yield ofPoint(
              KeyKind.ED25519,
              Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length));
        }
        case RSAPublicKey rsa ->
            Optional.of(
                rsa(
                    Base64URL.encode(rsa.getModulus()).toString(),
                    Base64URL.encode(rsa.getPublicExponent()).toString()));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException | IllegalStateException _) {
      return Optional.empty();
    }
  }

  /** Tells whether a JWK has a member that only the holder of the key may know. */
  static boolean hasPrivateMember(JsonObject jwk) {
    return PRIVATE_MEMBERS.stream().anyMatch(jwk::has);
  }

  /**
   * Reads the members of a JWK; empty if it is not a public key of a kind that is verified, or if
   * its owner restricts it to another use than verifying signatures (RFC 7517, sections 4.2 to
   * 4.4).
   */
  public static Optional<PublicJwk> read(JsonObject jwk) {
    if (hasPrivateMember(jwk) || !isForSignatures(jwk)) {
      return Optional.empty();
    }
    var kty = jwk.string("kty").orElse("");
    var crv = jwk.string("crv").orElse("");
    for (var kind : KeyKind.values()) {
      if (kind.kty().equals(kty) && kind.crv().equals(crv) && allows(jwk, kind)) {
        try {
          return Optional.of(
              switch (kind) {
                case P256, P384 -> ec(kind, member(jwk, "x"), member(jwk, "y"));
                case ED25519 -> {
                  if (jwk.has("y")) {
                    throw new IllegalArgumentException("an Ed25519 key with y");
                  }
                  yield ed25519(member(jwk, "x"));
                }
                case RSA -> rsa(member(jwk, "n"), member(jwk, "e"));
              });
        } catch (IllegalArgumentException | IllegalStateException _) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the key whose {@link #point} these bytes are; empty if there is none. */
  public static Optional<PublicJwk> ofPoint(KeyKind kind, byte[] point) {
    try {
      return switch (kind) {
        case ED25519 -> Optional.of(ed25519(Base64Url.encode(point)));
        case P256, P384 -> {
          if (point.length != 1 + EcPoints.bytes(kind.curve())
              || (point[0] != 2 && point[0] != 3)) {
            yield Optional.empty();
          }
          var x = new BigInteger(1, point, 1, point.length - 1);
          yield Optional.of(ofPoint(kind, x, EcPoints.ordinate(kind.curve(), x, point[0] == 3)));
        }
        case RSA -> Optional.empty();
      };
    } catch (IllegalArgumentException | IllegalStateException _) {
      // The curve has no such point, or none that can be a key.
      return Optional.empty();
    }
  }

  public KeyKind kind() {
    return kind;
  }

  /** Returns the members that make the key (RFC 7638, section 3.2), in the order of their names. */
  public JsonObject toJson() {
    var members = JsonObject.builder();
    jwk.getRequiredParams().forEach((name, value) -> members.put(name, value.toString()));
    return members.build();
  }

  /**
   * Returns the thumbprint (RFC 7638) by SHA-256, as base64url without padding.
   *
   * <p>Nimbus chooses the members and their order. {@link JsonWriter} writes them, so that a cold
   * start does not load Nimbus's own JSON library.
   */
  public String thumbprint() {
    return Base64Url.encode(Sha256.of(JsonWriter.writeBytes(toJson())));
  }

  /** Returns the key for the JDK's {@code Signature}. */
  public PublicKey toPublicKey() {
    try {
      return switch (jwk) {
        case ECKey ec -> ec.toECPublicKey();
        case RSAKey rsa -> rsa.toRSAPublicKey();
        default -> {
          var info = Arrays.copyOf(ED25519_INFO, ED25519_INFO.length + ED25519_BYTES);
          System.arraycopy(point(), 0, info, ED25519_INFO.length, ED25519_BYTES);
          // Nimbus does this with Tink alone.
          yield KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info));
        }
      };
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + kind, e);
    }
  }

  /**
   * Returns the point as Multikey encodes it: compressed for the NIST curves (SEC 1, section
   * 2.3.3), 32 bytes for Ed25519 (RFC 8032, section 5.1.2).
   *
   * @throws IllegalStateException for RSA
   */
  public byte[] point() {
    return switch (jwk) {
      case ECKey ec -> {
        var x = ec.getX().decode();
        var point = new byte[1 + x.length];
        point[0] = (byte) (ec.getY().decodeToBigInteger().testBit(0) ? 3 : 2);
        System.arraycopy(x, 0, point, 1, x.length);
        yield point;
      }
      case OctetKeyPair okp -> okp.getDecodedX();
      default -> throw new IllegalStateException("an RSA key is not a point");
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicJwk key && jwk.equals(key.jwk);
  }

  @Override
  public int hashCode() {
    return jwk.hashCode();
  }

  @Override
  public String toString() {
    return "PublicJwk" + JsonWriter.write(toJson());
  }

  private static PublicJwk ofPoint(KeyKind kind, BigInteger x, BigInteger y) {
    int bits = 8 * EcPoints.bytes(kind.curve());
    return ec(
        kind,
        ECKey.encodeCoordinate(bits, x).toString(),
        ECKey.encodeCoordinate(bits, y).toString());
  }

  private static PublicJwk ec(KeyKind kind, String x, String y) {
    if (!EcPoints.isCoordinate(kind.curve(), bytes(x))
        || !EcPoints.isCoordinate(kind.curve(), bytes(y))) {
      throw new IllegalArgumentException("not coordinates on " + kind);
    }
    return new PublicJwk(
        kind, new ECKey.Builder(kind.curve(), new Base64URL(x), new Base64URL(y)).build());
  }

  private static PublicJwk ed25519(String x) {
    var point = bytes(x);
    if (point.length != ED25519_BYTES || !Ed25519Points.isUsable(point)) {
      throw new IllegalArgumentException("not a point of Ed25519 that can be a key");
    }
    return new PublicJwk(
        KeyKind.ED25519, new OctetKeyPair.Builder(Curve.Ed25519, new Base64URL(x)).build());
  }

  private static PublicJwk rsa(String n, String e) {
    var modulus = number(n);
    var exponent = number(e);
    if (modulus.bitLength() < MIN_RSA_BITS
        || modulus.bitLength() > MAX_RSA_BITS
        || !modulus.testBit(0)
        || exponent.bitLength() > MAX_EXPONENT_BITS
        || exponent.compareTo(BigInteger.ONE) <= 0
        || !exponent.testBit(0)
        || RocaFingerprint.matches(modulus)) {
      throw new IllegalArgumentException("an RSA key that is weak or slow");
    }
    return new PublicJwk(
        KeyKind.RSA, new RSAKey.Builder(new Base64URL(n), new Base64URL(e)).build());
  }

  /** Reads a Base64urlUInt (RFC 7518, section 2), which has no byte of zero in front. */
  private static BigInteger number(String text) {
    // No accepted number is longer, and decoding costs.
    if (text.length() > MAX_RSA_BITS / 6 + 2) {
      throw new IllegalArgumentException("a number that is too long");
    }
    var bytes = bytes(text);
    if (bytes.length == 0 || bytes[0] == 0) {
      throw new IllegalArgumentException("a number with a zero in front");
    }
    return new BigInteger(1, bytes);
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

  private static byte[] bytes(String text) {
    return Base64Url.decode(text)
        .orElseThrow(() -> new IllegalArgumentException("not base64url without padding"));
  }
}
