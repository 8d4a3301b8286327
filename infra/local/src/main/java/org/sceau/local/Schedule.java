package org.sceau.local;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.local.lambda.Invocation;
import org.sceau.local.lambda.LambdaFunction;

/** Calls functions as EventBridge Scheduler does, at the template's rates or at will. */
final class Schedule implements AutoCloseable {

  private final List<LambdaFunction> functions;
  private final boolean automatic;
  private final ScheduledExecutorService threads;

  private Schedule(List<LambdaFunction> functions, boolean automatic) {
    this.functions = functions;
    this.automatic = automatic;
    this.threads =
        Executors.newScheduledThreadPool(
            Math.max(1, functions.size()),
            Thread.ofPlatform().daemon().name("schedule ", 0).factory());
  }

  static Schedule of(Collection<LambdaFunction> functions, boolean automatic) {
    return new Schedule(
        functions.stream().filter(function -> !function.template().schedules().isEmpty()).toList(),
        automatic);
  }

  void start() {
    if (automatic) {
      for (var function : functions) {
        for (var rate : function.template().schedules()) {
          var _ =
              threads.scheduleWithFixedDelay(
                  // What fails has said so itself; the next time comes in any case.
                  () -> invoke(function), 1, rate.toSeconds(), TimeUnit.SECONDS);
        }
      }
    }
  }

  /** Calls each once, and says if one fails. */
  void run() {
    for (var function : functions) {
      switch (invoke(function)) {
        case Invocation.Answered _ -> {}
        case Invocation.Failed(var reason) ->
            throw new IllegalStateException(function.template().name() + " failed: " + reason);
        case Invocation.TimedOut _ ->
            throw new IllegalStateException(function.template().name() + " timed out");
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static Invocation invoke(LambdaFunction function) {
    return function.invoke(JsonWriter.writeBytes(event(function, Clock.systemUTC().instant())));
  }

  /** What Scheduler sends if the schedule names no input. */
  private static JsonObject event(LambdaFunction function, Instant now) {
    return JsonObject.builder()
        .put("version", "0")
        .put("id", UUID.randomUUID().toString())
        .put("detail-type", "Scheduled Event")
        .put("source", "aws.scheduler")
        .put("account", "000000000000")
        .put("time", now.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", "us-east-1")
        .put(
            "resources",
            JsonArray.ofStrings(
                "arn:aws:scheduler:us-east-1:000000000000:schedule/default/"
                    + function.template().name()))
        .put("detail", "{}")
        .build();
  }
}
