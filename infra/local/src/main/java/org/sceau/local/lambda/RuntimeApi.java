package org.sceau.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.sceau.local.template.FunctionTemplate;

/** Lambda's Runtime API, version 2018-06-01, for one instance. */
final class RuntimeApi implements AutoCloseable {

  private static final String ROOT = "/2018-06-01/runtime/";

  private final FunctionTemplate function;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Pending> next = new LinkedBlockingQueue<>();
  private final Map<String, Pending> running = new ConcurrentHashMap<>();

  /** Whether the runtime came so far as to ask for an event; if not, why. */
  private final CompletableFuture<Optional<String>> initialised = new CompletableFuture<>();

  private record Pending(
      String id, byte[] event, long deadlineMillis, CompletableFuture<Invocation> outcome) {}

  RuntimeApi(FunctionTemplate function) {
    this.function = function;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      threads.close();
      throw new UncheckedIOException("starting a Runtime API", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  CompletableFuture<Optional<String>> initialised() {
    return initialised;
  }

  /** Hands an event to the runtime as soon as it asks for one. */
  CompletableFuture<Invocation> hand(byte[] event, long deadlineMillis) {
    var pending =
        new Pending(UUID.randomUUID().toString(), event, deadlineMillis, new CompletableFuture<>());
    next.add(pending);
    return pending.outcome();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      if (path.equals(ROOT + "invocation/next")) {
        giveNext(exchange);
        return;
      }
      var body = exchange.getRequestBody().readAllBytes();
      if (path.equals(ROOT + "init/error")) {
        initialised.complete(Optional.of(text(body)));
      } else if (path.startsWith(ROOT + "invocation/")) {
        var parts = path.substring((ROOT + "invocation/").length()).split("/", -1);
        var pending = running.remove(parts[0]);
        if (pending == null || parts.length != 2) {
          exchange.sendResponseHeaders(400, -1);
          return;
        }
        pending
            .outcome()
            .complete(
                parts[1].equals("response")
                    ? new Invocation.Answered(body)
                    : new Invocation.Failed(text(body)));
      } else {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private void giveNext(HttpExchange exchange) throws IOException {
    initialised.complete(Optional.empty());
    Pending pending;
    try {
      pending = next.take();
    } catch (InterruptedException _) {
      return; // the instance is being closed
    }
    running.put(pending.id(), pending);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", pending.id());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(pending.deadlineMillis()));
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn", LocalContext.of(function).getInvokedFunctionArn());
    headers.set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
    exchange.sendResponseHeaders(200, pending.event().length == 0 ? -1 : pending.event().length);
    exchange.getResponseBody().write(pending.event());
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
