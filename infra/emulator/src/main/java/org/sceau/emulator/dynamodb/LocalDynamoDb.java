package org.sceau.emulator.dynamodb;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.Faults;
import org.sceau.emulator.wire.JsonProtocol;
import org.sceau.emulator.wire.WireServer;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;

/**
 * Emulates DynamoDB: the operations and expressions that the adapters use, with AWS's limits and
 * errors. Anything else is refused by an error that names it.
 */
public final class LocalDynamoDb implements AutoCloseable {

  private static final JsonLimits LIMITS =
      new JsonLimits(24 * 1024 * 1024, 16, 2_000_000, 2 * 1024 * 1024, 256);

  private final WireServer server;
  private final Faults faults;
  private final Meter meter;

  /** Request units: what AWS charges for reads and writes. */
  public record Units(double read, double written) {}

  private LocalDynamoDb(WireServer server, Faults faults, Meter meter) {
    this.server = server;
    this.faults = faults;
    this.meter = meter;
  }

  /**
   * Starts the emulator with the tables that the folder holds.
   *
   * @param folder {@code null} to keep everything in memory only
   * @throws org.sceau.emulator.wire.DamagedStoreException if the journal cannot be read
   */
  public static LocalDynamoDb start(@Nullable Path folder, InstantSource clock) {
    var faults = new Faults();
    var meter = new Meter();
    var store = new Store(folder, clock, faults);
    Map<String, Function<JsonObject, JsonObject>> operations = new HashMap<>();
    operations.putAll(new TableOperations(store).byName());
    operations.putAll(new ItemOperations(store, meter, faults).byName());
    operations.putAll(new Queries(store, meter, faults).byName());
    operations.putAll(new Transactions(store, meter).byName());
    var protocol =
        new JsonProtocol(
            new JsonProtocol.Dialect(
                "application/x-amz-json-1.0",
                "DynamoDB_20120810.",
                "com.amazonaws.dynamodb.v20120810#",
                LocalDynamoDb::refusal),
            faults,
            LIMITS,
            operations);
    var server = WireServer.start(LIMITS.bytes(), protocol::answer);
    return new LocalDynamoDb(server, faults, meter);
  }

  private static AwsException refusal(Faults.Kind kind, String operation, JsonObject input) {
    boolean isTransaction = operation.equals("TransactWriteItems");
    return switch (kind) {
      case FAIL_BEFORE -> new AwsException(500, "InternalServerError", "Asked for by a test.");
      case THROTTLE ->
          isTransaction
              ? cancelled("ThrottlingError", input)
              : AwsException.of("ThrottlingException", "Rate exceeded");
      case CONFLICT ->
          isTransaction
              ? cancelled("TransactionConflict", input)
              : AwsException.of(
                  "TransactionConflictException", "Transaction is ongoing for the item");
      default -> throw new IllegalArgumentException("DynamoDB has no fault " + kind);
    };
  }

  /** The refusal of a transaction for its first action. */
  private static AwsException cancelled(String code, JsonObject transaction) {
    var codes =
        new ArrayList<>(
            Collections.nCopies(Request.objects(transaction, "TransactItems").size(), "None"));
    codes.set(0, code);
    return Transactions.cancelled(codes);
  }

  /** The address for an SDK client. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** The faults on demand. */
  public Faults faults() {
    return faults;
  }

  /** The units that all calls have consumed so far. */
  public Units consumed() {
    return meter.units();
  }

  @Override
  public void close() {
    server.close();
  }
}
