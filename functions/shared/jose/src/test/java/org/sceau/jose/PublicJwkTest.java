package org.sceau.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.jose.Keys.ec;
import static org.sceau.jose.Keys.jwk;
import static org.sceau.jose.Keys.make;
import static org.sceau.jose.Keys.rsa;

import com.nimbusds.jose.jwk.JWK;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;

class PublicJwkTest {

  /** RFC 7517, appendix A.1. */
  private static final JsonObject P256 =
      p256(
          "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
          "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM");

  private static final JsonString P256_X =
      new JsonString("MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4");

  private static final JsonString ED25519_X =
      new JsonString("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");

  /** RFC 8037, appendix A.2. */
  private static final JsonObject ED25519 =
      JsonObject.builder().put("kty", "OKP").put("crv", "Ed25519").put("x", ED25519_X).build();

  private static JsonObject p256(String x, String y) {
    return JsonObject.builder()
        .put("kty", "EC")
        .put("crv", "P-256")
        .put("x", x)
        .put("y", y)
        .build();
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aKeyOfTheJdkComesBackAsItWas(KeyKind kind) {
    for (int i = 0; i < (kind == KeyKind.RSA ? 2 : 50); i++) {
      var pair = make(kind);
      var jwk = jwk(pair);

      assertThat(jwk.kind()).isEqualTo(kind);
      assertThat(jwk.toPublicKey()).isEqualTo(pair.getPublic());
      assertThat(PublicJwk.read(jwk.toJson())).contains(jwk);
      if (kind != KeyKind.RSA) {
        assertThat(PublicJwk.ofPoint(kind, jwk.point())).contains(jwk);
      }
    }
  }

  /** RFC 7638, section 3, written out with the JDK alone. */
  @RepeatedTest(5)
  void theJdkComputesTheSameThumbprint() throws Exception {
    for (var kind : KeyKind.values()) {
      var pair = make(kind);
      var members =
          switch (pair.getPublic()) {
            case ECPublicKey ec -> {
              int digits = kind == KeyKind.P256 ? 64 : 96;
              yield "{\"crv\":\"%s\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}"
                  .formatted(
                      kind == KeyKind.P256 ? "P-256" : "P-384",
                      text(hex(ec.getW().getAffineX(), digits)),
                      text(hex(ec.getW().getAffineY(), digits)));
            }
            case RSAPublicKey rsa ->
                "{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"%s\"}"
                    .formatted(text(hex(rsa.getModulus(), 512)));
            default ->
                "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"%s\"}"
                    .formatted(text(Arrays.copyOfRange(pair.getPublic().getEncoded(), 12, 44)));
          };

      assertThat(jwk(pair).thumbprint())
          .isEqualTo(text(MessageDigest.getInstance("SHA-256").digest(members.getBytes(UTF_8))));
    }
  }

  /** Its own way to write JSON is not used, since loading it takes long. */
  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void nimbusComputesTheSameThumbprint(KeyKind kind) throws Exception {
    var jwk = jwk(make(kind));

    assertThat(JWK.parse(JsonWriter.write(jwk.toJson())).computeThumbprint().toString())
        .isEqualTo(jwk.thumbprint());
  }

  private static byte[] hex(BigInteger number, int digits) {
    return HexFormat.of().parseHex(("%0" + digits + "x").formatted(number));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  void theThumbprintIsTheOneOfTheRfc() {
    assertThat(PublicJwk.read(ED25519).orElseThrow().thumbprint())
        .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  @Test
  void aPointOffTheCurveIsNoKey() {
    assertThat(PublicJwk.read(P256)).isPresent();
    assertThat(PublicJwk.read(P256.with("y", P256_X))).isEmpty();
    // x = 0, y = 0: the JDK makes a key of it.
    var zero = Base64Url.encode(new byte[32]);
    assertThat(PublicJwk.read(p256(zero, zero))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4=",
        "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D5",
        "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\n",
        "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D",
        "AMKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D+",
        ""
      })
  void aCoordinateHasOneText(String x) {
    assertThat(PublicJwk.read(P256.with("x", new JsonString(x)))).isEmpty();
  }

  @Test
  void aPrivateKeyOrAnotherKindIsNotTaken() {
    assertThat(PublicJwk.read(ED25519.with("d", ED25519_X))).isEmpty();
    assertThat(PublicJwk.read(ED25519.with("y", ED25519_X))).isEmpty();
    for (var member : List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k")) {
      assertThat(PublicJwk.read(P256.with(member, P256_X))).as(member).isEmpty();
    }
    assertThat(PublicJwk.read(P256.without("y"))).isEmpty();
    assertThat(PublicJwk.read(P256.without("kty"))).isEmpty();
    assertThat(PublicJwk.read(P256.with("crv", new JsonString("P-384")))).isEmpty();
    assertThat(PublicJwk.read(P256.with("crv", new JsonString("secp256k1")))).isEmpty();
    assertThat(PublicJwk.read(P256.with("kty", new JsonString("OKP")))).isEmpty();
    assertThat(PublicJwk.read(ED25519.with("crv", new JsonString("X25519")))).isEmpty();
    assertThat(PublicJwk.of(ec("secp521r1").getPublic())).isEmpty();
  }

  @Test
  void aKeyThatIsMeantForSomethingElseIsNotTaken() {
    assertThat(PublicJwk.read(P256.with("use", new JsonString("sig")))).isPresent();
    assertThat(PublicJwk.read(P256.with("use", new JsonString("enc")))).isEmpty();
    assertThat(PublicJwk.read(P256.with("key_ops", JsonArray.ofStrings("verify")))).isPresent();
    assertThat(PublicJwk.read(P256.with("key_ops", JsonArray.ofStrings("deriveKey")))).isEmpty();
    assertThat(PublicJwk.read(P256.with("key_ops", new JsonString("verify")))).isEmpty();
    assertThat(PublicJwk.read(P256.with("alg", new JsonString("ES256")))).isPresent();
    assertThat(PublicJwk.read(P256.with("alg", new JsonString("ES384")))).isEmpty();
    assertThat(PublicJwk.read(P256.with("alg", new JsonString("HS256")))).isEmpty();
  }

  @Test
  void aKeyOfRsaHas2048To4096BitsAndAnOddExponent() {
    var whole = jwk(make(KeyKind.RSA)).toJson();
    assertThat(PublicJwk.read(whole)).isPresent();
    assertThat(PublicJwk.of(rsa(1_024).getPublic())).isEmpty();
    assertThat(PublicJwk.read(modulus(2_047, true))).isEmpty();
    assertThat(PublicJwk.read(modulus(2_048, true))).isPresent();
    assertThat(PublicJwk.read(modulus(4_096, true))).isPresent();
    assertThat(PublicJwk.read(modulus(4_097, true))).isEmpty();
    assertThat(PublicJwk.read(modulus(100_000, true))).isEmpty();
    assertThat(PublicJwk.read(modulus(2_048, false))).isEmpty();
    for (var e :
        List.of("", "AA", "AQ", "Ag", "AQAA", "AAEAAQ", "AQAB=", "AQAC", "A".repeat(400))) {
      assertThat(PublicJwk.read(whole.with("e", new JsonString(e)))).as(e).isEmpty();
    }
    var just64 = Base64Url.encode(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});
    assertThat(PublicJwk.read(whole.with("e", new JsonString(just64)))).isPresent();
    var long64 = Base64Url.encode(BigInteger.TWO.pow(64).add(BigInteger.ONE).toByteArray());
    assertThat(PublicJwk.read(whole.with("e", new JsonString(long64)))).isEmpty();
    assertThat(PublicJwk.read(whole.with("e", new JsonString("Aw")))).isPresent();
    assertThat(PublicJwk.read(whole.without("n"))).isEmpty();
    assertThat(PublicJwk.read(whole.with("d", new JsonString("AQAB")))).isEmpty();
  }

  /** Nimbus reduces the coordinate, so that one point would have two keys. */
  @Test
  void aCoordinateIsLessThanThePrime() {
    var curve = KeyKind.P256.curve();
    var p = ((ECFieldFp) curve.toECParameterSpec().getCurve().getField()).getP();
    var y = EcPoints.ordinate(curve, BigInteger.ZERO, true);
    var ordinate = text(hex(y, 64));

    assertThat(PublicJwk.read(p256(text(new byte[32]), ordinate))).isPresent();
    assertThat(PublicJwk.read(p256(text(hex(p, 64)), ordinate))).isEmpty();
  }

  /** RFC 7638, section 3.1. */
  @Test
  void theThumbprintOfRsaIsTheOneOfTheRfc() {
    var key =
        JsonObject.builder()
            .put("kty", "RSA")
            .put(
                "n",
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw")
            .put("e", "AQAB")
            .put("alg", "RS256")
            .put("kid", "2011-04-29")
            .build();

    assertThat(PublicJwk.read(key).orElseThrow().thumbprint())
        .isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  }

  private static JsonObject modulus(int bits, boolean odd) {
    var n = BigInteger.TWO.pow(bits - 1).add(odd ? BigInteger.ONE : BigInteger.ZERO).toByteArray();
    var shortest = n[0] == 0 ? Arrays.copyOfRange(n, 1, n.length) : n;
    return JsonObject.builder()
        .put("kty", "RSA")
        .put("n", Base64Url.encode(shortest))
        .put("e", "AQAB")
        .build();
  }

  /** The points of small order, with either sign, and forms of them that are not reduced. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void aWeakPointOfEd25519IsNoKey(String point) {
    assertThat(PublicJwk.ofPoint(KeyKind.ED25519, HexFormat.of().parseHex(point))).isEmpty();
  }

  @Test
  void someBytesAreNoPointOfEd25519() {
    int points = 0;
    for (int y = 2; y < 100; y++) {
      var bytes = new byte[32];
      bytes[0] = (byte) y;
      points += PublicJwk.ofPoint(KeyKind.ED25519, bytes).isPresent() ? 1 : 0;
    }
    // About every other y has an x.
    assertThat(points).isBetween(30, 70);
  }

  @Test
  void aCompressedPointHasItsPrefixAndLength() {
    var point = PublicJwk.read(P256).orElseThrow().point();
    assertThat(PublicJwk.ofPoint(KeyKind.P256, point)).contains(PublicJwk.read(P256).orElseThrow());
    point[0] = 4;
    assertThat(PublicJwk.ofPoint(KeyKind.P256, point)).isEmpty();
    assertThat(PublicJwk.ofPoint(KeyKind.P256, new byte[33])).isEmpty();
    assertThat(PublicJwk.ofPoint(KeyKind.P256, new byte[0])).isEmpty();
    assertThat(PublicJwk.ofPoint(KeyKind.ED25519, new byte[31])).isEmpty();
  }
}
