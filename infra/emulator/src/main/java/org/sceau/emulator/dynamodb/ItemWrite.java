package org.sceau.emulator.dynamodb;

import java.util.Optional;
import java.util.Set;
import org.sceau.emulator.wire.AwsException;
import org.sceau.json.JsonObject;

/** Represents one put or update, alone or within a transaction. */
final class ItemWrite {

  /** What a request does with an item. */
  enum Kind {
    PUT,
    UPDATE
  }

  /** The effect of a write: the item afterwards. */
  record Done(Attributes item, double units) {}

  private final Kind kind;
  private final String table;
  private final Attributes given;
  private final Optional<Update> update;
  private final Optional<Condition> condition;

  ItemWrite(Kind kind, JsonObject json) {
    this.kind = kind;
    var request =
        switch (kind) {
          case PUT -> new Request(json, "TableName", "Item", "ConditionExpression");
          case UPDATE ->
              new Request(
                  json,
                  "TableName",
                  "Key",
                  "UpdateExpression",
                  "ConditionExpression",
                  "ReturnValues");
        };
    this.table = request.table();
    this.given = request.requiredAttributes(kind == Kind.PUT ? "Item" : "Key");
    this.update = kind == Kind.UPDATE ? Optional.of(request.update()) : Optional.empty();
    this.condition = request.condition("ConditionExpression");
    request.done();
  }

  String table() {
    return table;
  }

  /** The attributes that an update changes. */
  Set<String> updated() {
    return update.map(Update::attributes).orElseGet(Set::of);
  }

  /** The position of the item, whose key must match the table's. */
  ItemPosition position(Table in) {
    if (kind == Kind.PUT) {
      return in.schema().positionOf(given);
    }
    var position = in.schema().positionOfKey(given);
    for (var name : updated()) {
      if (in.schema().key().has(name)) {
        throw AwsException.validation(
            "Cannot update attribute %s. This attribute is part of the key".formatted(name));
      }
    }
    return position;
  }

  /**
   * Stages the change.
   *
   * @throws AwsException if the condition is not met
   */
  Done stage(Table in, Change change) {
    var position = position(in);
    var before = in.get(position);
    if (condition.isPresent()
        && !condition.get().isMetBy(before == null ? Attributes.NONE : before)) {
      throw AwsException.of("ConditionalCheckFailedException", "The conditional request failed");
    }
    var start = before == null ? given : before;
    var after = update.map(changes -> changes.applyTo(start)).orElse(given);
    after.checkSize();
    in.schema().positionOf(after);
    change.put(in, after);
    return new Done(after, in.writeUnits(position, before, after));
  }
}
