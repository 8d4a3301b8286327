package org.sceau.local.dynamodb;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.local.wire.AwsException;

/** TransactWriteItems and TransactGetItems. */
final class Transactions {

  private static final int MAX_ACTIONS = 100;
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Store store;

  Transactions(Store store) {
    this.store = store;
  }

  Map<String, Function<JsonObject, JsonObject>> byName() {
    return Map.of("TransactWriteItems", this::write, "TransactGetItems", this::get);
  }

  private JsonObject write(JsonObject json) {
    var actions = actions(json).stream().map(Transactions::writing).toList();
    var token = json.string("ClientRequestToken");
    var request =
        JsonWriter.write(json.without("ClientRequestToken").without("ReturnConsumedCapacity"));
    if (Sizes.utf8(request) > 2 * MAX_BYTES) {
      throw AwsException.validation("Transaction request size exceeds the limit of 4 MB");
    }
    var digest = sha256(request);
    return store.write(change -> {
      if (isRepeated(token, digest)) {
        return done(json, new TreeMap<>());
      }
      var units = stageAll(actions, change);
      token.ifPresent(name -> change.remember(new Store.Token(name, digest, store.now())));
      return done(json, units);
    });
  }

  private boolean isRepeated(Optional<String> token, String digest) {
    var known = token.map(store::token).orElse(null);
    if (known == null) {
      return false;
    }
    if (!known.request().equals(digest)) {
      throw AwsException.of(
          "IdempotentParameterMismatchException",
          "The same client token was used with another request");
    }
    return true;
  }

  private Map<String, Double> stageAll(List<Writing> actions, Change change) {
    Set<Map.Entry<String, Position>> seen = new HashSet<>();
    for (var action : actions) {
      if (!seen.add(Map.entry(action.table(), action.position(store.table(action.table()))))) {
        throw AwsException.validation(
            "Transaction request cannot include multiple operations on one item");
      }
    }
    Map<String, Double> units = new TreeMap<>();
    List<JsonValue> reasons = new ArrayList<>();
    List<String> codes = new ArrayList<>();
    for (var action : actions) {
      var code = "None";
      var reason = JsonObject.builder();
      try {
        var done = action.stage(store.table(action.table()), change);
        units.merge(action.table(), 2 * done.units(), Double::sum);
      } catch (AwsException e) {
        code =
            e.code().equals("ConditionalCheckFailedException")
                ? "ConditionalCheckFailed"
                : "ValidationError";
        reason.put("Message", e.sentence());
        e.more().members().forEach(reason::put);
      }
      codes.add(code);
      reasons.add(reason.put("Code", code).build());
    }
    if (codes.stream().anyMatch(code -> !code.equals("None"))) {
      throw AwsException.of(
              "TransactionCanceledException",
              "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                  + String.join(", ", codes)
                  + "]")
          .with("CancellationReasons", new JsonArray(reasons));
    }
    return units;
  }

  private static JsonObject done(JsonObject json, Map<String, Double> units) {
    return JsonObject.builder().put("ConsumedCapacity", Batches.capacity(json, units)).build();
  }

  private JsonObject get(JsonObject json) {
    var gets = actions(json).stream().map(a -> a.object("Get")).toList();
    return store.read(() -> {
      List<JsonValue> responses = new ArrayList<>();
      Map<String, Double> units = new TreeMap<>();
      for (var get : gets) {
        var request = new Request(get.orElseThrow(Transactions::notOne));
        var projection = request.projection();
        request.done();
        var table = store.table(request.table());
        var item = table.get(table.schema().checkedKey(request.item("Key")));
        units.merge(
            request.table(),
            2 * Sizes.readUnits(item == null ? 0 : Sizes.of(item), true),
            Double::sum);
        responses.add(
            item == null
                ? JsonObject.EMPTY
                : JsonObject.builder()
                    .put(
                        "Item",
                        ValueJson.writeItem(
                            projection.map(paths -> Projection.of(paths, item)).orElse(item)))
                    .build());
      }
      return JsonObject.builder()
          .put("Responses", new JsonArray(responses))
          .put("ConsumedCapacity", Batches.capacity(json, units))
          .build();
    });
  }

  private static List<JsonObject> actions(JsonObject json) {
    var actions = Request.objects(json, "TransactItems");
    if (actions.isEmpty() || actions.size() > MAX_ACTIONS) {
      throw AwsException.validation(
          "1 validation error detected: Value at 'transactItems' failed to satisfy constraint:"
              + " Member must have length less than or equal to 100 and greater than or equal to"
              + " 1");
    }
    return actions;
  }

  private static Writing writing(JsonObject action) {
    if (action.members().size() != 1) {
      throw notOne();
    }
    var member = action.members().entrySet().iterator().next();
    var kind =
        switch (member.getKey()) {
          case "Put" -> Writing.Kind.PUT;
          case "Update" -> Writing.Kind.UPDATE;
          case "Delete" -> Writing.Kind.DELETE;
          case "ConditionCheck" -> Writing.Kind.CHECK;
          default -> throw notOne();
        };
    return new Writing(kind, Request.object(member.getValue()));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static AwsException notOne() {
    return AwsException.validation(
        "TransactItems can only contain one of Check, Put, Update or Delete");
  }
}
