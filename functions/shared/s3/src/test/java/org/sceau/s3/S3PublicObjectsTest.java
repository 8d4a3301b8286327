package org.sceau.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.records.PublicObjects.PublicObject;
import org.sceau.records.StoreUnavailableException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3PublicObjectsTest {

  private static final String KEY = "status/demo-revocation-1";
  private static final PublicObject OBJECT =
      new PublicObject("{}".getBytes(UTF_8), "application/vc", "max-age=60", 7);

  /** Method, path and the two conditions of each request. */
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private volatile int status = 200;
  private volatile Map<String, String> headers = Map.of();
  private volatile byte[] body = new byte[0];
  private HttpServer server;
  private S3Client client;
  private S3PublicObjects objects;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          asked.add(
              "%s %s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("If-None-Match"),
                      exchange.getRequestHeaders().getFirst("If-Match")));
          headers.forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    client =
        S3Client.builder()
            .endpointOverride(URI.create(endpoint("127.0.0.1")))
            .region(Region.EU_WEST_3)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(o -> o.retryStrategy(retries -> retries.maxAttempts(1)))
            .build();
    objects = new S3PublicObjects(client, "public");
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void everyWriteHasACondition() {
    assertThat(objects.create(KEY, OBJECT)).isTrue();
    assertThat(objects.replace(KEY, OBJECT, "\"tag\"")).isTrue();

    assertThat(asked)
        .containsExactly("PUT /public/" + KEY + " * null", "PUT /public/" + KEY + " null \"tag\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {412, 409})
  void aConditionThatDoesNotHoldIsNoFailure(int code) {
    status = code;
    assertThat(objects.create(KEY, OBJECT)).isFalse();
    assertThat(objects.replace(KEY, OBJECT, "\"tag\"")).isFalse();
  }

  @Test
  void anObjectThatIsGoneIsNotReplaced() {
    fail(404, "NoSuchKey");

    assertThat(objects.replace(KEY, OBJECT, "\"tag\"")).isFalse();
  }

  @Test
  void aBucketThatIsNotThereIsAFailure() {
    fail(404, "NoSuchBucket");
    assertThatThrownBy(() -> objects.get(KEY)).isInstanceOf(S3Exception.class);
    assertThatThrownBy(() -> objects.create(KEY, OBJECT)).isInstanceOf(S3Exception.class);
    assertThatThrownBy(() -> objects.replace(KEY, OBJECT, "\"tag\""))
        .isInstanceOf(S3Exception.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void aFailureOfS3MayPass(int code) {
    fail(code, "InternalError");
    assertThatThrownBy(() -> objects.get(KEY)).isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> objects.create(KEY, OBJECT))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void aRefusalDoesNotPass() {
    fail(403, "AccessDenied");
    assertThatThrownBy(() -> objects.get(KEY)).isInstanceOf(S3Exception.class);
    assertThatThrownBy(() -> objects.create(KEY, OBJECT)).isInstanceOf(S3Exception.class);
  }

  @Test
  void aServerThatIsNotThereMayBeThereSoon() {
    server.stop(0);

    assertThatThrownBy(() -> objects.get(KEY)).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void anObjectOfFourMebibytesIsReadAndNoLargerOne() {
    headers = Map.of("x-amz-meta-sequence", "7", "ETag", "\"tag\"");
    body = new byte[4 * 1024 * 1024];
    assertThat(objects.get(KEY).orElseThrow().object().bytes()).hasSize(body.length);

    body = new byte[4 * 1024 * 1024 + 1];
    assertThatThrownBy(() -> objects.get(KEY)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "seven", "7.5"})
  void anObjectWithoutItsNumberIsNotOurs(String sequence) {
    headers = sequence.isEmpty() ? Map.of() : Map.of("x-amz-meta-sequence", sequence);
    body = "{}".getBytes(UTF_8);

    assertThatThrownBy(() -> objects.get(KEY)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void aLocalEndpointHasTheBucketInThePath(String host) {
    fail(404, "NoSuchKey");
    var settings =
        Map.of(
            "aws.endpointUrlS3",
            endpoint(host),
            "aws.region",
            "eu-west-3",
            "aws.accessKeyId",
            "test",
            "aws.secretAccessKey",
            "test");
    settings.forEach(System::setProperty);
    try (var found = S3.client()) {
      assertThat(new S3PublicObjects(found, "public").get(KEY)).isEmpty();
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }

    assertThat(asked).containsExactly("GET /public/" + KEY + " null null");
  }

  private String endpoint(String host) {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  private void fail(int code, String error) {
    status = code;
    headers = Map.of("Content-Type", "application/xml");
    body =
        "<Error><Code>%s</Code><Message>as asked</Message></Error>"
            .formatted(error)
            .getBytes(UTF_8);
  }
}
