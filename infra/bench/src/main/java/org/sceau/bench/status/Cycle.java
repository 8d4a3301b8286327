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
import java.util.stream.Stream;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.dynamodb.DynamoDbCatalog;
import org.sceau.dynamodb.DynamoDbStatusLists;
import org.sceau.kms.KmsSigner;
import org.sceau.records.Deployment;
import org.sceau.records.status.StatusListHead;
import org.sceau.s3.S3PublicObjects;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Publisher;
import org.sceau.statuslist.Publisher.Result;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What one run of the publisher asks of DynamoDB, S3 and KMS with ten lists due, in a deployment of
 * twenty lists and in one of a hundred million credentials, whose set bits are all in the table;
 * and the heap of a publisher that publishes all of them.
 */
public final class Cycle {

  private static final int FEW = 20;
  private static final int DUE = 10;
  private static final int IN_A_TRANSACTION = 100;
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
    for (int i = 0; i < indexes.size(); i += IN_A_TRANSACTION) {
      var writes =
          indexes.subList(i, Math.min(i + IN_A_TRANSACTION, indexes.size())).stream()
              .map(index ->
                  TransactWriteItem.builder()
                      .put(put ->
                          put.tableName(LISTS)
                              .item(
                                  Map.of(
                                      "list", AttributeValue.fromS(list),
                                      "entry", AttributeValue.fromS("set#%09d".formatted(index)))))
                      .build())
              .toList();
      var _ = client.transactWriteItems(all -> all.transactItems(writes));
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
    try (var client = site.cloud.services().dynamoDbClient();
        var s3 = site.cloud.services().s3Client();
        var kms = site.cloud.services().kmsClient()) {
      var deployment =
          new Deployment(site.cloud.baseUrl(), URI.create(site.cloud.tlsUrl()).getAuthority());
      var publisher =
          new Publisher(
              new DynamoDbStatusLists(client, LISTS, new SecureRandom()),
              new DynamoDbCatalog(client, "CatalogTable"),
              new S3PublicObjects(s3, "sceau-publicbucket"),
              new Sealer(
                  deployment,
                  new DataIntegrity(
                      new TitaniumCanonicalizer(new BundledContexts()), Clock.systemUTC()),
                  new KmsSigner(kms)),
              deployment,
              Clock.systemUTC());
      requirePublished(publisher.publishDue(() -> true));
      makeDue(client, DUE);
      var before = site.dynamoDb.consumed();
      long calls = calls(site);
      long gets = site.s3.faults().calls("GetObject");
      long puts = site.s3.faults().calls("PutObject");
      long signs = site.kms.faults().calls("Sign");
      var results = publisher.publishDue(() -> true);
      requirePublished(results);
      System.out.printf(
          "%d lists, %,d credentials: %d published; DynamoDB: %d calls, %.1f read units, %.1f write"
              + " units; S3: %d gets, %d puts; KMS: %d signatures%n",
          lists,
          (long) lists * BigDeployment.CAPACITY,
          results.size(),
          calls(site) - calls,
          site.dynamoDb.consumed().read() - before.read(),
          site.dynamoDb.consumed().written() - before.written(),
          site.s3.faults().calls("GetObject") - gets,
          site.s3.faults().calls("PutObject") - puts,
          site.kms.faults().calls("Sign") - signs);
    }
  }

  private static long calls(Site site) {
    return Stream.of("GetItem", "Query", "UpdateItem")
        .mapToLong(site.dynamoDb.faults()::calls)
        .sum();
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
