package org.sceau.local.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonObject;
import org.sceau.local.wire.AwsException;

/** GetItem, PutItem, UpdateItem and DeleteItem. */
final class ItemOperations {

  private static final Set<String> OF_UPDATE =
      Set.of("NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW");

  private final Store store;

  ItemOperations(Store store) {
    this.store = store;
  }

  Map<String, Function<JsonObject, JsonObject>> byName() {
    return Map.of(
        "GetItem", this::get,
        "PutItem", json -> write(Writing.Kind.PUT, json),
        "UpdateItem", json -> write(Writing.Kind.UPDATE, json),
        "DeleteItem", json -> write(Writing.Kind.DELETE, json));
  }

  private JsonObject get(JsonObject json) {
    var request = new Request(json);
    var projection = request.projection();
    request.done();
    var key = request.item("Key");
    var name = request.table();
    var item =
        store.read(() -> {
          var table = store.table(name);
          return Optional.ofNullable(table.get(table.schema().checkedKey(key)));
        });
    double units =
        Sizes.readUnits(item.map(Sizes::of).orElse(0), request.flag("ConsistentRead", false));
    return JsonObject.builder()
        .put(
            "Item",
            item.map(found -> projection.map(paths -> Projection.of(paths, found)).orElse(found))
                .map(ValueJson::writeItem)
                .orElse(null))
        .put("ConsumedCapacity", request.capacity(name, units))
        .build();
  }

  private JsonObject write(Writing.Kind kind, JsonObject json) {
    var writing = new Writing(kind, json);
    var wanted = writing.request().text("ReturnValues").orElse("NONE");
    if (kind == Writing.Kind.UPDATE
        ? !OF_UPDATE.contains(wanted)
        : !wanted.equals("NONE") && !wanted.equals("ALL_OLD")) {
      throw AwsException.validation("Return values set to invalid value");
    }
    var done = store.write(change -> writing.stage(store.table(writing.table()), change));
    return JsonObject.builder()
        .put("Attributes", returned(wanted, writing, done))
        .put("ConsumedCapacity", writing.request().capacity(writing.table(), done.units()))
        .build();
  }

  private static @Nullable JsonObject returned(String wanted, Writing writing, Writing.Done done) {
    var item =
        switch (wanted) {
          case "ALL_OLD" -> done.before();
          case "ALL_NEW" -> done.after();
          case "UPDATED_OLD" -> projected(writing.update().paths(), done.before());
          case "UPDATED_NEW" -> projected(writing.update().paths(), done.after());
          default -> null;
        };
    return item == null || item.values().isEmpty() ? null : ValueJson.writeItem(item);
  }

  private static Value.@Nullable M projected(List<Path> paths, Value.@Nullable M item) {
    return item == null || paths.isEmpty() ? null : Projection.of(paths, item);
  }
}
