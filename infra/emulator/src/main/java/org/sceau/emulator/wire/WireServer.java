package org.sceau.emulator.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An HTTP server on the loopback interface and nowhere else, with a thread a request. */
public final class WireServer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(WireServer.class.getName());

  private final HttpServer server;
  private final ExecutorService threads;

  private WireServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts to serve.
   *
   * @param maxBytes of a body; a longer one is answered with 413 and not kept in memory
   */
  public static WireServer start(int maxBytes, Function<WireRequest, WireAnswer> answering) {
    // Read once by the JDK's server: without it every answer waits 40 ms for Nagle's algorithm.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    try {
      var server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 1024);
      var threads = Executors.newVirtualThreadPerTaskExecutor();
      server.setExecutor(threads);
      server.createContext("/", exchange -> serve(exchange, maxBytes, answering));
      server.start();
      return new WireServer(server, threads);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
    }
  }

  /** The address, without a slash at the end. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Stops at once; requests under way get no answer. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException _) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static void serve(
      HttpExchange exchange, int maxBytes, Function<WireRequest, WireAnswer> answering)
      throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readNBytes(maxBytes + 1);
      if (body.length > maxBytes) {
        send(exchange, new WireAnswer(413, Map.of("Connection", "close"), new byte[0]));
        return;
      }
      WireAnswer answer;
      try {
        answer = answering.apply(request(exchange, body));
      } catch (RuntimeException e) {
        // A defect of the emulator: the caller sees what AWS would show, a 500.
        LOG.log(System.Logger.Level.WARNING, "an emulator failed", e);
        answer = new WireAnswer(500, Map.of(), new byte[0]);
      }
      if (answer.status() != Faults.CUT) {
        send(exchange, answer);
      }
    }
  }

  private static WireRequest request(HttpExchange exchange, byte[] body) {
    var uri = exchange.getRequestURI();
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new WireRequest(
        exchange.getRequestMethod(), uri.getRawPath(), query(uri.getRawQuery()), headers, body);
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null && !raw.isEmpty()) {
      for (var part : raw.split("&", -1)) {
        int equals = part.indexOf('=');
        query.put(
            decode(equals < 0 ? part : part.substring(0, equals)),
            equals < 0 ? "" : decode(part.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, WireAnswer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    boolean isBodiless = exchange.getRequestMethod().equals("HEAD") || answer.body().length == 0;
    exchange.sendResponseHeaders(answer.status(), isBodiless ? -1 : answer.body().length);
    if (!isBodiless) {
      exchange.getResponseBody().write(answer.body());
    }
  }
}
