package org.sceau.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.local.CannotStartException.Reason;
import software.amazon.awssdk.core.sync.RequestBody;

class LocalCloudTest {

  private static final String TEMPLATE =
      """
      Resources:
        Acting:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: acting.zip
            Handler: org.sceau.local.lambda.ActingHandler
            Timeout: 20
            Environment:
              Variables:
                SETTING: !Sub https://${DomainName}
                TABLE: !Ref Lists
                BUCKET: !Ref Public
                KEY: !GetAtt P256.Arn
            Events:
              Do: {Type: HttpApi, Properties: {Method: POST, Path: /do}}
              Often: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 minute)}}
        Lists:
          Type: AWS::DynamoDB::Table
          Properties:
            AttributeDefinitions: [{AttributeName: list, AttributeType: S}, {AttributeName: entry, AttributeType: S}, {AttributeName: queue, AttributeType: S}, {AttributeName: dueAt, AttributeType: N}]
            KeySchema: [{AttributeName: list, KeyType: HASH}, {AttributeName: entry, KeyType: RANGE}]
            GlobalSecondaryIndexes:
              - IndexName: due
                KeySchema: [{AttributeName: queue, KeyType: HASH}, {AttributeName: dueAt, KeyType: RANGE}]
                Projection: {ProjectionType: KEYS_ONLY}
        Public: {Type: AWS::S3::Bucket}
        P256: {Type: AWS::KMS::Key, Properties: {KeySpec: ECC_NIST_P256}}
        Cdn:
          Type: AWS::CloudFront::Distribution
          Properties:
            DistributionConfig:
              Origins: [{Id: public, DomainName: !GetAtt Public.RegionalDomainName, S3OriginConfig: {}}]
              CacheBehaviors: [{PathPattern: /status/*, TargetOriginId: public}]
      """;

  @TempDir private Path folder;
  private Path template = Path.of("unset");

  @BeforeEach
  void writeTemplate() throws IOException {
    template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
  }

  @Test
  void aFunctionKnowsWhereItIs() throws Exception {
    try (var cloud = start()) {
      assertThat(deed(cloud, "setting")).isEqualTo(cloud.baseUrl());
    }
  }

  @Test
  void theScheduleRunsAtWillAndItsFailureIsTold() throws Exception {
    try (var cloud = start()) {
      cloud.runSchedule();
      assertThat(deed(cloud, "count")).isEqualTo("2");
    }
  }

  @Test
  void aPublishedDocumentIsServedByTheGatewayAfterARestartToo() throws Exception {
    String keys;
    String operatorKey;
    try (var cloud = start();
        var s3 = cloud.services().s3Client()) {
      var _ =
          s3.putObject(
              put ->
                  put.bucket("sceau-public")
                      .key("status/1")
                      .contentType("application/vc")
                      .cacheControl("max-age=60"),
              RequestBody.fromString("{}"));
      keys = Files.readString(folder.resolve("data/keys.json"));
      operatorKey = cloud.operatorKey();
    }
    try (var cloud = start();
        var http = HttpClient.newHttpClient()) {
      var answer = http.send(request(cloud, "/status/1").build(), BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("{}");
      assertThat(answer.headers().firstValue("content-type")).contains("application/vc");
      assertThat(answer.headers().firstValue("cache-control")).contains("max-age=60");
      assertThat(answer.headers().firstValue("etag")).isPresent();
      var absent = http.send(request(cloud, "/status/2").build(), BodyHandlers.ofString());
      assertThat(absent.statusCode()).isEqualTo(404);
      assertThat(folder.resolve("data/keys.json")).hasContent(keys);
      assertThat(cloud.operatorKey()).isEqualTo(operatorKey).matches("sceau_operator_[\\w-]{43}");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theOperatorsKeyIsForItsOwnerAlone() throws IOException {
    try (var _ = start()) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("data/operator.key"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aFolderIsForOneAtATime() {
    try (var _ = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOfSatisfying(
              CannotStartException.class, e -> assertThat(e.exitCode()).isEqualTo(75))
          .hasMessageContaining("Another local cloud runs on the data folder");
    }
    start().close();
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    start().close();
    for (var file : new String[] {"operator.key", "keys.json", "tls.p12"}) {
      var path = folder.resolve("data").resolve(file);
      var whole = Files.readAllBytes(path);
      Files.writeString(path, "damaged");
      assertThatThrownBy(this::start)
          .isInstanceOf(CannotStartException.class)
          .hasMessageContaining(file + " is damaged");
      Files.write(path, whole);
    }
    start().close();
  }

  @Test
  void aKeyThatKmsHasLostIsNamed() throws IOException {
    start().close();
    var keys = folder.resolve("data/keys.json");
    Files.writeString(keys, Files.readString(keys).replaceFirst("[0-9a-f]{8}-", "00000000-"));

    assertThatThrownBy(this::start)
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("is not in KMS");
  }

  @Test
  void exitCodesAreThoseOfSysexits() {
    assertThat(new CannotStartException(Reason.UNAVAILABLE, "").exitCode()).isEqualTo(69);
    assertThat(new CannotStartException(Reason.DATA_DAMAGED, "").exitCode()).isEqualTo(65);
  }

  private LocalCloud start() {
    return LocalCloud.start(LocalCloud.Options.in(folder.resolve("data")).withTemplate(template));
  }

  private static String deed(LocalCloud cloud, String deed)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
              request(cloud, "/do")
                  .header("deed", deed)
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  private static HttpRequest.Builder request(LocalCloud cloud, String path) {
    return HttpRequest.newBuilder(URI.create(cloud.baseUrl() + path));
  }
}
