package org.sceau.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sceau.testing.Demo.object;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.local.LocalCloud;
import org.sceau.local.template.Template;

class StatusFormsTest {

  private static final String LIST = "/status/demo-revocation-1";

  private static final List<Incoming> REQUESTS =
      Stream.concat(
              Stream.of(
                      "",
                      "*/*",
                      "text/html, */*;q=0.8",
                      "application/vc",
                      "application/vc+jwt",
                      "Application/JWT",
                      "application/statuslist+jwt ; v=1 ; q=0.9",
                      "application/vc+jwt, */*",
                      "application/vc+jwt;q=0",
                      "application/vc+jwt;q=0.5, application/vc",
                      "application/vc;q=0.5, application/vc+jwt",
                      "application/vc, application/vc+jwt",
                      "application/vc+jwt, application/vc",
                      "application/vc+jwt;q=x",
                      "application/vc+jwt;q=1.0000",
                      ",,;;")
                  .map(accept -> incoming(LIST, "", accept)),
              Stream.of(
                  incoming(LIST + ".jwt", "", "application/vc"),
                  incoming(LIST + ".jwt", "", "application/vc+jwt"),
                  incoming(LIST, "timestamp=2026-01-15T10%3A00%3A00Z", "application/vc+jwt"),
                  incoming(LIST + ".jwt", "timestamp=2026-01-15T10:00:00Z", ""),
                  incoming(LIST, "other=1", "application/vc+jwt")))
          .toList();

  @Test
  void theTemplateSaysWhichFunctionSeesStatusLists() {
    var template = Template.read(LocalCloud.templateAbove());

    assertThat(template.cdnPaths())
        .filteredOn(path -> path.function().isPresent())
        .singleElement()
        .satisfies(path -> {
          assertThat(path.prefix()).isEqualTo("/status/");
          assertThat(path.function()).contains(StatusForms.NAME);
        });
  }

  /** The template's own JavaScript answers as what is played here. */
  @Test
  void whatIsPlayedIsWhatTheTemplateSays(@TempDir Path folder) throws Exception {
    assumeTrue(hasNode(), "no node to run the CDN's function with");
    var code =
        Template.read(LocalCloud.templateAbove()).cdnFunctions().getOrDefault(StatusForms.NAME, "");
    var events =
        REQUESTS.stream()
            .map(request -> JsonWriter.write(event(request)))
            .collect(Collectors.joining(",", "[", "]"));
    var script =
        Files.writeString(
            folder.resolve("forms.js"),
            code
                + "\nfor (const event of "
                + events
                + ") { console.log(JSON.stringify(handler(event))); }");
    var process = new ProcessBuilder("node", script.toString()).redirectErrorStream(true).start();
    var lines = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();

    assertThat(lines).hasSameSizeAs(REQUESTS);
    for (int i = 0; i < lines.size(); i++) {
      var answer = object(lines.get(i));
      var request = REQUESTS.get(i);
      switch (StatusForms.request(request)) {
        case StatusForms.Outcome.Passed(var path) ->
            assertThat(answer.string("uri")).as("%s", request.headers()).contains(path);
        case StatusForms.Outcome.Answered(var redirect) -> {
          assertThat(answer.number("statusCode").orElseThrow().literal())
              .isEqualTo(Integer.toString(redirect.status()));
          var headers = answer.object("headers").orElseThrow();
          for (var header : redirect.headers()) {
            assertThat(headers.object(header.name()).orElseThrow().string("value"))
                .contains(header.value());
          }
        }
      }
    }
  }

  @Test
  void everyAnswerSaysThatItDependsOnWhatWasAccepted() {
    var answer = StatusForms.response(new Outgoing(200, List.of(), new byte[0]));

    assertThat(answer.headers())
        .containsExactly(new Outgoing.Header("vary", "Accept, Accept-Encoding"));
    assertThat(Template.read(LocalCloud.templateAbove()).cdnFunctions().get(StatusForms.NAME))
        .contains("['vary'] = {value: 'Accept, Accept-Encoding'}");
  }

  private static boolean hasNode() throws InterruptedException {
    try {
      var process = new ProcessBuilder("node", "--version").start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static Incoming incoming(String path, String query, String accept) {
    return Requests.get(
        path, path, query, accept.isEmpty() ? Map.of() : Map.of("accept", List.of(accept)));
  }

  /** As CloudFront writes it. */
  private static JsonObject event(Incoming request) {
    var query = JsonObject.builder();
    Optional.of(request.rawQuery())
        .filter(text -> !text.isEmpty())
        .map(text -> text.split("=", 2))
        .ifPresent(pair -> query.put(pair[0], value(pair[1])));
    var headers = JsonObject.builder();
    request.header("accept").ifPresent(accept -> headers.put("accept", value(accept)));
    return object(
        """
        {"version":"1.0","context":{"eventType":"viewer-request"},
         "request":{"method":"%s","uri":"%s","querystring":%s,"headers":%s}}
        """
            .formatted(
                request.method(),
                request.rawPath(),
                JsonWriter.write(query.build()),
                JsonWriter.write(headers.build())));
  }

  private static JsonObject value(String text) {
    return JsonObject.EMPTY.with("value", new JsonString(text));
  }
}
