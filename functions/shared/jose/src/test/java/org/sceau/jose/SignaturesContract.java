package org.sceau.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.jose.KeyKind.P256;
import static org.sceau.jose.KeyKind.P384;
import static org.sceau.jose.KeyKind.RSA;
import static org.sceau.jose.Keys.jwk;
import static org.sceau.jose.Keys.make;
import static org.sceau.jose.Keys.sign;
import static org.sceau.jose.Keys.signPss;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract that every implementation of {@link Signatures} keeps. */
abstract class SignaturesContract {

  abstract Signatures signatures();

  private static final byte[] MESSAGE = "message".getBytes(UTF_8);
  private static final BigInteger N = order(P256);

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aSignatureIsOneOfTheKeyAndTheMessageAlone(KeyKind kind) {
    var pair = make(kind);
    var signature = sign(pair, kind, MESSAGE);

    assertThat(verify(jwk(pair), MESSAGE, signature)).isTrue();
    assertThat(verify(jwk(pair), "Message".getBytes(UTF_8), signature)).isFalse();
    assertThat(verify(jwk(make(kind)), MESSAGE, signature)).isFalse();
    for (int i = 0; i < signature.length; i++) {
      var changed = signature.clone();
      changed[i] ^= 1;
      assertThat(verify(jwk(pair), MESSAGE, changed)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aSignatureHasOneLength(KeyKind kind) {
    var pair = make(kind);
    var signature = sign(pair, kind, MESSAGE);
    for (int length = 0; length < 300; length++) {
      if (length != signature.length) {
        assertThat(verify(jwk(pair), MESSAGE, Arrays.copyOf(signature, length))).isFalse();
      }
    }
  }

  /** The JDK itself takes r and s without their leading zeros. */
  @Test
  void aSignatureWithoutItsLeadingZerosIsRefused() throws Exception {
    var pair = make(P256);
    var nonce = nonceWithShortR();
    var r = ((ECPublicKey) nonce.getPublic()).getW().getAffineX();
    var d = ((ECPrivateKey) pair.getPrivate()).getS();
    var inverse = ((ECPrivateKey) nonce.getPrivate()).getS().modInverse(N);
    for (int i = 0; ; i++) {
      var message = ByteBuffer.allocate(4).putInt(i).array();
      var e = new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(message));
      var s = inverse.multiply(e.add(r.multiply(d))).mod(N);
      if (s.bitLength() <= 31 * 8) {
        var whole = concatenated(r, s);
        var shortened = Arrays.copyOf(Arrays.copyOfRange(whole, 1, 32), 62);
        System.arraycopy(whole, 33, shortened, 31, 31);
        var jdk = Signature.getInstance("SHA256withECDSAinP1363Format");
        jdk.initVerify(pair.getPublic());
        jdk.update(message);

        assertThat(jdk.verify(shortened)).isTrue();
        assertThat(verify(jwk(pair), message, whole)).isTrue();
        assertThat(verify(jwk(pair), message, shortened)).isFalse();
        return;
      }
    }
  }

  /** A number and its point, whose x begins with a byte of zero. */
  private static KeyPair nonceWithShortR() {
    while (true) {
      var pair = make(P256);
      if (((ECPublicKey) pair.getPublic()).getW().getAffineX().bitLength() <= 31 * 8) {
        return pair;
      }
    }
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    var key = jwk(make(P256));
    for (var bad : new BigInteger[] {BigInteger.ZERO, N, N.add(BigInteger.ONE)}) {
      assertThat(verify(key, MESSAGE, concatenated(bad, BigInteger.ONE))).isFalse();
      assertThat(verify(key, MESSAGE, concatenated(BigInteger.ONE, bad))).isFalse();
      assertThat(verify(key, MESSAGE, concatenated(bad, bad))).isFalse();
    }
  }

  @Test
  void numbersOfP384OutOfRangeAreRefused() {
    var key = jwk(make(P384));
    var n = order(P384);
    for (var bad : new BigInteger[] {BigInteger.ZERO, n, n.add(BigInteger.ONE)}) {
      for (int at : new int[] {0, 48}) {
        var signature = new byte[96];
        signature[47] = 1;
        signature[95] = 1;
        System.arraycopy(fixed(bad, 48), 0, signature, at, 48);

        assertThat(verify(key, MESSAGE, signature)).isFalse();
      }
    }
  }

  @Test
  void derIsRefused() {
    for (var kind : new KeyKind[] {P256, P384}) {
      var pair = make(kind);
      var name = kind == P256 ? "SHA256withECDSA" : "SHA384withECDSA";

      assertThat(verify(jwk(pair), MESSAGE, sign(pair, name, MESSAGE))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(JwsAlgorithm.class)
  void anAlgorithmIsForKeysOfItsKindAlone(JwsAlgorithm algorithm) {
    var pair = make(algorithm.kind());
    var signature = sign(pair, algorithm, MESSAGE);
    for (var other : JwsAlgorithm.values()) {
      boolean same = other.kind() == algorithm.kind() && (other == algorithm || !isRsa(other));
      assertThat(verify(other, jwk(pair), MESSAGE, signature)).as(other.alg()).isEqualTo(same);
    }
    for (var kind : KeyKind.values()) {
      if (kind != algorithm.kind()) {
        assertThat(verify(algorithm, jwk(make(kind)), MESSAGE, signature)).isFalse();
      }
    }
  }

  @Test
  void anotherHashThanTheAlgorithmsIsRefused() {
    var p256 = make(P256);
    var p384 = make(P384);
    var rsa = make(RSA);

    assertThat(verify(jwk(p256), MESSAGE, sign(p256, "SHA384withECDSAinP1363Format", MESSAGE)))
        .isFalse();
    assertThat(verify(jwk(p384), MESSAGE, sign(p384, "SHA256withECDSAinP1363Format", MESSAGE)))
        .isFalse();
    for (var name : new String[] {"SHA1withRSA", "SHA384withRSA", "SHA512withRSA"}) {
      assertThat(verify(jwk(rsa), MESSAGE, sign(rsa, name, MESSAGE))).isFalse();
    }
  }

  /** RFC 7518, section 3.5, leaves no choice of salt or mask. */
  @Test
  void theParametersOfPs256ArePinned() {
    var pair = make(RSA);
    var key = jwk(pair);

    assertThat(verify(JwsAlgorithm.PS256, key, MESSAGE, sign(pair, JwsAlgorithm.PS256, MESSAGE)))
        .isTrue();
    for (var other :
        new PSSParameterSpec[] {
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 0, 1),
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 20, 1),
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 31, 1),
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 33, 1),
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA1, 32, 1),
          new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 32, 1),
          new PSSParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, 32, 1)
        }) {
      assertThat(verify(JwsAlgorithm.PS256, key, MESSAGE, signPss(pair, other, MESSAGE)))
          .as(other.toString())
          .isFalse();
    }
  }

  /** The number that is the signature is smaller than the modulus, or it would have two forms. */
  @Test
  void aSignatureOfRsaBeyondTheModulusIsRefused() {
    var pair = make(RSA);
    var n = ((RSAPublicKey) pair.getPublic()).getModulus();
    for (int i = 0; ; i++) {
      var message = ByteBuffer.allocate(4).putInt(i).array();
      var larger = new BigInteger(1, sign(pair, RSA, message)).add(n);
      if (larger.bitLength() <= n.bitLength()) {
        var bytes = larger.toByteArray();
        var signature = Arrays.copyOfRange(bytes, bytes.length - 256, bytes.length);

        assertThat(verify(jwk(pair), message, signature)).isFalse();
        return;
      }
    }
  }

  private static boolean isRsa(JwsAlgorithm algorithm) {
    return algorithm.kind() == RSA;
  }

  /** RFC 8032, section 5.1.7: S is below the order, or one signature would have two forms. */
  @Test
  void anSOfEd25519ThatIsNotReducedIsRefused() {
    var order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    var pair = make(KeyKind.ED25519);
    var signature = sign(pair, KeyKind.ED25519, MESSAGE);
    var s = new byte[32];
    for (int i = 0; i < 32; i++) {
      s[i] = signature[63 - i];
    }
    var larger = fixed(new BigInteger(1, s).add(order));
    var changed = signature.clone();
    for (int i = 0; i < 32; i++) {
      changed[63 - i] = larger[i];
    }

    assertThat(verify(jwk(pair), MESSAGE, changed)).isFalse();
  }

  /** RFC 8032, section 7.1, tests 1 to 3. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a||"
            + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c|72|"
            + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025|af82|"
            + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
      })
  void theVectorsOfEd25519Verify(String vector) {
    var parts = vector.split("\\|", -1);
    var hex = HexFormat.of();
    var key = PublicJwk.ofPoint(KeyKind.ED25519, hex.parseHex(parts[0])).orElseThrow();

    assertThat(verify(key, hex.parseHex(parts[1]), hex.parseHex(parts[2]))).isTrue();
  }

  private boolean verify(PublicJwk key, byte[] message, byte[] signature) {
    return signatures().verify(key, message, signature);
  }

  private boolean verify(JwsAlgorithm algorithm, PublicJwk key, byte[] message, byte[] signature) {
    return signatures().verify(algorithm, key, message, signature);
  }

  static BigInteger order(KeyKind kind) {
    return kind.curve().toECParameterSpec().getOrder();
  }

  static byte[] concatenated(BigInteger r, BigInteger s) {
    var signature = Arrays.copyOf(fixed(r), 64);
    System.arraycopy(fixed(s), 0, signature, 32, 32);
    return signature;
  }

  private static byte[] fixed(BigInteger value) {
    return fixed(value, 32);
  }

  private static byte[] fixed(BigInteger value, int size) {
    var bytes = value.toByteArray();
    var fixed = new byte[size];
    int length = Math.min(bytes.length, size);
    System.arraycopy(bytes, bytes.length - length, fixed, size - length, length);
    return fixed;
  }
}
