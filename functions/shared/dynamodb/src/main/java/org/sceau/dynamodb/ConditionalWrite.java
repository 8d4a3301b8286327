package org.sceau.dynamodb;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.sceau.aws.AwsErrors;
import org.sceau.records.StoreUnavailableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Makes conditional writes. DynamoDB refuses a write that conflicts with a transaction on the same
 * item, and the SDK does not retry it; this retries at random intervals for a short time.
 */
final class ConditionalWrite {

  /** With the last call's own limit this stays below a function's 10 s. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private static final int FIRST_PAUSE_MILLIS = 20;
  private static final int LONGEST_PAUSE_MILLIS = 400;

  private static final String CONDITION_FAILED = "ConditionalCheckFailed";
  private static final Set<String> PASSING =
      Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  private final DynamoDbClient client;
  private final SecureRandom random = new SecureRandom();
  private final Duration longest;

  ConditionalWrite(DynamoDbClient client) {
    this(client, LONGEST);
  }

  /**
   * @param longest the time after which no other try begins
   */
  ConditionalWrite(DynamoDbClient client, Duration longest) {
    this.client = client;
    this.longest = longest;
  }

  /** Returns the start time for a call of several tries. */
  long start() {
    return System.nanoTime();
  }

  /** Tells whether no other try may begin. */
  boolean isLate(long start) {
    return System.nanoTime() - start > longest.toNanos();
  }

  /** Puts an item; returns false if its condition did not hold. */
  boolean put(PutItemRequest put) {
    try {
      persist("put to " + put.tableName(), () -> client.putItem(put));
      return true;
    } catch (ConditionalCheckFailedException _) {
      return false;
    }
  }

  /** Updates an item; returns empty if its condition did not hold. */
  Optional<UpdateItemResponse> update(UpdateItemRequest update) {
    try {
      return Optional.of(
          persist("update of " + update.tableName(), () -> client.updateItem(update)));
    } catch (ConditionalCheckFailedException _) {
      return Optional.empty();
    }
  }

  /**
   * Writes all items in one transaction, or none.
   *
   * @return the places of the writes whose condition did not hold; empty if all were written
   */
  List<Integer> transact(TransactWriteItem... writes) {
    return transact(List.of(writes));
  }

  List<Integer> transact(List<TransactWriteItem> writes) {
    try {
      persist("transaction", () -> client.transactWriteItems(all -> all.transactItems(writes)));
      return List.of();
    } catch (TransactionCanceledException cancelled) {
      var failed = failedConditions(cancelled);
      if (failed.isEmpty()) {
        throw new IllegalStateException(
            "a transaction was cancelled: " + codes(cancelled) + " of " + tables(writes),
            cancelled);
      }
      return failed;
    }
  }

  private <T> T persist(String what, Supplier<T> write) {
    var pauses = pauses(what);
    while (true) {
      try {
        return DynamoDb.ask(what, write);
      } catch (TransactionConflictException | TransactionCanceledException e) {
        if (!passes(e)) {
          throw e;
        }
        pauses.next(e);
      }
    }
  }

  /** Tells whether only a conflict with another write, or throttling, prevented the write. */
  private static boolean passes(SdkException e) {
    return !(e instanceof TransactionCanceledException cancelled)
        || (cancelled.hasCancellationReasons() && PASSING.containsAll(codes(cancelled)));
  }

  private static List<Integer> failedConditions(TransactionCanceledException cancelled) {
    var codes = codes(cancelled);
    List<Integer> failed = new ArrayList<>();
    for (int i = 0; i < codes.size(); i++) {
      if (codes.get(i).equals(CONDITION_FAILED)) {
        failed.add(i);
      }
    }
    return failed;
  }

  private static List<String> codes(TransactionCanceledException cancelled) {
    return cancelled.cancellationReasons().stream().map(CancellationReason::code).toList();
  }

  private static List<String> tables(List<TransactWriteItem> writes) {
    return writes.stream()
        .map(write -> write.put() == null ? write.update().tableName() : write.put().tableName())
        .toList();
  }

  /**
   * Creates the pauses between the tries of one call.
   *
   * @param what the operation, for the message
   */
  Pauses pauses(String what) {
    return new Pauses(what);
  }

  final class Pauses {

    private final String what;
    private final long start = start();
    private int longestMillis = FIRST_PAUSE_MILLIS;

    private Pauses(String what) {
      this.what = what;
    }

    /**
     * Waits before another try.
     *
     * @param cause the failure that makes another try necessary
     * @throws StoreUnavailableException if no other try may begin
     */
    void next(RuntimeException cause) {
      if (isLate(start)) {
        throw new StoreUnavailableException(AwsErrors.describe("DynamoDB: " + what, cause), cause);
      }
      try {
        Thread.sleep(random.nextInt(longestMillis));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new StoreUnavailableException("DynamoDB: interrupted", cause);
      }
      longestMillis = Math.min(2 * longestMillis, LONGEST_PAUSE_MILLIS);
    }
  }
}
