package org.sceau.bench.status;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sceau.contexts.BundledContexts;
import org.sceau.credential.Deployment;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dynamodb.DynamoDbCatalog;
import org.sceau.dynamodb.DynamoDbStatusLists;
import org.sceau.issuing.Sealer;
import org.sceau.jsonld.TitaniumCanonicalizer;
import org.sceau.kms.KmsSigner;
import org.sceau.publishing.Publisher;
import org.sceau.publishing.Publisher.Result;
import org.sceau.s3.S3PublicObjects;
import org.sceau.status.StatusListHead;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What one run of the publisher asks of DynamoDB, S3 and KMS with ten lists due, in a deployment of
 * twenty lists and in one of a hundred million credentials, whose set bits are all in the table;
 * and the heap of a publisher that publishes all of them.
 */
public final class Cycle {

  private static final int FEW = 20;
  private static final int DUE = 10;
  private static final int IN_A_BATCH = 25;
  private static final String LISTS = "StatusListsTable";

  private Cycle() {}

  /** Measures and prints. */
  public static void run() throws Exception {
    try (var site = new Site();
        var loading = site.cloud.services().dynamoDbClient()) {
      fill(loading, 1, FEW);
      print(site, FEW);
      fill(loading, FEW + 1, BigDeployment.LISTS);
      print(site, BigDeployment.LISTS);
      makeDue(loading, BigDeployment.LISTS);
      publishWithLittleHeap(site);
    }
  }

  /** Opens the lists and sets their bits, as so many awards and revocations would have. */
  private static void fill(DynamoDbClient client, int first, int last) throws Exception {
    System.err.printf("filling lists %d to %d ...%n", first, last);
    var lists = new DynamoDbStatusLists(client, LISTS);
    for (int number = Math.max(first, 2); number <= last; number++) {
      var list = BigDeployment.list(number);
      if (!lists.open(
          StatusListHead.opened(
              list, BigDeployment.CAPACITY, "0123456789abcdef0123456789abcdef", Instant.now()))) {
        throw new IllegalStateException("not opened: " + list);
      }
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      var tasks = new ArrayList<Future<?>>();
      for (int number = first; number <= last; number++) {
        int each = number;
        tasks.add(threads.submit(() -> setBits(client, each)));
      }
      for (var task : tasks) {
        task.get();
      }
    }
  }

  private static void setBits(DynamoDbClient client, int number) {
    var list = BigDeployment.list(number).toString();
    var indexes = BigDeployment.revoked(number).stream().boxed().toList();
    for (int i = 0; i < indexes.size(); i += IN_A_BATCH) {
      var writes =
          indexes.subList(i, Math.min(i + IN_A_BATCH, indexes.size())).stream()
              .map(index ->
                  WriteRequest.builder()
                      .putRequest(
                          PutRequest.builder()
                              .item(
                                  Map.of(
                                      "list", AttributeValue.fromS(list),
                                      "entry", AttributeValue.fromS("set#%09d".formatted(index))))
                              .build())
                      .build())
              .toList();
      var answer = client.batchWriteItem(batch -> batch.requestItems(Map.of(LISTS, writes)));
      if (!answer.unprocessedItems().isEmpty()) {
        throw new IllegalStateException("the double refuses no writes");
      }
    }
  }

  /** As a change of status does. */
  private static void makeDue(DynamoDbClient client, int lists) {
    for (int number = 1; number <= lists; number++) {
      var list = BigDeployment.list(number).toString();
      var now = AttributeValue.fromN(Long.toString(Instant.now().toEpochMilli()));
      var _ =
          client.updateItem(update ->
              update
                  .tableName(LISTS)
                  .key(
                      Map.of(
                          "list", AttributeValue.fromS(list),
                          "entry", AttributeValue.fromS("head")))
                  .updateExpression("SET #d = :now ADD #c :one")
                  .expressionAttributeNames(Map.of("#d", "dueAt", "#c", "change"))
                  .expressionAttributeValues(
                      Map.of(":now", now, ":one", AttributeValue.fromN("1"))));
    }
  }

  private static void print(Site site, int lists) {
    var units = new RequestUnits();
    try (var counted = counted(site, units);
        var s3 = site.cloud.services().s3Client();
        var kms = site.cloud.services().kmsClient()) {
      var deployment =
          new Deployment(site.cloud.baseUrl(), URI.create(site.cloud.tlsUrl()).getAuthority());
      var publisher =
          new Publisher(
              new DynamoDbStatusLists(counted, LISTS, new SecureRandom()),
              new DynamoDbCatalog(counted, "CatalogTable"),
              new S3PublicObjects(s3, "sceau-publicbucket"),
              new Sealer(
                  deployment,
                  new DataIntegrity(
                      new TitaniumCanonicalizer(new BundledContexts()), Clock.systemUTC()),
                  new KmsSigner(kms)),
              deployment,
              Clock.systemUTC());
      requirePublished(publisher.publishDue(() -> true));
      makeDue(counted, DUE);
      units.reset();
      long gets = site.s3.faults().calls("GetObject");
      long puts = site.s3.faults().calls("PutObject");
      long signs = site.kms.faults().calls("Sign");
      var results = publisher.publishDue(() -> true);
      requirePublished(results);
      System.out.printf(
          "%d lists, %,d credentials: %d published; %s; S3: %d gets, %d puts; KMS: %d signatures%n",
          lists,
          (long) lists * BigDeployment.CAPACITY,
          results.size(),
          units,
          site.s3.faults().calls("GetObject") - gets,
          site.s3.faults().calls("PutObject") - puts,
          site.kms.faults().calls("Sign") - signs);
    }
  }

  private static DynamoDbClient counted(Site site, RequestUnits units) {
    return DynamoDbClient.builder()
        .endpointOverride(site.dynamoDb.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(settings -> settings.addExecutionInterceptor(units))
        .build();
  }

  private static void requirePublished(List<Result> results) {
    results.stream()
        .filter(result -> !(result instanceof Result.Published))
        .findFirst()
        .ifPresent(other -> {
          throw new IllegalStateException(other.toString());
        });
  }

  /** The function itself, in a JVM of its own as plain Lambda starts it, with 128 MiB of heap. */
  private static void publishWithLittleHeap(Site site) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                PublishAll.class.getName())
            .inheritIO();
    var environment = builder.environment();
    environment.putAll(site.cloud.services().environment());
    environment.put("STATUS_LISTS_TABLE", LISTS);
    environment.put("CATALOG_TABLE", "CatalogTable");
    environment.put("PUBLIC_BUCKET", "sceau-publicbucket");
    environment.put("PUBLIC_URL", site.cloud.baseUrl());
    environment.put("DID_AUTHORITY", URI.create(site.cloud.tlsUrl()).getAuthority());
    if (builder.start().waitFor() != 0) {
      throw new IllegalStateException("the publisher failed");
    }
  }
}
