package org.sceau.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
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

  FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The awards by their keys. */
  synchronized Map<String, JsonObject> awarded() {
    return new LinkedHashMap<>(awarded);
  }

  synchronized Map<String, String> statuses() {
    return new LinkedHashMap<>(statuses);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      int number = requests.incrementAndGet();
      var ordered = nextInstead();
      if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, "{\"detail\":\"The API key is not known.\"}");
        return;
      }
      if (ordered != null && !ordered.isDoneFirst()) {
        answer(exchange, ordered);
        return;
      }
      var request =
          JsonReader.read(body, JsonLimits.FOREIGN) instanceof JsonReading.Read(JsonObject object)
              ? object
              : JsonObject.EMPTY;
      if (isTooEarly(request)) {
        answer(exchange, new Instead(429, Map.of("Retry-After", "1"), "{}", false));
        return;
      }
      var outcome =
          exchange.getRequestURI().getPath().equals("/credentials/status")
              ? change(request)
              : award(request);
      whenDone.accept(number);
      if (ordered != null) {
        answer(exchange, ordered);
      } else {
        answer(exchange, outcome.status(), outcome.body());
      }
    }
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
          JsonObject.builder()
              .put("status", 201)
              .put("id", id(key))
              .put("link", "https://sceau.example/c/" + id(key))
              .build());
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
        results.add(JsonObject.builder().put("status", 200).build());
      }
    }
    return new Instead(200, Map.of(), JsonWriter.write(results(results)), true);
  }

  private static JsonObject refused(int status, String type) {
    return JsonObject.builder()
        .put("status", status)
        .put(
            "problem",
            JsonObject.builder()
                .put("type", "urn:sceau:problem:" + type)
                .put("detail", "No: " + type)
                .build())
        .build();
  }

  static String id(String key) {
    return key.substring(0, 22);
  }

  private static JsonObject results(List<JsonValue> results) {
    return JsonObject.builder().put("results", new JsonArray(results)).build();
  }

  private static JsonValue violation(int place, String member, String message) {
    return JsonObject.builder()
        .put("path", "/recipients/" + place + "/" + member)
        .put("message", message)
        .build();
  }

  private static Instead problem(int status, List<JsonValue> violations) {
    return new Instead(
        status,
        Map.of(),
        JsonWriter.write(
            JsonObject.builder()
                .put("detail", "See violations.")
                .put("violations", new JsonArray(violations))
                .build()),
        true);
  }

  private static void answer(HttpExchange exchange, Instead instead) throws IOException {
    if (instead.status() == 0) {
      // The connection ends without an answer.
      return;
    }
    instead.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    answer(exchange, instead.status(), instead.body());
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
