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

/** Calls the API of a deployment over HTTP; a URL without a host is of the deployment. */
final class ApiClient implements AutoCloseable {

  /** An answer, with its body as text. */
  record Answer(int status, String contentType, String text) {

    /** This answer, which must have the status. */
    Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError(this);
      }
      return this;
    }

    JsonObject json() {
      return switch (JsonReader.read(text.getBytes(StandardCharsets.UTF_8), LIMITS)) {
        case JsonReading.Read(JsonObject object) -> object;
        case JsonReading other -> throw new AssertionError(other + ": " + text);
      };
    }
  }

  private static final JsonLimits LIMITS =
      new JsonLimits(8 * 1024 * 1024, 64, 500_000, 4 * 1024 * 1024, 100);

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  ApiClient(String base) {
    this.base = URI.create(base);
  }

  /** Reads what is public, in whichever form there is. */
  Answer get(String url) {
    return get(url, "*/*");
  }

  Answer get(String url, String accept) {
    return exchange(builder(url, null).header("Accept", accept));
  }

  Answer getWithKey(String url, String key) {
    return exchange(builder(url, key).header("Accept", "*/*"));
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

  Answer change(String key, String credential, String purpose, boolean status) {
    return post(
        "/credentials/status",
        key,
        """
        {"credentialId":"%s","credentialStatus":{"type":"BitstringStatusListEntry",
         "statusPurpose":"%s"},"status":%s,"reason":"Award in error"}
        """
            .formatted(credential, purpose, status));
  }

  Answer rotateKey(String operatorKey, String issuer, String keyArn) {
    return post(
        "/signing-keys?issuer=" + issuer, operatorKey, "{\"keyArn\":\"%s\"}".formatted(keyArn));
  }

  Answer compromise(String key, String kid, String since) {
    return post("/signing-keys/" + kid + "/compromise", key, "{\"since\":\"%s\"}".formatted(since));
  }

  /** The kid of the P-256 key that signs now. */
  String signingKid(String key) {
    return getWithKey("/signing-keys", key).json().list("signingKeys").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.string("alg").filter("ES256"::equals).isPresent())
        .filter(each -> each.string("life").filter("active"::equals).isPresent())
        .findFirst()
        .flatMap(each -> each.string("kid"))
        .orElseThrow();
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpRequest.Builder request(String url, @Nullable String key) {
    return builder(url, key).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder builder(String url, @Nullable String key) {
    var request = HttpRequest.newBuilder(base.resolve(url));
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
