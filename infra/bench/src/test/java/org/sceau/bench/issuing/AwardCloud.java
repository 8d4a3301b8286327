package org.sceau.bench.issuing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sceau.bench.Jvm;
import org.sceau.local.AwsServices;
import org.sceau.local.LocalCloud;
import org.sceau.local.demo.Demonstration;

/**
 * Runs gateway and functions in a separate JVM, to measure their processor time apart from that of
 * the emulated services.
 */
final class AwardCloud implements AutoCloseable {

  static final String ACHIEVEMENT = "data";

  private static final String ISSUER =
      """
      {"name":"Université Exemple","url":"https://issuer.example","email":"badges@issuer.example",
       "address":{"addressCountryCode":"FR"}}
      """;

  private static final String PLAIN =
      """
      {"name":"Analyse de données","description":"Collecter et analyser des données.",
       "achievementType":"MicroCredential","criteria":{"narrative":"Projet noté."}}
      """;

  final URI url;
  final String key;
  private final Process process;

  /**
   * Starts the JVM, with an issuer, an achievement and its public status list.
   *
   * @param isPlain whether the achievement has only the required elements instead of every element
   *     of a micro-credential
   */
  AwardCloud(Path folder, AwsServices services, boolean isPlain) throws IOException {
    process =
        Jvm.of(
                List.of(),
                AwardCloud.class,
                List.of(
                    folder.toString(),
                    services.dynamoDb().toString(),
                    services.s3().toString(),
                    services.kms().toString(),
                    Boolean.toString(isPlain)))
            .start();
    var line = process.inputReader().readLine();
    if (line == null) {
      throw new IllegalStateException("the cloud did not start");
    }
    url = URI.create(line.split(" ", -1)[0]);
    key = line.split(" ", -1)[1];
  }

  /** Returns the processor time of the JVM. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Runs in the separate JVM until the input ends. */
  public static void main(String[] arguments) throws Exception {
    var out = System.out;
    // Discards the logs of the functions.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    var services =
        new AwsServices(
            URI.create(arguments[1]), URI.create(arguments[2]), URI.create(arguments[3]));
    try (var cloud =
        LocalCloud.start(LocalCloud.Options.in(Path.of(arguments[0])).withServices(services))) {
      var made = put(cloud, "/issuers/demo", cloud.operatorKey(), ISSUER);
      var key = made.replaceFirst("(?s).*\"apiKey\":\"([^\"]*)\".*", "$1");
      var _ =
          put(
              cloud,
              "/achievements/" + ACHIEVEMENT,
              key,
              Boolean.parseBoolean(arguments[4]) ? PLAIN : microCredential());
      cloud.runSchedule();
      out.println(cloud.baseUrl() + " " + key);
      while (System.in.read() >= 0) {
        // Ignores the input.
      }
    }
  }

  private static String microCredential() throws IOException {
    try (var sample = Demonstration.class.getResourceAsStream("achievement.json")) {
      if (sample == null) {
        throw new IllegalStateException("no achievement.json");
      }
      return new String(sample.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@badge.png", "https://issuer.example/badge.png");
    }
  }

  private static String put(LocalCloud cloud, String path, String bearer, String body)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(cloud.baseUrl() + path))
                  .header("authorization", "Bearer " + bearer)
                  .header("content-type", "application/json")
                  .PUT(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process
        .onExit()
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionally(_ -> process.destroyForcibly())
        .join();
  }
}
