package org.sceau.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A server that gives answers in the order in which it was told them, the last for ever. */
final class ScriptedDynamoDb implements AutoCloseable {

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<String> operations = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final DynamoDbClient client;
  private volatile Answer last = new Answer(200, "{}");

  ScriptedDynamoDb() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          var target =
              Objects.requireNonNull(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
          operations.add(target.substring(target.indexOf('.') + 1));
          var answer = Objects.requireNonNullElseGet(answers.poll(), () -> last);
          var body = answer.body().getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .region(Region.EU_WEST_3)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(o -> o.retryStrategy(retries -> retries.maxAttempts(1)))
            .build();
  }

  DynamoDbClient client() {
    return client;
  }

  ScriptedDynamoDb answers(String body) {
    return answers(200, body);
  }

  ScriptedDynamoDb fails(int status, String type) {
    return answers(status, error(type, ""));
  }

  /** Cancels a transaction, with one code for each of its writes. */
  ScriptedDynamoDb cancels(String... codes) {
    var reasons = List.of(codes).stream().map("{\"Code\":\"%s\"}"::formatted).toList();
    return answers(
        400, error("TransactionCanceledException", ",\"CancellationReasons\":" + reasons));
  }

  void stopsListening() {
    server.stop(0);
  }

  /** The operations that were called. */
  List<String> operations() {
    return operations;
  }

  /** The bodies of the calls. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }

  private ScriptedDynamoDb answers(int status, String body) {
    last = new Answer(status, body);
    answers.add(last);
    return this;
  }

  private static String error(String type, String more) {
    return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"as asked\"%s}"
        .formatted(type, more);
  }
}
