package org.sceau.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.local.wire.DamagedStoreException;
import org.sceau.local.wire.Faults;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class LocalS3Test {

  private static final String BUCKET = "public-documents";

  @TempDir Path folder;

  private @Nullable LocalS3 running;
  private @Nullable S3Client connected;

  @BeforeEach
  void start() {
    running = LocalS3.start(folder, 0, () -> Instant.parse("2026-03-02T08:00:00Z"));
    running.createBucket(BUCKET);
    connected =
        S3Client.builder()
            .endpointOverride(running.endpoint())
            .region(Region.EU_WEST_3)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
  }

  @AfterEach
  void stop() {
    if (connected != null && running != null) {
      connected.close();
      running.close();
    }
    connected = null;
    running = null;
  }

  @Test
  void anObjectComesBackWithItsHeaders() {
    client()
        .putObject(
            put ->
                put.bucket(BUCKET)
                    .key("issuers/demo/did.json")
                    .contentType("application/did+json")
                    .cacheControl("max-age=300")
                    .metadata(Map.of("sequence", "7")),
            RequestBody.fromString("{\"id\":\"did:web:issuer.example\"}"));

    var got = client().getObjectAsBytes(get -> get.bucket(BUCKET).key("issuers/demo/did.json"));

    assertThat(got.asUtf8String()).isEqualTo("{\"id\":\"did:web:issuer.example\"}");
    assertThat(got.response().contentType()).isEqualTo("application/did+json");
    assertThat(got.response().cacheControl()).isEqualTo("max-age=300");
    assertThat(got.response().metadata()).containsEntry("sequence", "7");
    assertThat(got.response().contentEncoding()).isNull();
    assertThat(got.response().lastModified()).isEqualTo("2026-03-02T08:00:00Z");
    var head = client().headObject(h -> h.bucket(BUCKET).key("issuers/demo/did.json"));
    assertThat(head.eTag()).isEqualTo(got.response().eTag());
    assertThat(head.contentLength()).isEqualTo(31);
  }

  @Test
  void theEtagIsTheQuotedMd5() {
    assertThat(put("a", "hello")).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
  }

  @Test
  void aLargeBodyOfManyChunksComesBackAsItWas() {
    var body = new byte[1_500_000];
    IntStream.range(0, body.length).forEach(i -> body[i] = (byte) (i * 31));
    client().putObject(p -> p.bucket(BUCKET).key("big"), RequestBody.fromBytes(body));

    assertThat(client().getObjectAsBytes(g -> g.bucket(BUCKET).key("big")).asByteArray())
        .isEqualTo(body);
  }

  @Test
  void anEncodingOfTheContentIsKept() {
    client()
        .putObject(
            p -> p.bucket(BUCKET).key("zipped").contentEncoding("gzip"),
            RequestBody.fromString("not really"));

    assertThat(client().headObject(h -> h.bucket(BUCKET).key("zipped")).contentEncoding())
        .isEqualTo("gzip");
  }

  @Test
  void anEmptyBodyIsAnObjectToo() {
    put("empty", "");

    assertThat(body("empty")).isEmpty();
  }

  @Test
  void aKeyMayBeTheFolderOfAnother() {
    put("issuers/demo", "the issuer");
    put("issuers/demo/did.json", "its document");

    assertThat(body("issuers/demo")).isEqualTo("the issuer");
    assertThat(body("issuers/demo/did.json")).isEqualTo("its document");
  }

  @Test
  void keysKeepEveryCharacter() {
    var key = "été/a+b c%20d&e=f/../x";
    put(key, "odd");

    assertThat(body(key)).isEqualTo("odd");
    assertThat(list("été").getFirst().key()).isEqualTo(key);
  }

  @Test
  void aFirstWriteIsRefusedWhereThereIsAnObject() {
    putIf("list", "one", put -> put.ifNoneMatch("*"));

    assertRefused(412, "PreconditionFailed", () -> putIf("list", "two", p -> p.ifNoneMatch("*")));

    assertThat(body("list")).isEqualTo("one");
  }

  @Test
  void aReplacementIsRefusedWhenSomebodyElseWasFaster() {
    var first = put("list", "one");
    var second = putIf("list", "two", put -> put.ifMatch(first));

    assertRefused(412, "PreconditionFailed", () -> putIf("list", "three", p -> p.ifMatch(first)));
    assertThat(body("list")).isEqualTo("two");
    assertThat(putIf("list", "four", put -> put.ifMatch(second))).isNotEqualTo(second);
  }

  @Test
  void aReplacementOfNothingIsNotFound() {
    assertRefused(404, "NoSuchKey", () -> putIf("none", "x", put -> put.ifMatch("\"0\"")));
  }

  @Test
  void ofManyFirstWritersOneWins() throws Exception {
    List<Callable<Boolean>> writers =
        IntStream.range(0, 40)
            .<Callable<Boolean>>mapToObj(i ->
                () -> {
                  try {
                    putIf("race", "writer " + i, put -> put.ifNoneMatch("*"));
                    return true;
                  } catch (S3Exception e) {
                    assertThat(e.statusCode()).isEqualTo(412);
                    return false;
                  }
                })
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(writers)).filteredOn(Future::resultNow).hasSize(1);
    }
  }

  @Test
  void anUnchangedObjectIsNotSentAgain() {
    var etag = put("list", "one");

    assertThatThrownBy(
            () -> client().getObjectAsBytes(g -> g.bucket(BUCKET).key("list").ifNoneMatch(etag)))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
    assertThat(
            client()
                .getObjectAsBytes(g -> g.bucket(BUCKET).key("list").ifNoneMatch("\"other\""))
                .asUtf8String())
        .isEqualTo("one");
  }

  @Test
  void aDeletedObjectIsGone() {
    put("a", "x");
    client().deleteObject(d -> d.bucket(BUCKET).key("a"));
    client().deleteObject(d -> d.bucket(BUCKET).key("a"));

    assertThatThrownBy(() -> body("a")).isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> client().headObject(h -> h.bucket(BUCKET).key("a")))
        .isInstanceOf(NoSuchKeyException.class);
    restart();
    assertThatThrownBy(() -> body("a")).isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void anUnknownBucketIsNamedAsAwsDoes() {
    assertThatThrownBy(() -> client().getObjectAsBytes(g -> g.bucket("elsewhere").key("a")))
        .isInstanceOf(NoSuchBucketException.class);
  }

  @Test
  void aBucketIsMadeOverTheWire() {
    client().createBucket(create -> create.bucket("another-bucket"));

    client().headBucket(head -> head.bucket("another-bucket"));
    assertRefused(
        409,
        "BucketAlreadyOwnedByYou",
        () -> client().createBucket(c -> c.bucket("another-bucket")));
  }

  @Test
  void aListingIsPagedInTheOrderOfKeys() {
    for (var key : List.of("s/2", "s/10", "s/1", "t/1", "s/é")) {
      put(key, key);
    }

    assertThat(list("s/")).extracting(S3Object::key).containsExactly("s/1", "s/10", "s/2", "s/é");
    assertThat(
            client()
                .listObjectsV2Paginator(l -> l.bucket(BUCKET).prefix("s/").maxKeys(1))
                .contents())
        .extracting(S3Object::key)
        .containsExactly("s/1", "s/10", "s/2", "s/é");
    assertThat(client().listObjectsV2(l -> l.bucket(BUCKET).maxKeys(2)).isTruncated()).isTrue();
  }

  @Test
  void aListingWithADelimiterShowsFolders() {
    for (var key : List.of("a/1", "a/2", "b", "c/1")) {
      put(key, key);
    }

    var page = client().listObjectsV2(l -> l.bucket(BUCKET).delimiter("/"));
    assertThat(page.commonPrefixes()).extracting(p -> p.prefix()).containsExactly("a/", "c/");
    assertThat(page.contents()).extracting(S3Object::key).containsExactly("b");
    assertThat(
            client()
                .listObjectsV2Paginator(l -> l.bucket(BUCKET).delimiter("/").maxKeys(1))
                .commonPrefixes())
        .extracting(p -> p.prefix())
        .containsExactly("a/", "c/");
  }

  @Test
  void whoeverDoesNotSignIsRefused() throws Exception {
    put("a", "private");
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(s3().endpoint().resolve("/" + BUCKET + "/a")).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("<Code>AccessDenied</Code>").doesNotContain("private");
    }
  }

  @Test
  void aBodyThatDoesNotMatchItsChecksumIsRefused() {
    assertRefused(
        400,
        "BadDigest",
        () ->
            client()
                .putObject(
                    p -> p.bucket(BUCKET).key("a").contentMD5("1B2M2Y8AsgTpgAmY7PhCfg=="),
                    RequestBody.fromString("not empty")));
  }

  @Test
  void objectsSurviveARestart() {
    put("issuers/demo", "one");

    restart();

    assertThat(body("issuers/demo")).isEqualTo("one");
    assertThat(list("")).extracting(S3Object::key).containsExactly("issuers/demo");
  }

  @Test
  void whatAKilledProcessLeftHalfWrittenIsCleanedAway() throws Exception {
    put("a", "x");
    stop();
    var rest = folder.resolve(BUCKET).resolve(".half.object.1.tmp");
    Files.writeString(rest, "SCO1");

    start();

    assertThat(rest).doesNotExist();
    assertThat(body("a")).isEqualTo("x");
  }

  @Test
  void aDamagedObjectIsNamedWhereverTheDamageIs() throws Exception {
    put("a", "some body");
    stop();
    var file = folder.resolve(BUCKET).resolve(ObjectFile.nameOf("a"));
    var bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at++) {
      var damaged = bytes.clone();
      damaged[at] ^= 0x10;
      Files.write(file, damaged);

      assertThatThrownBy(this::start)
          .isInstanceOf(DamagedStoreException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void objectsAreReadWithoutTheWire() {
    put("status/1", "list");

    assertThat(s3().read(BUCKET, "status/1"))
        .hasValueSatisfying(object -> assertThat(object.body()).isEqualTo("list".getBytes(UTF_8)));
    assertThat(s3().read(BUCKET, "status/2")).isEmpty();
    assertThat(s3().read("elsewhere", "status/1")).isEmpty();
  }

  @Test
  void faultsComeAsOftenAsAskedFor() {
    s3().faults().next(1, "PutObject", Faults.Kind.FAIL_BEFORE);
    assertRefused(500, "InternalError", () -> put("a", "x"));
    assertThat(list("")).isEmpty();

    s3().faults().next(1, "PutObject", Faults.Kind.SUCCEED_THEN_FAIL);
    assertRefused(500, "InternalError", () -> put("a", "x"));
    assertThat(body("a")).isEqualTo("x");

    s3().faults().next(1, "GetObject", Faults.Kind.THROTTLE);
    assertRefused(503, "SlowDown", () -> body("a"));
  }

  private void restart() {
    stop();
    start();
  }

  private LocalS3 s3() {
    return Objects.requireNonNull(running);
  }

  private S3Client client() {
    return Objects.requireNonNull(connected);
  }

  private String put(String key, String body) {
    return putIf(key, body, _ -> {});
  }

  private String putIf(String key, String body, Consumer<PutObjectRequest.Builder> condition) {
    return client()
        .putObject(
            put -> condition.accept(put.bucket(BUCKET).key(key)), RequestBody.fromString(body))
        .eTag();
  }

  private String body(String key) {
    return client().getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String();
  }

  private List<S3Object> list(String prefix) {
    return client().listObjectsV2(list -> list.bucket(BUCKET).prefix(prefix)).contents();
  }

  private static void assertRefused(int status, String code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }
}
