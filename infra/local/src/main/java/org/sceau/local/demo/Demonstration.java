package org.sceau.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Stream;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.local.LocalCloud;

/**
 * An issuer, an achievement, a credential: made at the first start, remembered in {@code demo.json}
 * of the data folder, and only shown at later ones.
 */
public final class Demonstration {

  private static final String FILE = "demo.json";
  private static final String ISSUER = "demo";
  private static final int TRIES = 20;
  private static final String ACHIEVEMENT = "analyse-de-donnees-python";

  private final LocalCloud cloud;
  private final PrintStream out;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  /** What there is to show. */
  private record Shown(String apiKey, String credential, String link) {}

  public Demonstration(LocalCloud cloud, PrintStream out) {
    this.cloud = cloud;
    this.out = out;
  }

  /**
   * Makes what is not there yet and prints how to try it; the last line begins with {@code READY}.
   *
   * @throws DemonstrationException if the cloud does not answer as it should
   */
  public void run() {
    try (http) {
      var kept = cloud.folder().readJson(FILE).orElse(JsonObject.EMPTY);
      var apiKey = kept.string("apiKey").orElseGet(() -> makeIssuer());
      print(
          kept.string("credential").isPresent() && kept.string("link").isPresent()
              ? keptCredential(kept, apiKey)
              : award(apiKey));
    }
  }

  private String makeIssuer() {
    var answer = put("/issuers/" + ISSUER, cloud.operatorKey(), "issuer.json");
    var apiKey =
        answer
            .string("apiKey")
            .orElseThrow(() ->
                new DemonstrationException(
                    "The issuer demo is there, and its API key was shown before: remove the data"
                        + " folder, or start with --no-demo."));
    // At once, since it is shown this once.
    remember(JsonObject.builder().put("apiKey", apiKey));
    return apiKey;
  }

  private Shown award(String apiKey) {
    // The image goes along with the achievement, and gets a public URL of its own.
    var image = "data:image/png;base64," + Base64.getEncoder().encodeToString(sample("badge.png"));
    var achievement =
        new String(sample("achievement.json"), StandardCharsets.UTF_8).replace("@badge.png", image);
    send(request("/achievements/" + ACHIEVEMENT, apiKey).PUT(BodyPublishers.ofString(achievement)));
    var award =
        request("/achievements/" + ACHIEVEMENT + "/credentials", apiKey)
            .header("Idempotency-Key", "demo-1")
            .POST(BodyPublishers.ofByteArray(sample("award.json")));
    awaitList(award);
    var answer = send(award);
    var result =
        answer.list("results").stream()
            .flatMap(item -> item instanceof JsonObject object ? Stream.of(object) : Stream.of())
            .findFirst()
            .orElse(JsonObject.EMPTY);
    var id = member(result, "id");
    var link = member(result, "link");
    remember(JsonObject.builder().put("apiKey", apiKey).put("credential", id).put("link", link));
    return new Shown(apiKey, id, link);
  }

  /**
   * Runs the schedule until the issuer's list is public and the award is made; one that is made
   * again under the same key is the same.
   */
  private void awaitList(HttpRequest.Builder award) {
    for (int tries = 0; tries < TRIES && status(award) == 503; tries++) {
      cloud.runSchedule();
    }
  }

  private Shown keptCredential(JsonObject kept, String apiKey) {
    var id = kept.string("credential").orElse("");
    var link = kept.string("link").orElse("");
    if (!link.startsWith(cloud.baseUrl() + "/")) {
      throw new DemonstrationException(
          "The demonstration was made at %s: start with that port, or with --no-demo."
              .formatted(link.replaceFirst("/c/.*", "")));
    }
    // A 410 or a revoked credential is there too.
    var status = status(request("/c/" + id, apiKey).GET());
    if (status == 404 || status >= 500) {
      throw new DemonstrationException(
          "demo.json knows a credential that answers %d: remove the data folder."
              .formatted(status));
    }
    return new Shown(apiKey, id, link);
  }

  private void remember(JsonObject.Builder known) {
    cloud
        .folder()
        .writeJson(
            FILE,
            known
                .put("baseUrl", cloud.baseUrl())
                .put("tlsUrl", cloud.tlsUrl())
                .put("issuer", ISSUER)
                .put("achievement", ACHIEVEMENT)
                .build());
  }

  private void print(Shown shown) {
    var base = cloud.baseUrl();
    out.printf(
        """

        Public link   %s
        API key       %s

        Award:
          curl -sS %s/achievements/%s/credentials \\
            -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \\
            -H 'Idempotency-Key: essai-1' \\
            -d '{"recipients":[{"name":"Awa Exemple","email":"awa@example.org"}]}'
        Verify:
          curl -sS %s.jwt | curl -sS %s/credentials/verify \\
            -H 'Content-Type: application/vc+jwt' --data-binary @-
        Revoke:
          curl -sS %s/credentials/status \\
            -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \\
            -d '{"credentialId":"%s","credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation"},"status":true,"reason":"Essai"}'

        READY %s
        """,
        shown.link(),
        shown.apiKey(),
        base,
        ACHIEVEMENT,
        shown.apiKey(),
        shown.link(),
        base,
        base,
        shown.apiKey(),
        shown.link(),
        shown.link());
    out.flush();
  }

  private JsonObject put(String path, String key, String sample) {
    return send(request(path, key).PUT(BodyPublishers.ofByteArray(sample(sample))));
  }

  private HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(URI.create(cloud.baseUrl() + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json");
  }

  private JsonObject send(HttpRequest.Builder request) {
    var built = request.build();
    var response = exchange(built);
    var read = JsonReader.read(response.body(), JsonLimits.FOREIGN);
    if (!Set.of(200, 201).contains(response.statusCode())
        || !(read instanceof JsonReading.Read(JsonObject object))) {
      throw new DemonstrationException(
          "%s %s answered %d: %s"
              .formatted(
                  built.method(),
                  built.uri().getPath(),
                  response.statusCode(),
                  new String(response.body(), StandardCharsets.UTF_8)));
    }
    return object;
  }

  private int status(HttpRequest.Builder request) {
    return exchange(request.build()).statusCode();
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("the demonstration's " + request.uri(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new DemonstrationException("interrupted at " + request.uri());
    }
  }

  private static byte[] sample(String name) {
    try (InputStream sample = Demonstration.class.getResourceAsStream(name)) {
      if (sample == null) {
        throw new IllegalStateException("no sample " + name);
      }
      return sample.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the sample " + name, e);
    }
  }

  private static String member(JsonObject result, String name) {
    return result
        .string(name)
        .orElseThrow(() ->
            new DemonstrationException(
                "The award gave no %s, only %s.".formatted(name, result.members().keySet())));
  }
}
