package org.sceau.kms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.jose.PublicJwk;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.catalog.SigningUnavailableException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

class KmsSignerTest {

  private static final String ARN = "arn:aws:kms:eu-west-3:000000000000:key/1";
  private static final String OTHER = "arn:aws:kms:eu-west-3:000000000000:key/2";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String answer = "{}";
  private HttpServer server;
  private KmsClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          var body = answer.getBytes(UTF_8);
          exchange.getResponseHeaders().set("x-amzn-RequestId", "request-1");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    client = client(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void aSignatureByAnotherKeyIsRefused() throws Exception {
    answer = signedBy(OTHER, new byte[64]);

    assertLasting(KeyKind.ED25519, new byte[] {1});
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 65})
  void anEd25519SignatureOfAnotherLengthIsRefused(int length) throws Exception {
    answer = signedBy(ARN, new byte[length]);

    assertLasting(KeyKind.ED25519, new byte[] {1});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "3000",
        "3006020101020101ff",
        "3007020101020101ff",
        "3006020101030101",
        "310602010102010100",
        "3007020200010201010a",
        "3005020002020101",
        "3006020101020201",
        "3006020501020101",
        "3006020401010101",
        "3007020101020101",
        "300802010102010100ff",
        "00000000000000000000000000000000000000000000000000000000000000000000"
      })
  void aP256SignatureThatIsNotDerIsRefused(String hex) throws Exception {
    answer = signedBy(ARN, HexFormat.of().parseHex(hex));

    assertLasting(KeyKind.P256, new byte[] {1});
  }

  /** One signature of 128 has a number that begins with a byte of zero. */
  @Test
  void theJdkVerifiesEachP256SignatureThatKmsEncodedInDer() throws Exception {
    var pair = p256();
    var key = new SigningKey(ARN, PublicJwk.of(pair.getPublic()).orElseThrow());
    int shorter = 0;
    for (int i = 0; i < 10_000 && shorter == 0; i++) {
      var message = ByteBuffer.allocate(4).putInt(i).array();
      answer = signedBy(ARN, der(pair, message));

      var signature = new KmsSigner(client).sign(key, message);

      assertThat(signature).hasSize(64);
      shorter += signature[0] == 0 || signature[32] == 0 ? 1 : 0;
      var jdk = Signature.getInstance("SHA256withECDSAinP1363Format");
      jdk.initVerify(pair.getPublic());
      jdk.update(message);
      assertThat(jdk.verify(signature)).isTrue();
    }
    assertThat(shorter).isPositive();
  }

  @Test
  void aShortNumberIsPaddedOnTheLeft() throws Exception {
    answer = signedBy(ARN, HexFormat.of().parseHex("300702010102020080"));

    assertThat(new KmsSigner(client).sign(key(KeyKind.P256), new byte[] {1}))
        .isEqualTo(HexFormat.of().parseHex("%064x%064x".formatted(1, 0x80)));
  }

  @Test
  void nimbusAssemblesAJwsThatKmsSigned() throws Exception {
    var pair = p256();
    var key = new SigningKey(ARN, PublicJwk.of(pair.getPublic()).orElseThrow());
    var jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("key").build(), new Payload("{}"));
    answer = signedBy(ARN, der(pair, jws.getSigningInput()));

    jws.sign(new KmsJwsSigner(client, key));

    assertThat(CompactJws.read(jws.serialize()))
        .isInstanceOfSatisfying(
            CompactJws.Reading.Read.class,
            read ->
                assertThat(read.jws().isSignedBy(key.publicKey(), new CachingSignatures()))
                    .isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "EdDSA", "ES384", "HS256"})
  void anAlgorithmOtherThanTheKeysIsNotAskedOfKms(String algorithm) throws Exception {
    var key = key(KeyKind.P256);
    var header = new JWSHeader(JWSAlgorithm.parse(algorithm));

    assertThatThrownBy(() -> new KmsJwsSigner(client, key).sign(header, new byte[] {1}))
        .isInstanceOf(JOSEException.class);

    assertThat(asked).isEmpty();
  }

  @Test
  void kmsGetsTheDigestOfP256AndTheMessageOfEd25519() throws Exception {
    answer = signedBy(ARN, new byte[64]);
    var message = "message".getBytes(UTF_8);

    new KmsSigner(client).sign(key(KeyKind.ED25519), message);
    assertThat(asked.getLast())
        .contains("\"RAW\"", "\"ED25519_SHA_512\"", Base64.getEncoder().encodeToString(message));

    assertLasting(KeyKind.P256, message);
    assertThat(asked.getLast())
        .contains(
            "\"DIGEST\"", "\"ECDSA_SHA_256\"", "q1MKE+RZFJgrefm34/uplM/R8/si9xzqGvvwK0YMbR0=");
  }

  @Test
  void aMessageThatKmsWouldNotTakeIsNotSentThere() throws Exception {
    var key = key(KeyKind.ED25519);

    assertThatThrownBy(() -> new KmsSigner(client).sign(key, new byte[4_097]))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, ThrottlingException, true",
    "500, KMSInternalException, true",
    "500, KeyUnavailableException, true",
    "503, DependencyTimeoutException, true",
    "400, DisabledException, false",
    "400, KMSInvalidStateException, false",
    "400, AccessDeniedException, false",
    "400, InvalidKeyUsageException, false",
    "400, NotFoundException, false",
  })
  void aFailureTellsWhetherItMayPass(int code, String type, boolean temporary) throws Exception {
    status = code;
    answer = "{\"__type\":\"" + type + "\",\"message\":\"as asked\"}";
    var key = key(KeyKind.P256);

    assertThatThrownBy(() -> new KmsSigner(client).sign(key, new byte[] {1}))
        .isInstanceOfSatisfying(
            SigningUnavailableException.class,
            e -> assertThat(e.isTemporary()).isEqualTo(temporary))
        .hasMessage("KMS: sign with " + ARN + ": " + type + ", request id request-1");
  }

  @Test
  void aServerThatIsNotThereMayBeThereSoon() throws Exception {
    server.stop(0);
    var key = key(KeyKind.P256);

    assertThatThrownBy(() -> new KmsSigner(client).sign(key, new byte[] {1}))
        .isInstanceOfSatisfying(
            SigningUnavailableException.class, e -> assertThat(e.isTemporary()).isTrue());
  }

  @Test
  void aKeyBehindAnAliasIsNotFound() throws Exception {
    answer = publicKey(ARN, "ECC_NIST_P256", "SIGN_VERIFY", KeyKind.P256);

    assertNotFound("alias/demo");
    assertThat(new KmsSigner(client).find(ARN).keyArn()).isEqualTo(ARN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DSA", "secp384r1", "Ed448"})
  void aKeyOfAnotherKindIsNotFound(String kind) throws Exception {
    var generator = KeyPairGenerator.getInstance(kind.startsWith("secp") ? "EC" : kind);
    if (kind.startsWith("secp")) {
      generator.initialize(new ECGenParameterSpec(kind));
    }
    answer = publicKey(ARN, "SPEC", "SIGN_VERIFY", generator.generateKeyPair().getPublic());

    assertNotFound(ARN);
  }

  @Test
  void aKeyThatDoesNotSignIsNotFound() throws Exception {
    answer = publicKey(ARN, "ECC_NIST_P256", "KEY_AGREEMENT", KeyKind.P256);

    assertNotFound(ARN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NotFoundException", "InvalidArnException", "UnsupportedOperationException"})
  void whatHasNoPublicHalfIsNotFound(String type) {
    status = 400;
    answer = "{\"__type\":\"" + type + "\"}";

    assertNotFound(ARN);
  }

  /** As when a key is brought that the operator has not tagged. */
  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, not permitted",
    "DisabledException, not enabled",
    "KMSInvalidStateException, not enabled"
  })
  void aKeyThatIsNotToBeUsedIsNotFoundAndTheReasonIsTold(String type, String reason) {
    status = 400;
    answer = "{\"__type\":\"" + type + "\"}";

    assertThatThrownBy(() -> new KmsSigner(client).find(ARN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining(ARN);
  }

  @Test
  void aDirectoryThatDoesNotAnswerIsNoProofThatThereIsNoKey() {
    status = 500;
    answer = "{\"__type\":\"KMSInternalException\"}";

    assertThatThrownBy(() -> new KmsSigner(client).find(ARN))
        .isInstanceOf(SigningUnavailableException.class);
  }

  private void assertNotFound(String arn) {
    assertThatThrownBy(() -> new KmsSigner(client).find(arn))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void assertLasting(KeyKind kind, byte[] message) throws Exception {
    var key = key(kind);
    assertThatThrownBy(() -> new KmsSigner(client).sign(key, message))
        .isInstanceOfSatisfying(
            SigningUnavailableException.class, e -> assertThat(e.isTemporary()).isFalse());
  }

  private static KeyPair p256() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static byte[] der(KeyPair pair, byte[] message) throws Exception {
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(message);
    return signature.sign();
  }

  private static SigningKey key(KeyKind kind) throws Exception {
    return new SigningKey(ARN, PublicJwk.of(publicHalf(kind)).orElseThrow());
  }

  private static PublicKey publicHalf(KeyKind kind) throws Exception {
    return kind == KeyKind.P256
        ? p256().getPublic()
        : KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
  }

  private static String signedBy(String arn, byte[] signature) {
    return "{\"KeyId\":\"%s\",\"Signature\":\"%s\"}"
        .formatted(arn, Base64.getEncoder().encodeToString(signature));
  }

  private static String publicKey(String arn, String spec, String usage, KeyKind kind)
      throws Exception {
    return publicKey(arn, spec, usage, publicHalf(kind));
  }

  private static String publicKey(String arn, String spec, String usage, PublicKey key) {
    return "{\"KeyId\":\"%s\",\"KeySpec\":\"%s\",\"KeyUsage\":\"%s\",\"PublicKey\":\"%s\"}"
        .formatted(arn, spec, usage, Base64.getEncoder().encodeToString(key.getEncoded()));
  }

  private static KmsClient client(URI endpoint) {
    return KmsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_3)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(o -> o.retryStrategy(retries -> retries.maxAttempts(1)))
        .build();
  }
}
