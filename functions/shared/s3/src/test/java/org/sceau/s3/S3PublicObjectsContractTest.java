package org.sceau.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.emulator.s3.LocalS3;
import org.sceau.emulator.wire.Faults;
import org.sceau.records.PublicObjects;
import org.sceau.records.PublicObjects.PublicObject;
import org.sceau.records.StoreUnavailableException;
import org.sceau.testing.PublicObjectsContract;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3PublicObjectsContractTest implements PublicObjectsContract {

  private LocalS3 s3;
  private S3Client client;
  private String bucket = "";

  @BeforeAll
  void start(@TempDir Path folder) {
    s3 = LocalS3.start(folder);
    client =
        S3Client.builder()
            .endpointOverride(s3.endpoint())
            .region(Region.EU_WEST_3)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  @BeforeEach
  void aBucketOfItsOwnForEachTest() {
    bucket = "public-" + UUID.randomUUID();
    client.createBucket(create -> create.bucket(bucket));
  }

  @AfterEach
  void nothingGoesWrongAnyMore() {
    s3.faults().clear();
  }

  @AfterAll
  void stop() {
    client.close();
    s3.close();
  }

  @Override
  public PublicObjects objects() {
    return new S3PublicObjects(client, bucket);
  }

  @Test
  void aWriteThatFailedOnceIsTriedAgain() {
    s3.faults().next(1, "PutObject", Faults.Kind.FAIL_BEFORE);

    assertThat(objects().create("key", object())).isTrue();

    assertThat(objects().get("key")).isPresent();
  }

  @Test
  void aWriteWhoseAnswerWasLostIsThereAlthoughItIsToldNotToBeWritten() {
    s3.faults().next(1, "PutObject", Faults.Kind.SUCCEED_THEN_FAIL);

    assertThat(objects().create("key", object())).isFalse();

    assertThat(objects().get("key").orElseThrow().object())
        .usingRecursiveComparison()
        .isEqualTo(object());
  }

  @Test
  void aWriteThatMeetsAnotherOneIsNotWritten() {
    s3.faults().next(1, "PutObject", Faults.Kind.CONFLICT);

    assertThat(objects().create("key", object())).isFalse();

    assertThat(objects().get("key")).isEmpty();
  }

  @Test
  void aBucketThatIsAskedTooOftenIsUnavailable() {
    s3.faults().next(100, "GetObject", Faults.Kind.THROTTLE);

    assertThatThrownBy(() -> objects().get("key")).isInstanceOf(StoreUnavailableException.class);
  }

  private static PublicObject object() {
    return new PublicObject("{}".getBytes(UTF_8), "application/vc", "max-age=60", 3);
  }
}
