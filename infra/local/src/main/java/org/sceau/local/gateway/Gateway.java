package org.sceau.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.sceau.local.lambda.LambdaFunction;
import org.sceau.local.template.Template;

/** Listens on the loopback address, on one port in the clear and on one with TLS. */
public final class Gateway implements AutoCloseable {

  /** How many times the limit is read of a body that is too large. */
  private static final long PATIENCE = 4;

  private final HttpServer plain;
  private final HttpsServer secure;
  private final Listening listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("gateway deadlines").factory());
  private volatile Optional<Backend> backend = Optional.empty();

  /**
   * Where and how the gateway listens.
   *
   * @param port 0 for any that is free
   * @param tlsPort 0 for any that is free
   * @param maxBody bytes of a request's body; an HTTP API takes 10 MB
   * @param bodyDeadline until when a body must have come in whole
   */
  public record Listening(int port, int tlsPort, int maxBody, Duration bodyDeadline) {

    public static Listening on(int port, int tlsPort) {
      return new Listening(port, tlsPort, 10 * 1024 * 1024, Duration.ofSeconds(30));
    }
  }

  private record Backend(HttpApi api, Cdn cdn) {}

  /** What became of a body. */
  private sealed interface Body {

    record Whole(byte[] bytes) implements Body {}

    record TooLarge() implements Body {}
  }

  private Gateway(HttpServer plain, HttpsServer secure, Listening listening) {
    this.plain = plain;
    this.secure = secure;
    this.listening = listening;
  }

  /**
   * Takes the ports; requests are answered 503 until {@link #serve}.
   *
   * @throws PortTakenException if another program has one of them
   */
  public static Gateway listen(Listening listening, SSLContext tls) {
    // Read once, when the first server class loads: no delay for small answers, and an end to
    // connections that dawdle over their headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxReqTime", "60");
    System.setProperty("jdk.httpserver.maxConnections", "1000");
    var plain = bind(listening.port(), HttpServer::create);
    HttpsServer secure;
    try {
      secure = bind(listening.tlsPort(), HttpsServer::create);
    } catch (RuntimeException e) {
      plain.stop(0);
      throw e;
    }
    secure.setHttpsConfigurator(new HttpsConfigurator(tls));
    var gateway = new Gateway(plain, secure, listening);
    gateway.start(plain, "http");
    gateway.start(secure, "https");
    return gateway;
  }

  /** Begins to answer. */
  public void serve(
      Template template,
      Map<String, LambdaFunction> functions,
      BucketRoutes documents,
      InstantSource clock) {
    backend =
        Optional.of(
            new Backend(
                new HttpApi(functions, template.cors(), clock),
                new Cdn(template.cdnPaths(), documents)));
  }

  public int port() {
    return plain.getAddress().getPort();
  }

  public int tlsPort() {
    return secure.getAddress().getPort();
  }

  @Override
  public void close() {
    plain.stop(0);
    secure.stop(0);
    end(threads);
    end(deadlines);
  }

  private static void end(ExecutorService executor) {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        System.err.println("[gateway] a request is still under way");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Creation<T extends HttpServer> {
    T create(InetSocketAddress address, int backlog) throws IOException;
  }

  private static <T extends HttpServer> T bind(int port, Creation<T> creation) {
    try {
      return creation.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw new PortTakenException(port, e);
    } catch (IOException e) {
      throw new UncheckedIOException("listening on port " + port, e);
    }
  }

  private void start(HttpServer server, String scheme) {
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, scheme));
    server.start();
  }

  private void handle(HttpExchange exchange, String scheme) throws IOException {
    try (exchange) {
      Outgoing answer;
      try {
        answer =
            switch (body(exchange)) {
              case Body.TooLarge _ -> Outgoing.message(413, "Request Entity Too Large");
              case Body.Whole(var body) ->
                  backend
                      .map(ready -> answer(ready, incoming(exchange, scheme, body)))
                      .orElseGet(() -> Outgoing.message(503, "Service Unavailable"));
            };
      } catch (RuntimeException e) {
        System.err.println("[gateway] failed:");
        e.printStackTrace();
        answer = Outgoing.internalServerError();
      }
      send(exchange, answer);
    }
  }

  private static Outgoing answer(Backend ready, Incoming request) {
    return ready.cdn().answer(request).orElseGet(() -> ready.api().answer(request));
  }

  private Body body(HttpExchange exchange) throws IOException {
    var late =
        deadlines.schedule(
            exchange::close, listening.bodyDeadline().toMillis(), TimeUnit.MILLISECONDS);
    try {
      var declared = exchange.getRequestHeaders().getFirst("content-length");
      boolean tooLarge =
          declared != null
              && (declared.length() > 10 || Long.parseLong(declared) > listening.maxBody());
      var bytes = new ByteArrayOutputStream();
      var buffer = new byte[16 * 1024];
      var input = exchange.getRequestBody();
      long all = 0;
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        all += read;
        tooLarge |= all > listening.maxBody();
        if (!tooLarge) {
          bytes.write(buffer, 0, read);
        } else if (all > PATIENCE * listening.maxBody()) {
          break;
        }
        // Up to there the body is read and discarded: a client that still sends reads no answer.
      }
      return tooLarge ? new Body.TooLarge() : new Body.Whole(bytes.toByteArray());
    } finally {
      late.cancel(false);
    }
  }

  private Incoming incoming(HttpExchange exchange, String scheme, byte[] body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    var uri = exchange.getRequestURI();
    return new Incoming(
        exchange.getRequestMethod(),
        Optional.ofNullable(uri.getRawPath()).orElse("*"),
        Optional.ofNullable(uri.getPath()).orElse("*"),
        Optional.ofNullable(uri.getRawQuery()).orElse(""),
        exchange.getProtocol(),
        headers,
        body,
        new Incoming.Connection(
            scheme,
            exchange.getLocalAddress().getPort(),
            exchange.getRemoteAddress().getAddress().getHostAddress()));
  }

  private static void send(HttpExchange exchange, Outgoing answer) throws IOException {
    var headers = exchange.getResponseHeaders();
    for (var header : answer.headers()) {
      headers.add(header.name(), header.value());
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    boolean bodiless = head || answer.status() == 204 || answer.status() == 304;
    // A function that answers HEAD without a body has not said how long the body is.
    if (head && answer.body().length > 0) {
      headers.set("content-length", Integer.toString(answer.body().length));
    }
    exchange.sendResponseHeaders(
        answer.status(), bodiless || answer.body().length == 0 ? -1 : answer.body().length);
    if (!bodiless && answer.body().length > 0) {
      exchange.getResponseBody().write(answer.body());
    }
  }
}
