package org.sceau.emulator.dynamodb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.JsonMembers;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;

/** Answers TransactWriteItems. */
final class Transactions {

  private static final int MAX_ACTIONS = 100;
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Store store;
  private final Meter meter;

  Transactions(Store store, Meter meter) {
    this.store = store;
    this.meter = meter;
  }

  Map<String, Function<JsonObject, JsonObject>> byName() {
    return Map.of("TransactWriteItems", this::write);
  }

  private JsonObject write(JsonObject json) {
    JsonMembers.check(json, "TransactItems", "ClientRequestToken");
    var items = Request.objects(json, "TransactItems");
    if (items.isEmpty() || items.size() > MAX_ACTIONS) {
      throw AwsException.validation(
          "Member must have length less than or equal to 100 and greater than or equal to 1");
    }
    var actions = items.stream().map(Transactions::action).toList();
    var token = json.string("ClientRequestToken");
    int request = json.without("ClientRequestToken").hashCode();
    return store.write(change -> {
      if (token.isEmpty() || !store.isRepeated(token.get(), request)) {
        stageAll(actions, change);
        token.ifPresent(name -> store.remember(name, request));
      }
      return JsonObject.EMPTY;
    });
  }

  private void stageAll(List<ItemWrite> actions, Change change) {
    Set<Map.Entry<String, ItemPosition>> seen = new HashSet<>();
    for (var action : actions) {
      if (!seen.add(Map.entry(action.table(), action.position(store.table(action.table()))))) {
        throw AwsException.validation(
            "Transaction request cannot include multiple operations on one item");
      }
    }
    List<String> codes = new ArrayList<>();
    double units = 0;
    int bytes = 0;
    for (var action : actions) {
      var code = "None";
      try {
        var done = action.stage(store.table(action.table()), change);
        units += 2 * done.units();
        bytes += Meter.size(done.item());
      } catch (AwsException e) {
        code =
            e.code().equals("ConditionalCheckFailedException")
                ? "ConditionalCheckFailed"
                : "ValidationError";
      }
      codes.add(code);
    }
    if (codes.stream().anyMatch(code -> !code.equals("None"))) {
      throw cancelled(codes);
    }
    if (bytes > MAX_BYTES) {
      throw AwsException.validation(
          "The aggregate size of the items in the transaction exceeds 4 MB");
    }
    meter.written(units);
  }

  /**
   * Returns the refusal of a transaction.
   *
   * @param codes the reason of each action
   */
  static AwsException cancelled(List<String> codes) {
    return new AwsException(
        400,
        "TransactionCanceledException",
        "Transaction cancelled, please refer cancellation reasons " + codes,
        JsonObject.builder()
            .put(
                "CancellationReasons",
                new JsonArray(
                    codes.stream()
                        .<JsonValue>map(code -> JsonObject.builder().put("Code", code).build())
                        .toList()))
            .build());
  }

  private static ItemWrite action(JsonObject item) {
    JsonMembers.check(item, "Put", "Update");
    if (item.members().size() != 1) {
      throw AwsException.validation("TransactItems can only contain one of Put or Update");
    }
    var member = item.members().entrySet().iterator().next();
    return new ItemWrite(
        member.getKey().equals("Put") ? ItemWrite.Kind.PUT : ItemWrite.Kind.UPDATE,
        Request.object(member.getValue()));
  }
}
