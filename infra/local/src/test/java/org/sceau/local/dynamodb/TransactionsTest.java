package org.sceau.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.local.dynamodb.Fixture.CREDENTIALS;
import static org.sceau.local.dynamodb.Fixture.LISTS;
import static org.sceau.local.dynamodb.Fixture.action;
import static org.sceau.local.dynamodb.Fixture.assertInvalid;
import static org.sceau.local.dynamodb.Fixture.entry;
import static org.sceau.local.dynamodb.Fixture.id;
import static org.sceau.local.dynamodb.Fixture.with;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.local.wire.Faults;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class TransactionsTest {

  @TempDir Path folder;

  private Fixture db = Fixture.withTables(null);

  @BeforeEach
  void start() {
    db.close();
    db = Fixture.withTables(folder);
  }

  @AfterEach
  void stop() {
    db.close();
  }

  @Test
  void allActionsHappenTogether() {
    db.put(id("old"));
    write(
        "t1",
        action(a ->
            a.put(p ->
                p.tableName(CREDENTIALS)
                    .item(id("new"))
                    .conditionExpression("attribute_not_exists(id)"))),
        increment(),
        action(a -> a.delete(d -> d.tableName(CREDENTIALS).key(id("old")))),
        action(a ->
            a.conditionCheck(c ->
                c.tableName(CREDENTIALS)
                    .key(id("none"))
                    .conditionExpression("attribute_not_exists(id)"))));

    assertThat(
            db.client
                .transactGetItems(t -> t.transactItems(getting(id("new")), getting(id("old"))))
                .responses())
        .satisfiesExactly(
            one -> assertThat(one.item()).isEqualTo(id("new")),
            other -> assertThat(other.item()).isEmpty());
    assertThat(db.get(entry("l", 0))).containsEntry("n", fromN("1"));
  }

  @Test
  void oneUnmetConditionCancelsAllAndTheReasonsComeInOrder() {
    db.put(with(id("taken"), "x", fromS("old")));

    assertThatThrownBy(() ->
            write(
                "t1",
                increment(),
                action(a ->
                    a.put(p ->
                        p.tableName(CREDENTIALS)
                            .item(id("taken"))
                            .conditionExpression("attribute_not_exists(id)")
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)))))
        .isInstanceOfSatisfying(
            TransactionCanceledException.class,
            e -> {
              assertThat(e.cancellationReasons())
                  .extracting(CancellationReason::code)
                  .containsExactly("None", "ConditionalCheckFailed");
              assertThat(e.cancellationReasons().getLast().item()).containsEntry("x", fromS("old"));
              assertThat(e.getMessage()).contains("[None, ConditionalCheckFailed]");
            });
    assertThat(db.get(entry("l", 0))).isEmpty();
  }

  @Test
  void oneItemMayBeNamedOnce() {
    assertInvalid("multiple operations on one item", () -> write("t1", increment(), increment()));
    assertInvalid(
        "less than or equal to 100",
        () ->
            write(
                "t1",
                IntStream.range(0, 101)
                    .mapToObj(i -> putting("c" + i))
                    .toArray(TransactWriteItem[]::new)));
  }

  @Test
  void aTokenMakesATransactionHappenOnceEvenAcrossARestart() {
    db.local.faults().next(1, "TransactWriteItems", Faults.Kind.SUCCEED_THEN_FAIL);
    assertThatThrownBy(() -> write("t1", increment()))
        .isInstanceOf(InternalServerErrorException.class);
    write("t1", increment());
    db.close();
    db = new Fixture(folder);
    write("t1", increment());
    assertThat(db.get(entry("l", 0))).containsEntry("n", fromN("1"));
    assertThatThrownBy(() -> write("t1", putting("a")))
        .isInstanceOf(IdempotentParameterMismatchException.class);

    db.now = db.now.plusSeconds(601);
    write("t1", increment());
    assertThat(db.get(entry("l", 0))).containsEntry("n", fromN("2"));
  }

  @Test
  void manyThreadsAddToOneCounterWithoutLosingOne() throws Exception {
    List<Callable<Object>> adders =
        IntStream.range(0, 200)
            .<Callable<Object>>mapToObj(_ ->
                () ->
                    db.client.updateItem(u ->
                        u.tableName(LISTS)
                            .key(entry("l", 0))
                            .updateExpression("ADD n :one")
                            .expressionAttributeValues(Map.of(":one", fromN("1")))))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(adders)).allMatch(f -> f.state() == Future.State.SUCCESS);
    }

    db.close();
    db = new Fixture(folder);
    assertThat(db.get(entry("l", 0))).containsEntry("n", fromN("200"));
  }

  @Test
  void ofManyConditionalWritersOneWins() throws Exception {
    List<Callable<Boolean>> writers =
        IntStream.range(0, 60)
            .<Callable<Boolean>>mapToObj(i -> () -> i % 2 == 0 ? wins(i) : winsInTransaction(i))
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(writers)).filteredOn(Future::resultNow).hasSize(1);
    }
  }

  private boolean wins(int i) {
    try {
      db.client.putItem(p ->
          p.tableName(CREDENTIALS)
              .item(with(id("race"), "by", fromN("" + i)))
              .conditionExpression("attribute_not_exists(id)"));
      return true;
    } catch (ConditionalCheckFailedException _) {
      return false;
    }
  }

  private boolean winsInTransaction(int i) {
    try {
      write(
          "t" + i,
          action(a ->
              a.put(p ->
                  p.tableName(CREDENTIALS)
                      .item(id("race"))
                      .conditionExpression("attribute_not_exists(id)"))));
      return true;
    } catch (TransactionCanceledException _) {
      return false;
    }
  }

  private void write(String token, TransactWriteItem... actions) {
    db.client.transactWriteItems(t -> t.clientRequestToken(token).transactItems(actions));
  }

  private static TransactWriteItem putting(String id) {
    return action(a -> a.put(p -> p.tableName(CREDENTIALS).item(id(id))));
  }

  private static TransactGetItem getting(Map<String, AttributeValue> key) {
    return TransactGetItem.builder().get(g -> g.tableName(CREDENTIALS).key(key)).build();
  }

  private static TransactWriteItem increment() {
    return action(a ->
        a.update(u ->
            u.tableName(LISTS)
                .key(entry("l", 0))
                .updateExpression("ADD n :one")
                .expressionAttributeValues(Map.of(":one", fromN("1")))));
  }
}
