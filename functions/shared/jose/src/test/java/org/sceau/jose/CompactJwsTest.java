package org.sceau.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.jose.KeyKind.P256;
import static org.sceau.jose.Keys.jwk;
import static org.sceau.jose.Keys.make;
import static org.sceau.jose.Keys.sign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;

class CompactJwsTest {

  private static final byte[] PAYLOAD = "{\"id\":\"urn:x:y\"}".getBytes(UTF_8);
  private static final String KID = "did:web:issuer.example#key";
  private static final Signatures SIGNATURES = new CachingSignatures();

  /** RFC 7515, appendix A.3. */
  private static final PublicJwk RFC_KEY =
      PublicJwk.read(
              JsonObject.builder()
                  .put("kty", "EC")
                  .put("crv", "P-256")
                  .put("x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")
                  .put("y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")
                  .build())
          .orElseThrow();

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void whatIsAssembledIsReadBack(KeyKind kind) {
    var pair = make(kind);

    var jws = read(signed(pair, kind, header(kind.alg())));

    assertThat(jws.alg()).isEqualTo(kind.alg());
    assertThat(jws.kid()).contains(KID);
    assertThat(jws.typ()).contains("vc+jwt");
    assertThat(jws.payload()).isEqualTo(PAYLOAD);
    assertThat(jws.isSignedBy(jwk(pair), SIGNATURES)).isTrue();
    assertThat(jws.isSignedBy(jwk(make(kind)), SIGNATURES)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(JwsAlgorithm.class)
  void anAlgorithmOfTheKeysKindVerifiesAndNoOther(JwsAlgorithm algorithm) {
    var pair = make(algorithm.kind());
    for (var named : JwsAlgorithm.values()) {
      var input = CompactJws.signingInput(header(named.alg()), PAYLOAD);
      var jws = read(CompactJws.assemble(input, sign(pair, algorithm, input)));
      boolean same =
          named == algorithm
              || (named.kind() == KeyKind.ED25519 && algorithm.kind() == KeyKind.ED25519);

      assertThat(jws.isSignedBy(jwk(pair), SIGNATURES)).as(named.alg()).isEqualTo(same);
    }
  }

  @Test
  void aKeyInTheHeaderIsTheOneThatSigned() {
    var pair = make(P256);
    var own = header("ES256").with("jwk", jwk(pair).toJson());
    var other = header("ES256").with("jwk", jwk(make(P256)).toJson());

    assertThat(read(signed(pair, P256, own)).jwk()).contains(jwk(pair));
    assertThat(read(signed(pair, P256, own)).isSignedBy(jwk(pair), SIGNATURES)).isTrue();
    assertThat(read(signed(pair, P256, other)).isSignedBy(jwk(pair), SIGNATURES)).isFalse();
  }

  @Test
  void theJdkVerifiesWhatIsAssembled() throws Exception {
    var pair = make(P256);

    var parts = signed(pair, "ES256").split("\\.", -1);

    var jdk = Signature.getInstance("SHA256withECDSAinP1363Format");
    jdk.initVerify(pair.getPublic());
    jdk.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    assertThat(jdk.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(Base64.getUrlDecoder().decode(parts[1])).isEqualTo(PAYLOAD);
  }

  /** RFC 7515, appendix A.3. */
  @Test
  void theExampleOfTheRfcVerifies() {
    var jws =
        read(
            "eyJhbGciOiJFUzI1NiJ9"
                + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");

    assertThat(jws.isSignedBy(RFC_KEY, SIGNATURES)).isTrue();
  }

  @Test
  void noCharacterOfACredentialCanBeAnother() {
    var text = resource("/vectors/micro-credential-es256.jwt");
    assertThat(read(text).isSignedBy(RFC_KEY, SIGNATURES)).isTrue();

    for (int i = 0; i < text.length(); i += 11) {
      var other = text.charAt(i) == 'A' ? 'E' : 'A';
      var changed = text.substring(0, i) + other + text.substring(i + 1);
      switch (CompactJws.read(changed)) {
        case CompactJws.Reading.Read(var jws) ->
            assertThat(jws.isSignedBy(RFC_KEY, SIGNATURES)).as("character %s", i).isFalse();
        case CompactJws.Reading.Refused _ -> {}
      }
    }
  }

  @Test
  void aSignatureWithAByteMoreIsNobodys() {
    var pair = make(P256);
    var text = signed(pair, "ES256");

    assertThat(read(text + "A").signature()).hasSize(65);
    assertThat(read(text + "A").isSignedBy(jwk(pair), SIGNATURES)).isFalse();
  }

  @Test
  void anAlgorithmOtherThanTheKeysIsNeverTheKeys() {
    var pair = make(P256);

    assertThat(read(signed(pair, "EdDSA")).isSignedBy(jwk(pair), SIGNATURES)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"nOnE\"}",
        "{\"alg\":\"HS256\"}",
        "{\"alg\":\"RS1\"}",
        "{\"alg\":\"ES256\",\"jwk\":null}",
        "{\"alg\":\"ES256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}}",
        "{\"alg\":\"es256\"}",
        "{\"alg\":null}",
        "{\"alg\":[\"ES256\"]}",
        "{}",
        "[]",
        "\"ES256\"",
        "{\"alg\":\"none\",\"alg\":\"ES256\"}",
        "{\"alg\":\"ES256\",\"crit\":[\"exp\"],\"exp\":1}",
        "{\"alg\":\"ES256\",\"crit\":[]}",
        "{\"alg\":\"ES256\",\"b64\":false}",
        "{\"alg\":\"ES256\",\"b64\":true}",
        "{\"alg\":\"ES256\",\"zip\":\"DEF\"}",
        "{\"alg\":\"ES256\",\"enc\":\"A128GCM\"}",
        "{\"alg\":\"ES256\",\"jku\":\"https://attacker.example/keys\"}",
        "{\"alg\":\"ES256\",\"x5u\":\"https://attacker.example/chain\"}",
        "{\"alg\":\"ES256\",\"kid\":1}",
        "{\"alg\":\"ES256\",\"typ\":[\"vc+jwt\"]}",
        "{\"alg\":\"ES256\"} {}",
        "\uFEFF{\"alg\":\"ES256\"}"
      })
  void aHeaderThatIsNotACredentialsIsRefused(String header) {
    var parts = List.of(header.getBytes(UTF_8), PAYLOAD, new byte[64]);
    var text = parts.stream().map(Base64Url::encode).collect(Collectors.joining("."));

    assertThat(CompactJws.read(text)).isInstanceOf(CompactJws.Reading.Refused.class);
  }

  /** The header has a key in a form that is not verified here, which is no fault. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"ES256\",\"x5c\":[\"MIIB\"]}",
        "{\"alg\":\"ES256K\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AA\",\"y\":\"AA\"}}"
      })
  void aKeyOfAnUnsupportedKindIsSaidToBeBroughtAlong(String header) {
    var parts = List.of(header.getBytes(UTF_8), PAYLOAD, new byte[64]);
    var text = parts.stream().map(Base64Url::encode).collect(Collectors.joining("."));

    assertThat(read(text).bringsUnsupportedKey()).isTrue();
  }

  /** In Java two characters are one letter here, in ASCII one question mark. */
  @ParameterizedTest
  @ValueSource(strings = {"\ud83c\udf93.e30.AAAA", "e30.e30.\ud83c\udf93", "é.e30.AAAA"})
  void aLetterThatIsNotAsciiIsRefused(String text) {
    assertThat(CompactJws.read(text)).isInstanceOf(CompactJws.Reading.Refused.class);
  }

  /** A signature of one of these is not invalid, only not verifiable here. */
  @ParameterizedTest
  @ValueSource(strings = {"RS384", "RS512", "PS384", "PS512", "ES512", "ES256K", "Ed448"})
  void anAlgorithmThatIsNotVerifiedIsReadAndNobodys(String alg) {
    var pair = make(P256);
    var jws = read(signed(pair, alg));

    assertThat(jws.isOfKnownAlgorithm()).isFalse();
    assertThat(jws.isSignedBy(jwk(pair), SIGNATURES)).isFalse();
    assertThat(read(signed(pair, "ES256")).isOfKnownAlgorithm()).isTrue();
  }

  @Test
  void aTextThatMeansTheSameInAnotherFormIsRefused() {
    var text = signed(make(KeyKind.P256), "ES256");
    var parts = text.split("\\.", -1);
    assertThat(CompactJws.read(text)).isInstanceOf(CompactJws.Reading.Read.class);
    for (var other :
        new String[] {
          text + "=",
          text + "==",
          text + "\n",
          " " + text,
          text.substring(0, 40) + "\n" + text.substring(40),
          text + ".",
          "." + text,
          text + "." + parts[2],
          parts[0] + "." + parts[1],
          parts[0] + "." + parts[1] + ".",
          parts[0] + ".." + parts[2],
          "." + parts[1] + "." + parts[2],
          parts[0] + ".!." + parts[2],
          parts[0] + "." + parts[1] + "." + parts[2] + "AAA",
          parts[0] + "." + parts[1] + ".é" + parts[2],
          // 64 bytes leave four bits of the last character unused.
          text.substring(0, text.length() - 1) + (char) (text.charAt(text.length() - 1) + 1),
          "{\"payload\":\"\"}",
          ""
        }) {
      assertThat(CompactJws.read(other)).as(other).isInstanceOf(CompactJws.Reading.Refused.class);
    }
  }

  @Test
  void aTextOfMoreThanAMebibyteIsRefused() {
    assertThat(CompactJws.read("e".repeat(CompactJws.MAX_CHARS + 1)))
        .isEqualTo(new CompactJws.Reading.Refused("The JWS is longer than 1048576 characters."));
    assertThat(CompactJws.read("e".repeat(CompactJws.MAX_CHARS)))
        .isEqualTo(
            new CompactJws.Reading.Refused(
                "A compact JWS has three parts with full stops between them."));
  }

  @Test
  void twoOfTheSameTextAreEqual() {
    var pair = make(P256);
    var text = signed(pair, "ES256");
    var otherSignature = signed(pair, "ES256");
    var otherHeader = header("ES256").with("cty", new JsonString("vc"));
    var signature = text.substring(text.lastIndexOf('.'));
    var input = new String(CompactJws.signingInput(otherHeader, PAYLOAD), UTF_8);

    assertThat(read(text)).isEqualTo(read(text)).hasSameHashCodeAs(read(text));
    assertThat(read(text)).isNotEqualTo(read(otherSignature)).isNotEqualTo(text);
    assertThat(read(text)).isNotEqualTo(read(input + signature));
    assertThat(read(text).hashCode())
        .isNotEqualTo(read(otherSignature).hashCode())
        .isNotEqualTo(read(input + signature).hashCode());
  }

  @Test
  void thePayloadIsNotPrinted() {
    var jws = read(signed(make(KeyKind.P256), "ES256"));

    assertThat(jws.toString()).contains(KID).doesNotContain("urn:x:y");
  }

  private static String resource(String name) {
    try (var stream = CompactJwsTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static JsonObject header(String alg) {
    return JsonObject.builder().put("alg", alg).put("kid", KID).put("typ", "vc+jwt").build();
  }

  /** A JWS of a key on P-256, whatever the header says. */
  private static String signed(KeyPair pair, String alg) {
    return signed(pair, KeyKind.P256, header(alg));
  }

  private static String signed(KeyPair pair, KeyKind kind, JsonObject header) {
    var input = CompactJws.signingInput(header, PAYLOAD);
    return CompactJws.assemble(input, sign(pair, kind, input));
  }

  private static CompactJws read(String text) {
    return switch (CompactJws.read(text)) {
      case CompactJws.Reading.Read(var jws) -> jws;
      case CompactJws.Reading.Refused(var reason) -> throw new AssertionError(reason);
    };
  }
}
