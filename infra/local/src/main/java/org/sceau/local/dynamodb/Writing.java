package org.sceau.local.dynamodb;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonObject;
import org.sceau.local.wire.AwsException;

/**
 * One put, update, delete or check of a condition, read from its request once and carried out alone
 * or within a transaction.
 */
final class Writing {

  /** What a request asks to be done with an item. */
  enum Kind {
    PUT,
    UPDATE,
    DELETE,
    CHECK
  }

  /**
   * What it did.
   *
   * @param before the item as it was, {@code null} if there was none
   * @param after the item as it is, {@code null} if there is none
   */
  record Done(Value.@Nullable M before, Value.@Nullable M after, double units) {}

  private final Kind kind;
  private final Request request;
  private final String table;
  private final Value.M given;
  private final Update update;
  private final Optional<Condition> condition;

  Writing(Kind kind, JsonObject json) {
    this.kind = kind;
    this.request = new Request(json);
    this.table = request.table();
    this.given = request.item(kind == Kind.PUT ? "Item" : "Key");
    this.update = kind == Kind.UPDATE ? request.update() : Update.NOTHING;
    this.condition = request.condition("ConditionExpression");
    request.done();
    if (kind == Kind.CHECK && condition.isEmpty()) {
      throw AwsException.validation("The expression can not be empty;");
    }
  }

  Request request() {
    return request;
  }

  String table() {
    return table;
  }

  Update update() {
    return update;
  }

  /** Where the item stands, once the key is found to be right. */
  Position position(Table in) {
    var schema = in.schema();
    if (kind == Kind.PUT) {
      Sizes.checkItem(given, false);
      return schema.checkedPosition(given);
    }
    var position = schema.checkedKey(given);
    for (var path : update.paths()) {
      if (schema.key().has(path.attribute())) {
        throw AwsException.validation(
            "One or more parameter values were invalid: Cannot update attribute "
                + path.attribute()
                + ". This attribute is part of the key");
      }
    }
    return position;
  }

  /**
   * Stages what is to change.
   *
   * @throws AwsException if the condition is not met
   */
  Done stage(Table in, Change change) {
    var position = position(in);
    var before = in.get(position);
    if (condition.isPresent() && !condition.get().isMetBy(orEmpty(before))) {
      throw AwsException.of("ConditionalCheckFailedException", "The conditional request failed")
          .with("Item", before != null && wantsOld() ? ValueJson.writeItem(before) : null);
    }
    var after =
        switch (kind) {
          case PUT -> given;
          case UPDATE -> Updating.apply(update, before == null ? given : before);
          case DELETE -> null;
          case CHECK -> before;
        };
    if (kind == Kind.UPDATE && after != null) {
      Sizes.checkItem(after, true);
      in.schema().checkedPosition(after);
    }
    if (after != null && kind != Kind.CHECK) {
      change.put(in, after);
    } else if (kind == Kind.DELETE && before != null) {
      change.delete(in, before);
    }
    return new Done(before, after, in.writeUnits(position, before, after));
  }

  private boolean wantsOld() {
    return request.text("ReturnValuesOnConditionCheckFailure").orElse("NONE").equals("ALL_OLD");
  }

  static Value.M orEmpty(Value.@Nullable M item) {
    return item == null ? new Value.M(Map.of()) : item;
  }
}
