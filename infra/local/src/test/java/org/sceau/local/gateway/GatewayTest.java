package org.sceau.local.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.local.gateway.BucketRoutes.PublicDocument;
import org.sceau.local.gateway.Gateway.Listening;
import org.sceau.local.lambda.InProcessHost;
import org.sceau.local.lambda.LambdaFunction;
import org.sceau.local.template.Template;

class GatewayTest {

  private static final Template TEMPLATE =
      Template.parse(
          """
          Globals:
            HttpApi:
              Auth:
                Authorizers:
                  Guard: {FunctionArn: !Ref Guard.Alias}
          Resources:
            Acting:
              Type: AWS::Serverless::Function
              Properties:
                CodeUri: acting.zip
                Handler: org.sceau.local.lambda.ActingHandler
                Timeout: 1
                Events:
                  Any: {Type: HttpApi, Properties: {Method: POST, Path: /do}}
                  One: {Type: HttpApi, Properties: {Method: GET, Path: '/x/{id}'}}
                  Fixed: {Type: HttpApi, Properties: {Method: GET, Path: /x/fixed}}
                  Head: {Type: HttpApi, Properties: {Method: HEAD, Path: /x/fixed}}
                  Guarded: {Type: HttpApi, Properties: {Method: GET, Path: '/guarded/{id}', Auth: {Authorizer: Guard}}}
                  Put: {Type: HttpApi, Properties: {Method: PUT, Path: '/public/{id}'}}
            Guard:
              Type: AWS::Serverless::Function
              Properties:
                CodeUri: acting.zip
                Handler: org.sceau.local.lambda.ActingHandler
                Timeout: 1
            Api:
              Type: AWS::Serverless::HttpApi
              Properties:
                CorsConfiguration: {AllowOrigins: ['*'], AllowMethods: [GET, POST], AllowHeaders: [accept], MaxAge: 60}
            Bucket: {Type: AWS::S3::Bucket}
            Cdn:
              Type: AWS::CloudFront::Distribution
              Properties:
                DistributionConfig:
                  Origins:
                    - {Id: public, DomainName: !GetAtt Bucket.RegionalDomainName, S3OriginConfig: {}}
                  CacheBehaviors:
                    - {PathPattern: /public/*, TargetOriginId: public}
                    - {PathPattern: /page.yaml, TargetOriginId: public}
          """);

  private static final PublicDocument DOCUMENT =
      new PublicDocument("{}".getBytes(UTF_8), "application/json", "max-age=60", "\"tag\"");

  /** One certificate for all tests: to make one takes a while. */
  @TempDir private static Path shared;

  private final ThrowAwayCertificate certificate =
      ThrowAwayCertificate.in(shared.resolve("tls.p12"));
  private final Map<String, LambdaFunction> functions =
      TEMPLATE.functions().stream()
          .collect(
              Collectors.toMap(
                  function -> function.name(),
                  function -> new InProcessHost(Map.of()).host(function, Map.of())));
  private final Gateway gateway =
      Gateway.listen(
          new Listening(0, 0, 9_000_000, Duration.ofSeconds(60)), certificate.forServer());
  private final HttpClient http =
      HttpClient.newBuilder().sslContext(certificate.forClient()).build();

  GatewayTest() {
    gateway.serve(
        TEMPLATE,
        functions,
        (bucket, key) ->
            bucket.equals("Bucket") && List.of("public/a.json", "page.yaml").contains(key)
                ? Optional.of(DOCUMENT)
                : Optional.empty(),
        InstantSource.system());
  }

  @AfterEach
  void nothingIsLeft() throws InterruptedException {
    http.close();
    gateway.close();
    functions.values().forEach(LambdaFunction::close);
    for (var thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().contains("gateway") || thread.getName().startsWith("HTTP-Dispatcher")) {
        // One that was told to end may still be at it.
        assertThat(thread.join(Duration.ofSeconds(20))).as("%s", thread).isTrue();
      }
    }
  }

  @Test
  void anEventReachesTheFunctionAndItsBareAnswerComesBack() {
    var answer = send(get("/x/7?lang=fr"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.body())
        .contains("\"routeKey\":\"GET /x/{id}\"")
        .contains("\"pathParameters\":{\"id\":\"7\"}")
        .contains("\"rawQueryString\":\"lang=fr\"");
  }

  @Test
  void tlsAnswersTheSame() {
    var answer =
        send(HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.tlsPort() + "/x/7")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"x-forwarded-proto\":\"https\"");
  }

  @Test
  void aLiteralGoesBeforeAVariable() {
    assertThat(send(get("/x/fixed")).body()).contains("\"routeKey\":\"GET /x/fixed\"");
  }

  @Test
  void aPartOfThePathIsDecodedAndAPlusStays() {
    assertThat(send(get("/x/a%20b+c")).body()).contains("\"pathParameters\":{\"id\":\"a b+c\"}");
  }

  @Test
  void wrongPathAndWrongMethodAreNotFound() {
    for (var request :
        new HttpRequest.Builder[] {
          get("/nowhere"), get("/x/7/"), get("/x/"), get("/do"), get("/x/7").DELETE()
        }) {
      assertMessage(404, "Not Found", request);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "throw, 500, Internal Server Error",
    "garbage, 500, Internal Server Error",
    "no-number, 500, Internal Server Error",
    "large, 500, Internal Server Error",
    "sleep, 503, Service Unavailable"
  })
  void whatGoesWrongInAFunctionIsNotShown(String deed, int status, String message) {
    assertMessage(status, message, deed(deed));
  }

  @Test
  void anAnswerWithinLambdasLimitIsReturned() {
    var answer = send(deed("long"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).hasSize(6_000_001);
  }

  @Test
  void eachCookieIsALineOfItsOwn() {
    var answer = send(deed("cookies"));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
  }

  @Test
  void bytesComeDecoded() throws Exception {
    var answer = http.send(deed("bytes").build(), BodyHandlers.ofByteArray());

    assertThat(answer.body()).containsExactly(0, 1, 0xff);
    assertThat(answer.headers().firstValue("content-type")).contains("image/png");
  }

  @Test
  void aHeadAnswerHasNoBody() {
    var answer = send(get("/x/fixed").method("HEAD", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValueAsLong("content-length").orElse(0)).isPositive();
  }

  @Test
  void theAuthorizersContextReachesTheFunction() {
    var answer = send(get("/guarded/7").header("deed", "allow"));

    assertThat(answer.body()).contains("\"authorizer\":{\"lambda\":{\"caller\":\"bearer\"}}");
  }

  @ParameterizedTest
  @CsvSource({
    "deny, 403, Forbidden",
    "throw, 500, Internal Server Error",
    "wordless, 500, Internal Server Error",
    "garbage, 500, Internal Server Error",
    "sleep, 500, Internal Server Error",
    "bare, 500, Internal Server Error"
  })
  void anAuthorizerThatRefusesOrFailsLetsNobodyThrough(String deed, int status, String message) {
    assertMessage(status, message, get("/guarded/7").header("deed", deed));
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() {
    assertMessage(413, "Request Entity Too Large", post("/do", new byte[9_000_001]));
  }

  @Test
  void anEventBeyondLambdasLimitIsRefused() {
    assertThat(send(post("/do", new byte[6_000_000])).statusCode()).isEqualTo(413);
  }

  @Test
  void aBodyThatDawdlesEndsTheConnection() throws IOException {
    var listening = new Listening(0, 0, 1_000, Duration.ofMillis(200));
    try (var hasty = Gateway.listen(listening, certificate.forServer());
        var socket = new Socket(InetAddress.getLoopbackAddress(), hasty.port())) {
      socket.setSoTimeout(20_000);
      var head = "POST /do HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nab";
      socket.getOutputStream().write(head.getBytes(US_ASCII));

      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void aGatewayThatHasNothingToServeYetIsUnavailable() throws IOException {
    try (var early = Gateway.listen(Listening.on(0, 0), certificate.forServer())) {
      assertThat(raw(early.port(), "GET / HTTP/1.1\r\nHost: localhost\r\n"))
          .startsWith("HTTP/1.1 503");
    }
  }

  @Test
  void theCdnReadsItsPathsFromTheBucket() {
    var answer = send(get("/public/a.json?whatever"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}");
    assertThat(answer.headers().map())
        .containsEntry("content-type", List.of("application/json"))
        .containsEntry("cache-control", List.of("max-age=60"))
        .containsEntry("etag", List.of("\"tag\""))
        .containsEntry("access-control-allow-origin", List.of("*"))
        .containsEntry("x-content-type-options", List.of("nosniff"));
  }

  @Test
  void theCdnReadsOnePathAndNoneThatBeginsLikeIt() {
    assertThat(send(get("/page.yaml")).body()).isEqualTo("{}");
    assertThat(send(get("/page.yaml/x")).headers().firstValue("content-type"))
        .isNotEqualTo(Optional.of("application/xml"));
    assertThat(send(get("/page.yamlx")).headers().firstValue("content-type"))
        .isNotEqualTo(Optional.of("application/xml"));
  }

  @Test
  void aDocumentThatIsKnownIsNotSentAgain() {
    var answer = send(get("/public/a.json").header("If-None-Match", "\"other\", \"tag\""));

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(send(get("/public/a.json").header("If-None-Match", "\"other\"")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aDocumentThatIsAbsentIsNotFound() {
    for (var path : new String[] {"/public/b.json", "/public/", "/public/x/..%2fa.json"}) {
      var answer = send(get(path));
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    }
  }

  @Test
  void whatIsPutUnderTheCdnsPathsGoesToTheApi() {
    var answer = send(get("/public/7").PUT(BodyPublishers.ofString("{}")));

    assertThat(answer.body()).contains("\"routeKey\":\"PUT /public/{id}\"");
  }

  @Test
  void otherSitesPagesMayAskWhatTheTemplateLetsThem() throws IOException {
    var preflight =
        raw(
            gateway.port(),
            "OPTIONS /do HTTP/1.1\r\nHost: localhost\r\nOrigin: https://a.example\r\n");
    assertThat(preflight)
        .startsWith("HTTP/1.1 204")
        .containsIgnoringCase("access-control-allow-headers: accept\r\n")
        .containsIgnoringCase("access-control-allow-methods: GET,POST\r\n");
    assertThat(
            raw(
                gateway.port(),
                "GET /x/7 HTTP/1.1\r\nHost: localhost\r\nOrigin: https://a.example\r\n"))
        .containsIgnoringCase("access-control-allow-origin: *\r\n");
  }

  @Test
  void aTakenPortIsNamed() {
    assertThatThrownBy(
            () -> Gateway.listen(Listening.on(gateway.port(), 0), certificate.forServer()))
        .isInstanceOf(PortTakenException.class)
        .hasMessage("Port " + gateway.port() + " is in use by another program.");
    assertThatThrownBy(
            () -> Gateway.listen(Listening.on(0, gateway.tlsPort()), certificate.forServer()))
        .isInstanceOf(PortTakenException.class);
  }

  @Test
  void theCertificateIsKeptAndADamagedOneIsNamed() throws IOException {
    assertThat(ThrowAwayCertificate.in(shared.resolve("tls.p12")).certificate())
        .isEqualTo(certificate.certificate());
    var damaged = Files.writeString(shared.resolve("damaged.p12"), "no key store");
    assertThatThrownBy(() -> ThrowAwayCertificate.in(damaged))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("damaged.p12 is damaged: remove it");
  }

  private void assertMessage(int status, String message, HttpRequest.Builder request) {
    var answer = send(request);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{\"message\":\"%s\"}".formatted(message));
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + path));
  }

  private HttpRequest.Builder post(String path, byte[] body) {
    return get(path).POST(BodyPublishers.ofByteArray(body));
  }

  /** What the function is to do comes in a header. */
  private HttpRequest.Builder deed(String deed) {
    return post("/do", new byte[0]).header("deed", deed);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String raw(int port, String head) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
