package org.sceau.bench.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import org.sceau.emulator.dynamodb.LocalDynamoDb;
import org.sceau.emulator.kms.LocalKms;
import org.sceau.emulator.s3.LocalS3;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.local.AwsServices;
import org.sceau.local.LocalCloud;

/**
 * A local cloud with the issuer {@code demo}, its tables in memory, and a folder that goes away.
 */
final class Site implements AutoCloseable {

  private static final String ISSUER =
      """
      {"name":"Université Exemple","url":"https://issuer.example","email":"badges@issuer.example",
       "address":{"addressCountryCode":"FR"}}
      """;

  final LocalDynamoDb dynamoDb;
  final LocalS3 s3;
  final LocalKms kms;
  final LocalCloud cloud;

  /** The API key of the issuer. */
  final String key;

  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  Site() throws IOException {
    folder = Files.createTempDirectory("sceau-bench");
    var clock = InstantSource.system();
    dynamoDb = LocalDynamoDb.start(null, clock);
    s3 = LocalS3.start(folder.resolve("s3"));
    kms = LocalKms.start(folder.resolve("kms"), clock, new SecureRandom());
    cloud =
        LocalCloud.start(
            LocalCloud.Options.in(folder.resolve("data"))
                .withServices(new AwsServices(dynamoDb.endpoint(), s3.endpoint(), kms.endpoint())));
    key =
        object(send("PUT", "/issuers/demo", cloud.operatorKey(), ISSUER))
            .string("apiKey")
            .orElseThrow();
  }

  /** What is answered, which must be a success. */
  HttpResponse<String> send(String method, String path, String bearer, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(cloud.baseUrl() + path))
            .header("authorization", "Bearer " + bearer)
            .header("content-type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String get(String path) {
    var request = HttpRequest.newBuilder(URI.create(cloud.baseUrl() + path)).build();
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonObject object(HttpResponse<String> answer) {
    return object(answer.body());
  }

  static JsonObject object(String text) {
    return JsonReader.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.FOREIGN)
            instanceof JsonReading.Read(JsonObject object)
        ? object
        : JsonObject.EMPTY;
  }

  @Override
  public void close() throws IOException {
    http.close();
    cloud.close();
    kms.close();
    s3.close();
    dynamoDb.close();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
