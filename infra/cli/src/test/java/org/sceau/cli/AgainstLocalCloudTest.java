package org.sceau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.Demo.object;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.json.JsonObject;
import org.sceau.local.LocalCloud;

/** The command against the functions themselves. */
class AgainstLocalCloudTest {

  @TempDir private Path folder;

  @Test
  void aListIsAwardedVerifiedAndRevoked() throws Exception {
    try (var cloud = LocalCloud.start(LocalCloud.Options.in(folder.resolve("cloud")))) {
      var key = prepare(cloud);
      var runner =
          new CommandRunner(Map.of("SCEAU_API", cloud.baseUrl(), "SCEAU_KEY", key), "", Locale.UK);
      var list =
          Files.writeString(
              folder.resolve("list.csv"),
              "nom;prénom;courriel\nExemple;Awa;awa@example.org\nExemple;Bo;nobody\nB;Zoë;\n");

      var awarded = runner.sceau("issue", "--csv", list.toString(), "--achievement", "first-aid");
      assertThat(awarded.code()).as(awarded.all()).isEqualTo(1);
      assertThat(awarded.err()).contains("line 3: courriel: Give an e-mail address.");
      var links = links();
      assertThat(links).hasSize(2);

      Files.delete(folder.resolve("list.issue.journal"));
      var again =
          runner.sceau(
              "issue", "--csv", list.toString(), "--achievement", "first-aid", "--batch", "1");
      assertThat(again.code()).as(again.all()).isEqualTo(1);
      assertThat(links()).isEqualTo(links);

      for (var link : links) {
        var tls = link.replace(cloud.baseUrl(), cloud.tlsUrl());
        for (var address : List.of(link, tls, tls + ".jwt", link + ".json")) {
          var verified = verify(runner, cloud, address);
          assertThat(verified.code()).as(address + "\n" + verified.all()).isZero();
          assertThat(verified.out()).contains("École Exemple", "First aid");
        }
      }
      assertThat(verify(runner, cloud, cloud.baseUrl() + "/c/AAAAAAAAAAAAAAAAAAAAAA").code())
          .isEqualTo(2);

      var revoked =
          runner.sceau("revoke", "--csv", folder.resolve("list.issue.results.csv").toString());
      assertThat(revoked.code()).as(revoked.all()).isZero();
      cloud.runSchedule();
      var refused = verify(runner, cloud, links.getFirst() + ".jwt");
      assertThat(refused.code()).as(refused.all()).isEqualTo(1);
      assertThat(refused.out()).startsWith("NOT VERIFIED  Revoked");
      assertThat(Stream.of(awarded, again, revoked).map(CommandRunner.Ending::all))
          .noneMatch(text -> text.contains(key));
    }
  }

  private CommandRunner.Ending verify(CommandRunner runner, LocalCloud cloud, String address) {
    return runner.sceau(
        "verify",
        "--loopback",
        authority(cloud.baseUrl()) + "," + authority(cloud.tlsUrl()),
        "--ca",
        folder.resolve("cloud/tls.pem").toString(),
        address);
  }

  private static String authority(String url) {
    return URI.create(url).getAuthority();
  }

  private List<String> links() throws IOException {
    return Files.readString(folder.resolve("list.issue.results.csv"))
        .lines()
        .skip(1)
        .map(line -> line.split(";", -1)[2])
        .toList();
  }

  /** An issuer with an achievement and a public list; the issuer's key. */
  static String prepare(LocalCloud cloud) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var made =
          put(
              http,
              cloud.baseUrl() + "/issuers/ecole",
              cloud.operatorKey(),
              "{\"name\":\"École Exemple\",\"url\":\"https://issuer.example\"}");
      var key = made.replaceFirst("(?s).*\"apiKey\":\"([^\"]*)\".*", "$1");
      put(
          http,
          cloud.baseUrl() + "/achievements/first-aid",
          key,
          """
          {"name":"First aid","description":"Acts rightly until help comes.",
           "criteria":{"narrative":"Passes a practical test."},"validity":"P2Y"}
          """);
      cloud.runSchedule();
      return key;
    }
  }

  /** The ids of all that the issuer has awarded, page by page. */
  static List<String> onRecord(LocalCloud cloud, String key) throws Exception {
    List<String> ids = new ArrayList<>();
    try (var http = HttpClient.newHttpClient()) {
      var next = "";
      do {
        var answer =
            http.send(
                HttpRequest.newBuilder(
                        URI.create(cloud.baseUrl() + "/credentials?limit=100" + next))
                    .header("Authorization", "Bearer " + key)
                    .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        var page = object(answer.body());
        page.list("credentials")
            .forEach(listed -> ids.add(((JsonObject) listed).string("id").orElseThrow()));
        next = page.string("next").map(cursor -> "&cursor=" + cursor).orElse("");
      } while (!next.isEmpty());
    }
    return ids;
  }

  private static String put(HttpClient http, String url, String key, String body)
      throws IOException, InterruptedException {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer.body();
  }
}
