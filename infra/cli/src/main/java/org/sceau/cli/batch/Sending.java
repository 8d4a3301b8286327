package org.sceau.cli.batch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonWriter;

/**
 * Sends items until the outcome of each is known, or until it is clear that it will not be known
 * now. The tries of each request and the length of each wait are limited.
 */
final class Sending {

  /** Enough for a list that must be public within two minutes. */
  private static final int TRIES = 10;

  /** Of those who have never had an answer: the address is likely wrong. */
  private static final int FIRST_TRIES = 3;

  /** Of a request that the API fails at, while it serves others. */
  private static final int TRIES_OF_A_PIECE = 3;

  /** So many items in a row at which the API fails, and it is not the items. */
  private static final int MOST_LOST = 5;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** Who asks for more is asked again another day. */
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

  private static final JsonLimits ANSWER =
      new JsonLimits(16 * 1024 * 1024, 64, 2_000_000, 1024 * 1024, 1_000);

  private static final Pattern PLACE = Pattern.compile("/([a-z]+)/([0-9]{1,3})(/.*)?");

  private final Task task;
  private final Api api;
  private final Pace pace;
  private final Pause pause;
  private final RandomGenerator random;
  private final Recorder recorder;
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicLong settled = new AtomicLong();
  private volatile boolean answered;

  /** Keeps what came of the items. */
  interface Recorder {
    void record(Map<Long, RowOutcome> outcomes) throws IOException;
  }

  /** Why the rest is not sent. */
  sealed interface Stop {

    /** No answer, or none that is of use, however often it was tried. */
    record Unreachable(String why) implements Stop {}

    /** The API refuses all of it, not a row. */
    record Rejected(int status, String problem) implements Stop {}

    /** What came of the rows cannot be kept. */
    record Unkept(String why) implements Stop {}
  }

  Sending(Task task, Api api, Pace pace, Pause pause, RandomGenerator random, Recorder recorder) {
    this.task = task;
    this.api = api;
    this.pace = pace;
    this.pause = pause;
    this.random = random;
    this.recorder = recorder;
  }

  Optional<Stop> stopped() {
    return Optional.ofNullable(stop.get());
  }

  /** Sends them all; what came of them is recorded, or {@link #stopped} tells why not. */
  void send(List<BatchItem> items) throws InterruptedException {
    try {
      send(items, TRIES);
    } catch (IOException e) {
      end(new Stop.Unkept(String.valueOf(e.getMessage())));
    }
  }

  private void send(List<BatchItem> items, int tries) throws IOException, InterruptedException {
    var rest = items;
    var body = JsonWriter.writeBytes(task.request(rest));
    long settledBefore = settled.get();
    for (int tried = 1; !rest.isEmpty() && stop.get() == null; tried++) {
      pace.await(rest.size());
      if (stop.get() != null) {
        return;
      }
      var attempt = attempt(body);
      int before = rest.size();
      switch (attempt) {
        case Attempt.Answered(var answer) -> rest = settle(rest, answer);
        case Attempt.Faulty(var violations) -> {
          rest = refuse(rest, violations);
          if (rest.size() == before) {
            end(new Stop.Rejected(400, String.join(" ", violations.values())));
            return;
          }
        }
        case Attempt.Rejected(var status, var problem) -> {
          if (status == 413 && rest.size() > 1) {
            halves(rest);
          } else {
            end(new Stop.Rejected(status, problem));
          }
          return;
        }
        case Attempt.Later(var asked, var why) -> {
          if (asked.compareTo(LONGEST_ASKED) > 0) {
            end(new Stop.Unreachable(why));
            return;
          }
          pace.hold(asked);
          if (settled.get() != settledBefore) {
            // Other requests had the turn: there is room, and this one's comes.
            settledBefore = settled.get();
            tried = 1;
          }
        }
        case Attempt.Failed _ -> {}
      }
      if (rest.size() < before) {
        // Some are settled: what is left is another request, with tries of its own.
        tried = 0;
        body = rest.isEmpty() ? body : JsonWriter.writeBytes(task.request(rest));
        continue;
      }
      if (tried >= (answered ? tries : Math.min(tries, FIRST_TRIES))) {
        giveUp(rest, attempt);
        return;
      }
      pause.of(backoff(tried));
    }
  }

  /** What one request came to. */
  private sealed interface Attempt {

    record Answered(JsonObject answer) implements Attempt {}

    /** By their places, items that are wrong. */
    record Faulty(Map<Integer, String> violations) implements Attempt {}

    record Rejected(int status, String problem) implements Attempt {}

    /** Not now. */
    record Later(Duration asked, String why) implements Attempt {}

    /**
     * Neither this nor that; it may have been done.
     *
     * @param isAnswered whether by the API, rather than by silence
     */
    record Failed(String why, boolean isAnswered) implements Attempt {}
  }

  private Attempt attempt(byte[] body) throws InterruptedException {
    HttpResponse<byte[]> response;
    try {
      response = api.post(task.path(), body);
    } catch (IOException e) {
      var why = e.getMessage();
      return new Attempt.Failed(
          why == null || why.isBlank() ? e.getClass().getSimpleName() : why, false);
    }
    int status = response.statusCode();
    var json =
        JsonReader.read(response.body(), ANSWER) instanceof JsonReading.Read(JsonObject object)
            ? Optional.of(object)
            : Optional.<JsonObject>empty();
    var problem = status + " " + json.flatMap(object -> object.string("detail")).orElse("");
    answered |= status < 500;
    if (status == 429 || status == 503) {
      // A deployment that says that it is busy is there.
      answered = true;
      return new Attempt.Later(retryAfter(response), problem.strip());
    }
    if (status >= 500) {
      return new Attempt.Failed(problem.strip(), true);
    }
    if (status / 100 == 2) {
      return json.<Attempt>map(Attempt.Answered::new)
          .orElseGet(() -> new Attempt.Rejected(status, "The answer is not JSON."));
    }
    var violations = json.map(this::violations).orElse(Map.of());
    return violations.isEmpty()
        ? new Attempt.Rejected(status, problem.strip())
        : new Attempt.Faulty(violations);
  }

  /** What is wrong with which item. */
  private Map<Integer, String> violations(JsonObject problem) {
    Map<Integer, String> found = new LinkedHashMap<>();
    for (var violation : problem.list("violations")) {
      if (violation instanceof JsonObject object) {
        var place = PLACE.matcher(object.string("path").orElse(""));
        if (place.matches() && place.group(1).equals(task.member())) {
          var where = place.group(3) == null ? "" : place.group(3).substring(1) + ": ";
          found.merge(
              Integer.valueOf(place.group(2)),
              where + object.string("message").orElse(""),
              (one, other) -> one + " " + other);
        }
      }
    }
    return found;
  }

  private List<BatchItem> refuse(List<BatchItem> items, Map<Integer, String> violations)
      throws IOException {
    Map<Long, RowOutcome> refused = new LinkedHashMap<>();
    List<BatchItem> rest = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      var violation = violations.get(i);
      if (violation == null) {
        rest.add(items.get(i));
      } else {
        refused.put(items.get(i).line(), new RowOutcome.Refused(violation));
      }
    }
    recorder.record(refused);
    return rest;
  }

  private List<BatchItem> settle(List<BatchItem> items, JsonObject answer) throws IOException {
    // A result for each item, or the answer is not to this request.
    var results = answer.list("results");
    boolean isComplete = results.size() == items.size();
    Map<Long, RowOutcome> known = new LinkedHashMap<>();
    List<BatchItem> rest = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      if (isComplete
          && results.get(i) instanceof JsonObject result
          && task.read(result, item) instanceof Task.Answered.Settled(var outcome)) {
        known.put(item.line(), outcome);
      } else {
        rest.add(item);
      }
    }
    recorder.record(known);
    settled.addAndGet(known.size());
    lost.set(0);
    return rest;
  }

  /**
   * An API that answers, but fails at this request, may fail at one item of it: the others are sent
   * without it. Of that one it is not known whether it was done; it is left for another day.
   */
  private void giveUp(List<BatchItem> items, Attempt last)
      throws IOException, InterruptedException {
    switch (last) {
      case Attempt.Failed(_, var isAnswered) when isAnswered && items.size() > 1 -> halves(items);
      case Attempt.Failed(var why, var isAnswered) when isAnswered -> {
        if (lost.incrementAndGet() >= MOST_LOST) {
          end(new Stop.Unreachable(why));
        }
      }
      case Attempt.Failed(var why, _) -> end(new Stop.Unreachable(why));
      case Attempt.Later(_, var why) -> end(new Stop.Unreachable(why));
      case Attempt.Answered _, Attempt.Faulty _, Attempt.Rejected _ ->
          end(new Stop.Unreachable("some rows are never answered"));
    }
  }

  private void halves(List<BatchItem> items) throws IOException, InterruptedException {
    int middle = items.size() / 2;
    send(items.subList(0, middle), TRIES_OF_A_PIECE);
    send(items.subList(middle, items.size()), TRIES_OF_A_PIECE);
  }

  private void end(Stop why) {
    var _ = stop.compareAndSet(null, why);
  }

  /**
   * Twice as long each time, and by chance, so that many who failed at once do not come at once.
   */
  private Duration backoff(int tried) {
    long most = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(tried - 1, 10));
    return Duration.ofMillis(random.nextLong(most / 2, most + 1));
  }

  private static Duration retryAfter(HttpResponse<byte[]> response) {
    // The form with a date is not used by deployments of ours.
    return response
        .headers()
        .firstValue("retry-after")
        .map(String::strip)
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(Duration.ZERO);
  }
}
