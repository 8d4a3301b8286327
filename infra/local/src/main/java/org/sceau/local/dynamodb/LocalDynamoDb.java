package org.sceau.local.dynamodb;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.local.wire.AwsException;
import org.sceau.local.wire.Faults;
import org.sceau.local.wire.JsonProtocol;
import org.sceau.local.wire.StoreFolder;
import org.sceau.local.wire.WireServer;

/** A double of DynamoDB: tables, indexes, expressions, transactions, AWS's limits and errors. */
public final class LocalDynamoDb implements AutoCloseable {

  private static final JsonLimits LIMITS =
      new JsonLimits(24 * 1024 * 1024, 80, 2_000_000, 2 * 1024 * 1024, 256);

  private final @Nullable StoreFolder folder;
  private final Store store;
  private final WireServer server;
  private final Faults faults;
  private final Meter meter;

  /** Request units: what reading and writing is paid by. */
  public record Units(double read, double written) {}

  private LocalDynamoDb(
      @Nullable StoreFolder folder, Store store, WireServer server, Faults faults, Meter meter) {
    this.folder = folder;
    this.store = store;
    this.server = server;
    this.faults = faults;
    this.meter = meter;
  }

  /**
   * Starts the double with the tables that the folder holds.
   *
   * @param folder {@code null} to keep everything in memory only
   * @param port 0 for any that is free
   * @throws org.sceau.local.wire.DamagedStoreException if the journal cannot be read
   */
  public static LocalDynamoDb start(@Nullable Path folder, int port, InstantSource clock) {
    var owned = folder == null ? null : StoreFolder.open(folder);
    try {
      var store = new Store(owned, clock);
      var faults = new Faults();
      Map<String, Function<JsonObject, JsonObject>> operations = new HashMap<>();
      operations.putAll(new TableOperations(store).byName());
      operations.putAll(new ItemOperations(store).byName());
      operations.putAll(new Queries(store).byName());
      operations.putAll(new Batches(store).byName());
      operations.putAll(new Transactions(store).byName());
      var meter = new Meter();
      operations.replaceAll(meter::over);
      var protocol =
          new JsonProtocol(
              new JsonProtocol.Dialect(
                  "application/x-amz-json-1.0",
                  "DynamoDB_20120810.",
                  "com.amazonaws.dynamodb.v20120810#",
                  "InternalServerError",
                  "ThrottlingException"),
              faults,
              LIMITS,
              operations);
      var server = WireServer.start(port, LIMITS.bytes(), protocol::answer);
      return new LocalDynamoDb(owned, store, server, faults, meter);
    } catch (RuntimeException e) {
      if (owned != null) {
        owned.close();
      }
      throw e;
    }
  }

  /** Where an SDK client finds the double. */
  public URI endpoint() {
    return server.endpoint();
  }

  /**
   * Makes a table if it is not there yet.
   *
   * @param createTable the body of a CreateTable request
   * @throws IllegalArgumentException if it is there with other keys or indexes, or the request is
   *     wrong
   */
  public void createTable(JsonObject createTable) {
    try {
      if (!new TableOperations(store).createIfAbsent(createTable)) {
        throw new IllegalArgumentException(
            "The table "
                + createTable.string("TableName").orElse("")
                + " is there with other keys or indexes: delete it, or its folder, first.");
      }
    } catch (AwsException e) {
      throw new IllegalArgumentException(e.sentence(), e);
    }
  }

  /** What is to go wrong. */
  public Faults faults() {
    return faults;
  }

  /** What all calls have consumed so far. */
  public Units consumed() {
    return meter.units();
  }

  @Override
  public void close() {
    server.close();
    store.close();
    if (folder != null) {
      folder.close();
    }
  }
}
