package org.sceau.bench.status;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Has every answer of DynamoDB say what it cost, and adds that up. */
final class RequestUnits implements ExecutionInterceptor {

  private final DoubleAdder read = new DoubleAdder();
  private final DoubleAdder written = new DoubleAdder();
  private final LongAdder calls = new LongAdder();

  void reset() {
    read.reset();
    written.reset();
    calls.reset();
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    var total = ReturnConsumedCapacity.TOTAL;
    return switch (context.request()) {
      case GetItemRequest get -> get.toBuilder().returnConsumedCapacity(total).build();
      case QueryRequest query -> query.toBuilder().returnConsumedCapacity(total).build();
      case UpdateItemRequest update -> update.toBuilder().returnConsumedCapacity(total).build();
      case SdkRequest other -> throw new IllegalStateException("not counted: " + other);
    };
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    calls.increment();
    switch (context.response()) {
      case GetItemResponse get -> read.add(get.consumedCapacity().capacityUnits());
      case QueryResponse query -> read.add(query.consumedCapacity().capacityUnits());
      case UpdateItemResponse update -> written.add(update.consumedCapacity().capacityUnits());
      default -> {
        // Refused above.
      }
    }
  }

  @Override
  public String toString() {
    return "DynamoDB: %d calls, %.1f read units, %.1f write units"
        .formatted(calls.sum(), read.sum(), written.sum());
  }
}
