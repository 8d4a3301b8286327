package org.sceau.emulator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.emulator.dynamodb.Fixture.CREDENTIALS;
import static org.sceau.emulator.dynamodb.Fixture.LISTS;
import static org.sceau.emulator.dynamodb.Fixture.action;
import static org.sceau.emulator.dynamodb.Fixture.assertInvalid;
import static org.sceau.emulator.dynamodb.Fixture.entry;
import static org.sceau.emulator.dynamodb.Fixture.id;
import static org.sceau.emulator.dynamodb.Fixture.names;
import static org.sceau.emulator.dynamodb.Fixture.with;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sceau.emulator.wire.Faults;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class TransactionsTest {

  private final Fixture db = Fixture.withTables(null);

  @AfterEach
  void stop() {
    db.close();
  }

  @Test
  void itemsOfMoreThan4MbTogetherAreRefused() {
    // An attribute of one byte, its value, and the key.
    var quarter = "x".repeat(256 * 1024 - 5);
    var actions =
        IntStream.range(0, 16)
            .mapToObj(i -> putting(with(id("%02d".formatted(i)), "x", fromS(quarter))))
            .toArray(TransactWriteItem[]::new);
    write("t1", actions);

    actions[15] = putting(with(id("15"), "x", fromS(quarter + "x")));
    assertInvalid("exceeds 4 MB", () -> write("t2", actions));
    assertThat(db.get(id("15"))).containsEntry("x", fromS(quarter));
  }

  /** An update is small, and what it updates is not. */
  @Test
  void anUpdateCountsByTheItemThatItUpdates() {
    for (int i = 0; i < 11; i++) {
      db.put(with(id("c" + i), "x", fromS("x".repeat(390 * 1024))));
    }

    assertInvalid(
        "exceeds 4 MB",
        () ->
            write(
                "t1",
                IntStream.range(0, 11)
                    .mapToObj(i ->
                        action(a ->
                            a.update(u ->
                                u.tableName(CREDENTIALS)
                                    .key(id("c" + i))
                                    .updateExpression("SET #y = :y")
                                    .expressionAttributeNames(names("#y"))
                                    .expressionAttributeValues(Map.of(":y", fromN("1"))))))
                    .toArray(TransactWriteItem[]::new)));
  }

  @Test
  void aTokenMakesATransactionHappenOnce() {
    db.local.faults().next(1, "TransactWriteItems", Faults.Kind.SUCCEED_THEN_FAIL);
    assertThatThrownBy(() -> write("t1", increment()))
        .isInstanceOf(InternalServerErrorException.class);
    write("t1", increment());
    assertThat(db.get(entry("l", 0))).containsEntry("n", fromN("1"));
    assertThatThrownBy(() -> write("t1", putNew("a")))
        .isInstanceOf(IdempotentParameterMismatchException.class);

    db.now = db.now.plusSeconds(601);
    write("t1", increment());
    assertThat(db.get(entry("l", 0))).containsEntry("n", fromN("2"));
  }

  @Test
  void aTransactionIsCancelledOnDemand() {
    for (var fault :
        Map.of(
                Faults.Kind.CONFLICT, "TransactionConflict",
                Faults.Kind.THROTTLE, "ThrottlingError")
            .entrySet()) {
      db.local.faults().next(1, "TransactWriteItems", fault.getKey());

      assertCancelled(
          List.of(fault.getValue(), "None"), () -> write("t1", increment(), putNew("a")));
    }
    assertThat(db.get(id("a"))).isEmpty();
    write("t1", increment(), putNew("a"));
    assertThat(db.get(id("a"))).isEqualTo(id("a"));
  }

  private void write(String token, TransactWriteItem... actions) {
    db.client.transactWriteItems(t -> t.clientRequestToken(token).transactItems(actions));
  }

  private static void assertCancelled(List<String> codes, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TransactionCanceledException.class,
            e ->
                assertThat(e.cancellationReasons())
                    .extracting(CancellationReason::code)
                    .isEqualTo(codes));
  }

  private static TransactWriteItem putting(Map<String, AttributeValue> item) {
    return action(a -> a.put(p -> p.tableName(CREDENTIALS).item(item)));
  }

  private static TransactWriteItem putNew(String id) {
    return action(a ->
        a.put(p ->
            p.tableName(CREDENTIALS)
                .item(id(id))
                .conditionExpression("attribute_not_exists(#id)")
                .expressionAttributeNames(names("#id"))));
  }

  private static TransactWriteItem increment() {
    return action(a ->
        a.update(u ->
            u.tableName(LISTS)
                .key(entry("l", 0))
                .updateExpression("ADD #n :one")
                .expressionAttributeNames(names("#n"))
                .expressionAttributeValues(Map.of(":one", fromN("1")))));
  }
}
