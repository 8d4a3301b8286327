package org.sceau.local.dynamodb;

import java.util.Set;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Function;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;

/**
 * Adds up what all calls consume, whether or not they ask. What AWS takes for a write whose
 * condition is not met is left out.
 */
final class Meter {

  private static final Set<String> READING =
      Set.of("GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan");
  private static final Set<String> WRITING =
      Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems");

  private static final String WANTED = "ReturnConsumedCapacity";
  private static final String CONSUMED = "ConsumedCapacity";

  private final DoubleAdder read = new DoubleAdder();
  private final DoubleAdder written = new DoubleAdder();

  LocalDynamoDb.Units units() {
    return new LocalDynamoDb.Units(read.sum(), written.sum());
  }

  /** The operation, counted. */
  Function<JsonObject, JsonObject> over(String name, Function<JsonObject, JsonObject> operation) {
    if (READING.contains(name)) {
      return input -> count(read, operation, input);
    }
    return WRITING.contains(name) ? input -> count(written, operation, input) : operation;
  }

  private static JsonObject count(
      DoubleAdder sum, Function<JsonObject, JsonObject> operation, JsonObject input) {
    boolean isWanted = new Request(input).wantsCapacity();
    var output = operation.apply(isWanted ? input : input.with(WANTED, new JsonString("TOTAL")));
    // One, or one a table.
    for (var consumed : output.list(CONSUMED)) {
      Request.object(consumed)
          .number("CapacityUnits")
          .ifPresent(units -> sum.add(units.decimal().doubleValue()));
    }
    return isWanted ? output : output.without(CONSUMED);
  }
}
