package org.sceau.functions.issue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.openbadges.AchievementForm;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.IssuingSettings;
import org.sceau.testing.Demo;

/** The answers of the whole function, which Lambda returns up to 6 MB. */
class LargeAnswersTest {

  private static final Context UNUSED =
      (Context)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (_, method, _) -> {
                throw new AssertionError("not used: " + method);
              });

  private static final int LIMIT = 6 * 1024 * 1024;

  private static final JsonLimits PAYLOAD = new JsonLimits(LIMIT, 8, 100, LIMIT, 100);
  private static final JsonLimits BODY = new JsonLimits(LIMIT, 64, 100_000, LIMIT, 100);

  private final IssueFixture fixture = new IssueFixture();

  /** Characters of one byte and of three bytes in UTF-8, and one that JSON escapes. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "学", "\\"})
  void anAwardToAHundredPeopleIsAnsweredWhateverTheScript(String character) {
    achievement(character);

    var answer = award(100, "key");

    assertThat(number(answer.payload, "statusCode")).isEqualTo("201");
    assertThat(answer.results()).hasSize(100).allMatch(LargeAnswersTest::namesItsLink);
    assertThat(fixture.records.count()).isEqualTo(100);
    var again = award(100, "key");
    assertThat(again.payload).isEqualTo(answer.payload);
    assertThat(fixture.records.count()).isEqualTo(100);
  }

  @Test
  void theSignedFormsAreLeftOutOnlyOfAnswersThatWouldBeTooLarge() {
    achievement("学");
    award(100, null);
    int largestWithForms = 0;
    int smallestWithout = 101;
    for (int count = 100; count >= 60; count--) {
      var answer = award(count, null);
      if (answer.hasForms()) {
        largestWithForms = Math.max(largestWithForms, count);
      } else {
        smallestWithout = count;
      }
    }

    assertThat(largestWithForms).isEqualTo(smallestWithout - 1);
    int size = award(largestWithForms, null).size;
    assertThat(size + size / largestWithForms)
        .as("one more would hardly fit")
        .isGreaterThan(LIMIT - 300_000);
    assertThat(fixture.records.count()).as("each was awarded once").isEqualTo(100);
  }

  @Test
  void theLargestCredentialIsAnsweredInEachWay() {
    fixture.settings(new IssuingSettings(IssuingSettings.Kind.W3C, IssuingSettings.Form.JWT));
    var issued =
        send(
            "POST /credentials/issue",
            null,
            """
            {"credential":{"@context":["https://www.w3.org/ns/credentials/v2"],
              "type":["VerifiableCredential"],"credentialSubject":{"id":"did:example:subject"},
              "description":"%s"}}
            """
                .formatted("\\\"".repeat(72_000)),
            null);

    assertThat(number(issued.payload, "statusCode"))
        .as(issued.payload.string("body").orElse(""))
        .isEqualTo("201");
    var location =
        issued.payload.object("headers").flatMap(headers -> headers.string("location")).orElse("");
    var id = location.substring(location.lastIndexOf('/') + 1);
    assertThat(number(send("GET /credentials/{id}", id, "", null).payload, "statusCode"))
        .isEqualTo("200");
    var replaced = send("POST /credentials/{id}/replacement", id, "", null);
    assertThat(number(replaced.payload, "statusCode")).isEqualTo("201");
    assertThat(replaced.size).isGreaterThan(144_000 * 3);
  }

  /** An achievement with texts as long as they may be. */
  private void achievement(String character) {
    var body =
        Demo.object(Demo.achievementBody())
            .with("description", new JsonString(character.repeat(5_000)))
            .with(
                "criteria", JsonObject.builder().put("narrative", character.repeat(5_000)).build());
    var read =
        AchievementForm.read(
            new FieldReader(body), Demo.DEPLOYMENT.achievementUrl(Demo.ACHIEVEMENT));
    fixture.catalog.put(new Achievement(Demo.ACHIEVEMENT, Demo.ISSUER, read.content(), null, 2));
  }

  /** Awards to people with keys of their own, so that each is awarded once. */
  private Answer award(int count, @Nullable String idempotencyKey) {
    return send(
        "POST /achievements/{achievement}/credentials",
        Demo.ACHIEVEMENT.value(),
        IntStream.range(0, count)
            .mapToObj("{\"key\":\"row-%1$d\",\"name\":\"Camille %1$d\"}"::formatted)
            .collect(Collectors.joining(",", "{\"recipients\":[", "]}")),
        idempotencyKey);
  }

  private Answer send(
      String route, @Nullable String parameter, String body, @Nullable String idempotencyKey) {
    var event =
        JsonObject.builder()
            .put("routeKey", route)
            .put(
                "pathParameters",
                JsonObject.builder().put("id", parameter).put("achievement", parameter).build())
            .put("headers", JsonObject.builder().put("idempotency-key", idempotencyKey).build())
            .put("body", body)
            .put(
                "requestContext",
                Demo.object(
                    """
                    {"authorizer":{"lambda":{"caller":"bearer","issuer":"demo","scopes":"award read"}}}
                    """))
            .build();
    var payload = new ByteArrayOutputStream();
    try {
      fixture.handler.handleRequest(
          new ByteArrayInputStream(JsonWriter.writeBytes(event)), payload, UNUSED);
    } catch (IOException e) {
      throw new UncheckedIOException("in memory", e);
    }
    assertThat(payload.size()).isLessThanOrEqualTo(LIMIT);
    return new Answer(payload.size(), object(payload.toByteArray(), PAYLOAD));
  }

  private record Answer(int size, JsonObject payload) {

    List<JsonValue> results() {
      return object(payload.string("body").orElseThrow().getBytes(UTF_8), BODY).list("results");
    }

    boolean hasForms() {
      return results().getFirst() instanceof JsonObject first
          && first.has("jwt")
          && first.has("verifiableCredential");
    }
  }

  private static boolean namesItsLink(JsonValue result) {
    return result instanceof JsonObject object
        && object
            .string("link")
            .equals(object.string("id").map(id -> Demo.DEPLOYMENT.publicUrl() + "/c/" + id));
  }

  private static String number(JsonObject object, String name) {
    return object.get(name) instanceof JsonNumber(var literal) ? literal : "";
  }

  private static JsonObject object(byte[] json, JsonLimits limits) {
    return switch (JsonReader.read(json, limits)) {
      case JsonReading.Read(JsonObject object) -> object;
      case JsonReading other -> throw new AssertionError(other.toString());
    };
  }
}
