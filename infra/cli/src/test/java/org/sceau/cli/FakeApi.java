package org.sceau.cli;

import static org.sceau.testing.Demo.object;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sceau.emulator.wire.Faults;
import org.sceau.emulator.wire.WireAnswer;
import org.sceau.emulator.wire.WireRequest;
import org.sceau.emulator.wire.WireServer;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;

/**
 * The two routes that lists are sent to, as the API keeps them: a recipient's key makes one
 * credential, and another recipient under it is refused. It can be told to fail.
 */
final class FakeApi implements AutoCloseable {

  static final String KEY = "sceau_abcdefghijkl_" + "S".repeat(43);

  /** A request that is not answered as usual. */
  record Instead(int status, Map<String, String> headers, String body, boolean isDoneFirst) {

    static Instead of(int status) {
      return new Instead(status, Map.of(), "{\"detail\":\"asked to fail\"}", false);
    }

    /** The answer; with status 0 the connection ends without one. */
    WireAnswer answer() {
      return new WireAnswer(
          status == 0 ? Faults.CUT : status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final Map<String, JsonObject> awarded = new LinkedHashMap<>();
  private final Map<String, String> statuses = new LinkedHashMap<>();

  final Queue<Instead> instead = new ArrayDeque<>();
  final List<Integer> sizes = new ArrayList<>();
  final AtomicInteger requests = new AtomicInteger();

  /** Told the number of each request when it is done, and not yet answered. */
  volatile Consumer<Integer> whenDone = _ -> {};

  /** Who is asked to come again as long as others are awarded; guarded by this. */
  private String late = "";

  private int lateUntil;
  private boolean isLateHere;

  /** The name of the recipient for whom the API fails. */
  volatile String poison = "";

  private final WireServer server = WireServer.start(1024 * 1024, this::answer);

  String url() {
    return server.endpoint().toString();
  }

  /** The awards by their keys. */
  synchronized Map<String, JsonObject> awarded() {
    return new LinkedHashMap<>(awarded);
  }

  synchronized Map<String, String> statuses() {
    return new LinkedHashMap<>(statuses);
  }

  private WireAnswer answer(WireRequest call) {
    int number = requests.incrementAndGet();
    var ordered = nextInstead();
    if (!call.header("Authorization").equals(Optional.of("Bearer " + KEY))) {
      return new Instead(401, Map.of(), "{\"detail\":\"The API key is not known.\"}", false)
          .answer();
    }
    if (ordered != null && !ordered.isDoneFirst()) {
      return ordered.answer();
    }
    var request =
        JsonReader.read(call.body(), JsonLimits.FOREIGN)
                instanceof JsonReading.Read(JsonObject object)
            ? object
            : JsonObject.EMPTY;
    if (isTooEarly(request)) {
      return new Instead(429, Map.of("Retry-After", "1"), "{}", false).answer();
    }
    var outcome = call.path().equals("/credentials/status") ? change(request) : award(request);
    whenDone.accept(number);
    return (ordered == null ? outcome : ordered).answer();
  }

  /**
   * Answers a request for this person with "too early" until so many others are awarded; the others
   * are awarded only while that request waits.
   */
  synchronized void keepWaiting(String person, int awards) {
    late = person;
    lateUntil = awards;
  }

  /** Whether the request must be sent again. */
  private synchronized boolean isTooEarly(JsonObject request) {
    int before = awarded.size();
    if (late.isEmpty() || before >= lateUntil) {
      return false;
    }
    boolean isLate =
        request.list("recipients").stream()
            .map(JsonObject.class::cast)
            .anyMatch(recipient -> recipient.string("name").filter(late::equals).isPresent());
    if (isLate) {
      isLateHere = true;
      notifyAll();
      await(() -> awarded.size() > before);
    } else {
      await(() -> isLateHere);
      isLateHere = false;
    }
    return isLate;
  }

  /** Ends some time, so that a test fails rather than hangs. */
  private synchronized void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    try {
      while (!condition.getAsBoolean() && System.nanoTime() < end) {
        wait(1_000);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Instead nextInstead() {
    return instead.poll();
  }

  private synchronized Instead award(JsonObject request) {
    var recipients = request.list("recipients").stream().map(JsonObject.class::cast).toList();
    sizes.add(recipients.size());
    List<JsonValue> violations = new ArrayList<>();
    for (int i = 0; i < recipients.size(); i++) {
      var recipient = recipients.get(i);
      var name = recipient.string("name").orElse("");
      if (!poison.isEmpty() && name.equals(poison)) {
        return Instead.of(500);
      }
      if (name.startsWith("Refused")) {
        violations.add(violation(i, "name", "This name is refused."));
      }
    }
    if (!violations.isEmpty()) {
      return problem(400, violations);
    }
    for (int i = 0; i < recipients.size(); i++) {
      var recipient = recipients.get(i);
      var before = awarded.get(recipient.string("key").orElseThrow());
      if (before != null && !before.equals(recipient)) {
        violations.add(violation(i, "key", "The key was used for another award."));
      }
    }
    if (!violations.isEmpty()) {
      return problem(409, violations);
    }
    List<JsonValue> results = new ArrayList<>();
    for (var recipient : recipients) {
      var key = recipient.string("key").orElseThrow();
      awarded.put(key, recipient);
      notifyAll();
      results.add(
          object(
              "{\"status\":201,\"id\":\"%s\",\"link\":\"https://sceau.example/c/%s\"}"
                  .formatted(id(key), id(key))));
    }
    return new Instead(201, Map.of(), JsonWriter.write(results(results)), true);
  }

  private synchronized Instead change(JsonObject request) {
    List<JsonValue> results = new ArrayList<>();
    for (var item : request.list("changes")) {
      var change = (JsonObject) item;
      var id = change.string("credentialId").orElseThrow();
      id = id.substring(id.lastIndexOf('/') + 1);
      if (id.startsWith("unknown")) {
        results.add(refused(404, "not-found"));
      } else if ("revoked".equals(statuses.get(id))) {
        results.add(refused(409, "already-revoked"));
      } else {
        var purpose =
            change
                .object("credentialStatus")
                .flatMap(entry -> entry.string("statusPurpose"))
                .orElseThrow();
        boolean set = JsonWriter.write(change).contains("\"status\":true");
        statuses.put(id, purpose.equals("revocation") ? "revoked" : set ? "suspended" : "active");
        results.add(object("{\"status\":200}"));
      }
    }
    return new Instead(200, Map.of(), JsonWriter.write(results(results)), true);
  }

  private static JsonObject refused(int status, String type) {
    return object(
        "{\"status\":%d,\"problem\":{\"type\":\"urn:sceau:problem:%s\",\"detail\":\"No: %s\"}}"
            .formatted(status, type, type));
  }

  static String id(String key) {
    return key.substring(0, 22);
  }

  private static JsonObject results(List<JsonValue> results) {
    return JsonObject.EMPTY.with("results", new JsonArray(results));
  }

  private static JsonValue violation(int place, String member, String message) {
    return object(
        "{\"path\":\"/recipients/%d/%s\",\"message\":\"%s\"}".formatted(place, member, message));
  }

  private static Instead problem(int status, List<JsonValue> violations) {
    var problem =
        object("{\"detail\":\"See violations.\"}").with("violations", new JsonArray(violations));
    return new Instead(status, Map.of(), JsonWriter.write(problem), true);
  }

  @Override
  public void close() {
    server.close();
  }
}
