package org.sceau.emulator.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.emulator.SdkClients.assertRefused;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.emulator.SdkClients;
import org.sceau.emulator.wire.DamagedStoreException;
import org.sceau.emulator.wire.Faults;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class LocalS3Test {

  private static final String BUCKET = "public-documents";
  private static final String SIGNED = "AWS4-HMAC-SHA256 Credential=local";

  @TempDir Path folder;

  private LocalS3 s3;
  private S3Client client;

  @BeforeEach
  void start() {
    s3 = LocalS3.start(folder);
    client = SdkClients.client(S3Client.builder(), s3.endpoint());
  }

  @BeforeEach
  void createBucket() {
    client.createBucket(create -> create.bucket(BUCKET));
  }

  @AfterEach
  void stop() {
    client.close();
    s3.close();
  }

  @Test
  void anObjectComesBackWithItsHeaders() {
    client.putObject(
        put ->
            put.bucket(BUCKET)
                .key("issuers/demo/did.json")
                .contentType("application/did+json")
                .cacheControl("max-age=300")
                .metadata(Map.of("sequence", "7")),
        RequestBody.fromString("{\"id\":\"did:web:issuer.example\"}"));

    var got = client.getObjectAsBytes(get -> get.bucket(BUCKET).key("issuers/demo/did.json"));

    assertThat(got.asUtf8String()).isEqualTo("{\"id\":\"did:web:issuer.example\"}");
    assertThat(got.response().contentType()).isEqualTo("application/did+json");
    assertThat(got.response().cacheControl()).isEqualTo("max-age=300");
    assertThat(got.response().metadata()).containsEntry("sequence", "7");
    assertThat(got.response().contentEncoding()).isNull();
    assertThat(got.response().contentLength()).isEqualTo(31);
  }

  @Test
  void theEtagIsTheQuotedMd5() {
    assertThat(put("a", "hello")).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
  }

  @Test
  void aLargeBodyOfManyChunksComesBackAsItWas() {
    var body = new byte[1_500_000];
    IntStream.range(0, body.length).forEach(i -> body[i] = (byte) (i * 31));
    client.putObject(p -> p.bucket(BUCKET).key("big"), RequestBody.fromBytes(body));

    assertThat(client.getObjectAsBytes(g -> g.bucket(BUCKET).key("big")).asByteArray())
        .isEqualTo(body);
  }

  @Test
  void anEmptyBodyIsAnObjectToo() {
    put("empty", "");

    assertThat(body("empty")).isEmpty();
  }

  @Test
  void keysKeepEveryCharacter() {
    var key = "été/a+b c%20d&e=f/../x";
    put(key, "odd");

    assertThat(body(key)).isEqualTo("odd");
    assertThat(list("été").getFirst().key()).isEqualTo(key);
  }

  @Test
  void aReplacementOfNothingIsNotFound() {
    assertRefused(404, "NoSuchKey", () -> putIf("none", "x", put -> put.ifMatch("\"0\"")));
  }

  @Test
  void aDeletedObjectIsGone() {
    put("a", "x");
    client.deleteObject(d -> d.bucket(BUCKET).key("a"));
    client.deleteObject(d -> d.bucket(BUCKET).key("a"));

    assertThatThrownBy(() -> body("a")).isInstanceOf(NoSuchKeyException.class);
    restart();
    assertThatThrownBy(() -> body("a")).isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void anUnknownBucketIsNamedAsAwsDoes() {
    assertThatThrownBy(() -> client.getObjectAsBytes(g -> g.bucket("elsewhere").key("a")))
        .isInstanceOf(NoSuchBucketException.class);
  }

  @Test
  void aListingIsPagedInTheOrderOfKeys() {
    for (var key : List.of("s/2", "s/10", "s/1", "t/1", "s/é")) {
      put(key, key);
    }

    assertThat(list("s/")).extracting(S3Object::key).containsExactly("s/1", "s/10", "s/2", "s/é");
    assertThat(
            client.listObjectsV2Paginator(l -> l.bucket(BUCKET).prefix("s/").maxKeys(1)).contents())
        .extracting(S3Object::key)
        .containsExactly("s/1", "s/10", "s/2", "s/é");
    assertThat(client.listObjectsV2(l -> l.bucket(BUCKET).maxKeys(2)).isTruncated()).isTrue();
  }

  @Test
  void aBucketIsMadeOnce() {
    client.headBucket(head -> head.bucket(BUCKET));

    assertThatThrownBy(() -> client.headBucket(head -> head.bucket("unknown")))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    assertRefused(409, "BucketAlreadyOwnedByYou", () -> client.createBucket(c -> c.bucket(BUCKET)));
  }

  @Test
  void metadataOfMoreThan2KbIsRefused() {
    // The names count, too.
    var half = "x".repeat(1024 - 2);
    putIf("a", "x", put -> put.metadata(Map.of("ab", half, "cd", half)));

    assertRefused(
        400,
        "MetadataTooLarge",
        () -> putIf("a", "y", put -> put.metadata(Map.of("ab", half, "cde", half))));
    assertThat(body("a")).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,   ?uploads,             , POST of",
    "HEAD,   '',                   , ''",
    "GET,    ?tagging,             , the parameter tagging",
    "GET,    '',                   range, the header range",
    "GET,    '',                   if-none-match, the header if-none-match",
    "DELETE, '',                   if-match, the header if-match",
    "DELETE, ?versionId=1,         , the parameter versionId",
    "PUT,    '',                   x-amz-copy-source, the header x-amz-copy-source",
    "PUT,    '',                   x-amz-storage-class, the header x-amz-storage-class",
    "PUT,    '',                   content-encoding, a content encoding",
    "PUT,    '',                   if-none-match, If-None-Match with an ETag",
    "PUT,    '',                   x-amz-trailer, a CRC-32 as its trailer",
    "GET,    /../?versioning,      , the parameter versioning",
    "GET,    /../?delimiter=/,     , the parameter delimiter",
  })
  void aRequestThatNoAdapterMakesIsRefused(
      String method, String query, @Nullable String header, String feature) throws Exception {
    var answer =
        send(
            method,
            query,
            "",
            Map.of("authorization", SIGNED, header == null ? "accept" : header, "x"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(feature);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 |                | 5:hello:0:NhCmhg==
          200 |                | 2;chunk-signature=0:he:3:llo:0:NhCmhg==
          400 | BadDigest      | 5:hello:0:AAAAAA==
          400 | IncompleteBody | 4:hell:0:NhCmhg==
          400 | IncompleteBody | 6:hello:0:NhCmhg==
          400 | IncompleteBody | x:hello:0:NhCmhg==
          400 | IncompleteBody | 5:hello:0
          """)
  void anUploadMustMatchItsLengthAndChecksum(int status, @Nullable String code, String lines)
      throws Exception {
    var body =
        lines.replace(":", "\r\n").replaceFirst("\r\n([^\r]*==)$", "\r\nx-amz-checksum-crc32:$1");

    var answer =
        send(
            "PUT",
            "",
            body + "\r\n\r\n",
            Map.of(
                "authorization", SIGNED,
                "x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "x-amz-decoded-content-length", "5",
                "x-amz-trailer", "x-amz-checksum-crc32"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(code == null ? "" : "<Code>" + code + "</Code>");
  }

  @Test
  void aRequestWithoutASignatureIsRefused() throws Exception {
    put("a", "private");

    var answer = send("GET", "", "", Map.of());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("<Code>AccessDenied</Code>").doesNotContain("private");
  }

  @Test
  void objectsSurviveARestart() {
    put("issuers/demo", "one");

    restart();

    assertThat(body("issuers/demo")).isEqualTo("one");
    assertThat(list("")).extracting(S3Object::key).containsExactly("issuers/demo");
  }

  @Test
  void aWriteThatTheEndOfAProcessCutShortIsDropped() throws Exception {
    put("a", "x");
    stop();
    var rest = folder.resolve(BUCKET).resolve("half.tmp");
    Files.writeString(rest, "{");

    start();

    assertThat(rest).doesNotExist();
    assertThat(body("a")).isEqualTo("x");
  }

  @Test
  void aDamagedObjectIsNamed() throws Exception {
    put("a", "some body");
    stop();
    var file = StoredObject.file(folder.resolve(BUCKET), "a");
    var text = Files.readString(file);
    for (var damaged :
        List.of(
            text.replace("some", "same"),
            text.replace("\"key\":\"a\"", "\"key\":\"b\""),
            text.substring(1))) {
      Files.writeString(file, damaged);

      assertThatThrownBy(this::start)
          .isInstanceOf(DamagedStoreException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void faultsComeAsOftenAsAskedFor() {
    s3.faults().next(1, "PutObject", Faults.Kind.FAIL_BEFORE);
    assertRefused(500, "InternalError", () -> put("a", "x"));
    assertThat(list("")).isEmpty();

    s3.faults().next(1, "PutObject", Faults.Kind.SUCCEED_THEN_FAIL);
    assertRefused(500, "InternalError", () -> put("a", "x"));
    assertThat(body("a")).isEqualTo("x");

    s3.faults().next(1, "GetObject", Faults.Kind.THROTTLE);
    assertRefused(503, "SlowDown", () -> body("a"));
    s3.faults().next(1, "PutObject", Faults.Kind.PRECONDITION_FAILED);
    assertRefused(412, "PreconditionFailed", () -> put("a", "y"));
    s3.faults().next(1, "PutObject", Faults.Kind.CONFLICT);
    assertRefused(409, "ConditionalRequestConflict", () -> put("a", "y"));
    assertThat(body("a")).isEqualTo("x");
  }

  private void restart() {
    stop();
    start();
  }

  private String put(String key, String body) {
    return putIf(key, body, _ -> {});
  }

  private String putIf(String key, String body, Consumer<PutObjectRequest.Builder> condition) {
    return client
        .putObject(
            put -> condition.accept(put.bucket(BUCKET).key(key)), RequestBody.fromString(body))
        .eTag();
  }

  private String body(String key) {
    return client.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String();
  }

  private List<S3Object> list(String prefix) {
    return client.listObjectsV2(list -> list.bucket(BUCKET).prefix(prefix)).contents();
  }

  private HttpResponse<String> send(
      String method, String more, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(s3.endpoint().resolve("/" + BUCKET + "/a" + more).normalize())
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
