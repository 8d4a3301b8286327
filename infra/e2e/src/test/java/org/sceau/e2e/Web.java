package org.sceau.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;

/** A client of the local cloud that knows nothing of it but HTTP. */
final class Web implements AutoCloseable {

  /** An answer, with its body as text. */
  record Answer(int status, String contentType, String text) {

    JsonObject json() {
      return switch (JsonReader.read(text.getBytes(StandardCharsets.UTF_8), LIMITS)) {
        case JsonReading.Read(JsonObject object) -> object;
        case JsonReading other -> throw new AssertionError(other + ": " + text);
      };
    }
  }

  private static final JsonLimits LIMITS =
      new JsonLimits(8 * 1024 * 1024, 64, 500_000, 4 * 1024 * 1024, 100);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  Answer get(String url, String accept) {
    return exchange(HttpRequest.newBuilder(URI.create(url)).header("Accept", accept));
  }

  Answer get(String url, String accept, String key) {
    return exchange(
        HttpRequest.newBuilder(URI.create(url))
            .header("Accept", accept)
            .header("Authorization", "Bearer " + key));
  }

  Answer put(String url, @Nullable String key, String body) {
    return exchange(request(url, key).PUT(BodyPublishers.ofString(body)));
  }

  Answer delete(String url, @Nullable String key) {
    return exchange(request(url, key).DELETE());
  }

  Answer post(String url, @Nullable String key, String body, String... headers) {
    var request = request(url, key).POST(BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return exchange(request);
  }

  @Override
  public void close() {
    http.close();
  }

  private static HttpRequest.Builder request(String url, @Nullable String key) {
    var request =
        HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json");
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  private Answer exchange(HttpRequest.Builder request) {
    try {
      var response =
          http.send(
              request.timeout(Duration.ofSeconds(60)).build(),
              BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("content-type").orElse(""),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
