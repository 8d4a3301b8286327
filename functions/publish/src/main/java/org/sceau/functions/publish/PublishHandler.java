package org.sceau.functions.publish;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.dynamodb.DynamoDb;
import org.sceau.dynamodb.DynamoDbCatalog;
import org.sceau.dynamodb.DynamoDbStatusLists;
import org.sceau.jose.accp.CorrettoLibrary;
import org.sceau.jose.accp.LazyNativeSignatures;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.kms.Kms;
import org.sceau.kms.KmsSigner;
import org.sceau.lambda.Settings;
import org.sceau.records.Deployment;
import org.sceau.s3.S3;
import org.sceau.s3.S3PublicObjects;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Publisher;
import org.sceau.statuslist.Publisher.Result;

/**
 * Publishes the lists that are due, as the schedule asks. The event is not read: the table says
 * which lists are due, so a forged event changes nothing.
 */
public final class PublishHandler implements RequestStreamHandler {

  /** What one list may take at the worst; with less time left the next list waits. */
  private static final int MILLIS_FOR_A_LIST = 10_000;

  private final Publisher publisher;
  private final InstantSource clock;
  private final Consumer<String> metrics;

  /** For Lambda, which calls it once before the first event. */
  public PublishHandler() {
    this(System.getenv());
  }

  /** Metrics go to the standard output: Lambda's own logger would wrap them beyond recognition. */
  public PublishHandler(Map<String, String> environment) {
    this(Wiring.publisher(environment), Clock.systemUTC(), System.out::println);
  }

  PublishHandler(Publisher publisher, InstantSource clock, Consumer<String> metrics) {
    this.publisher = publisher;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) {
    var waited = publisher.longestWait();
    var results =
        publisher.publishDue(() -> context.getRemainingTimeInMillis() > MILLIS_FOR_A_LIST);
    for (var result : results) {
      context.getLogger().log(JsonWriter.write(line(result)));
    }
    metrics.accept(freshness(waited, publisher.greatestAge()));
    failIfAnyFailed(results);
  }

  /**
   * How fresh the lists are, in the embedded metric format of CloudWatch.
   *
   * @param waited how long the list that waited longest had been due when the run began
   * @param age of the oldest list when it ended
   */
  private String freshness(Duration waited, Duration age) {
    return """
    {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Sceau","Dimensions":[["Function"]],\
    "Metrics":[{"Name":"OldestDueList","Unit":"Seconds"},\
    {"Name":"OldestPublishedList","Unit":"Seconds"}]}]},\
    "Function":"publish","OldestDueList":%d,"OldestPublishedList":%d}\
    """
        .formatted(clock.instant().toEpochMilli(), waited.toSeconds(), age.toSeconds());
  }

  /**
   * A list that failed, was refused or had to be repaired makes the invocation fail, which raises
   * the alarm.
   */
  private static void failIfAnyFailed(List<Result> results) {
    var bad =
        results.stream()
            .filter(result ->
                switch (result) {
                  case Result.Refused _, Result.Failed _, Result.Repaired _ -> true;
                  case Result.Published _, Result.Overtaken _ -> false;
                })
            .map(result -> result.list().toString())
            .toList();
    if (!bad.isEmpty()) {
      throw new IllegalStateException("lists to look at: " + String.join(", ", bad));
    }
  }

  private static JsonObject line(Result result) {
    var line = JsonObject.builder().put("list", result.list().toString());
    return switch (result) {
      case Result.Published(_, var sequence, var set) ->
          line.put("event", "published").put("sequence", sequence).put("set", set).build();
      case Result.Repaired(_, var sequence, var set, var found) ->
          line.put("event", "repaired")
              .put("sequence", sequence)
              .put("set", set)
              .put("found", found)
              .build();
      case Result.Overtaken _ -> line.put("event", "overtaken").build();
      case Result.Refused(_, var reason) ->
          line.put("event", "refused").put("reason", reason).build();
      case Result.Failed(_, var cause) ->
          line.put("event", "failed").put("cause", cause.toString()).build();
    };
  }

  /** Makes the publisher of the environment. */
  private static final class Wiring {

    private static Publisher publisher(Map<String, String> environment) {
      var settings = new Settings(environment);
      var listsTable = settings.text("STATUS_LISTS_TABLE");
      var catalogTable = settings.text("CATALOG_TABLE");
      var bucket = settings.text("PUBLIC_BUCKET");
      var deployment =
          new Deployment(settings.origin("PUBLIC_URL"), settings.text("DID_AUTHORITY"));
      settings.check();
      var clock = Clock.systemUTC();
      var dynamoDb = DynamoDb.client();
      return new Publisher(
          new DynamoDbStatusLists(dynamoDb, listsTable),
          new DynamoDbCatalog(dynamoDb, catalogTable),
          new S3PublicObjects(S3.client(), bucket),
          new Sealer(
              deployment,
              new DataIntegrity(new TitaniumCanonicalizer(new BundledContexts()), clock),
              new KmsSigner(Kms.client()),
              new LazyNativeSignatures(CorrettoLibrary::load).counting()),
          deployment,
          clock);
    }
  }
}
