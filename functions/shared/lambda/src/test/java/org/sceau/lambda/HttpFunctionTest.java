package org.sceau.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sceau.json.Violation;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;
import org.sceau.records.catalog.SigningUnavailableException;
import org.sceau.records.status.NoOpenListException;

class HttpFunctionTest {

  private static final Context UNUSED =
      (Context)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (_, method, _) -> {
                throw new AssertionError("not used: " + method);
              });

  private final List<String> log = new ArrayList<>();

  @Test
  void aProblemIsAnsweredAsOne() {
    var problem = Problem.invalid(List.of(new Violation("/name", "Give a name.")));
    var response = failing(new ProblemException(problem));

    assertThat(response.status()).isEqualTo(400);
    assertThat(new String(response.body(), UTF_8))
        .isEqualTo(
            "{\"type\":\"urn:sceau:problem:invalid-request\",\"title\":\"The request is not"
                + " valid\",\"status\":400,\"detail\":\"/name: Give a"
                + " name.\",\"violations\":[{\"path\":\"/name\",\"message\":\"Give a name.\"}]}");
    assertThat(response.headers())
        .containsEntry("content-type", "application/problem+json")
        .containsEntry("cache-control", "no-store");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureOfOursIsAnswered503AndLoggedOnceWithoutWhatItsCausesSay(
      RuntimeException failure, String event) {
    var response = failing(failure);

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers()).containsEntry("retry-after", "5");
    var causes =
        failure.getCause() == null
            ? ""
            : "\"java.lang.IllegalStateException\",\"java.io.IOException\"";
    assertThat(log)
        .containsExactly(
            "{\"event\":\"%s\",\"route\":\"PUT /issuers/{issuer}\",\"exception\":\"%s\",\"message\":\"table-1\",\"causes\":[%s]}"
                .formatted(event, failure.getClass().getName(), causes));
    assertThat(log.getFirst()).doesNotContain("ada@", "Ada Lovelace", "secret");
  }

  static Stream<Arguments> failures() {
    var cause =
        new IllegalStateException(
            "the item {\"email\":\"ada@example.org\"}", new IOException("Ada Lovelace"));
    return Stream.of(
        Arguments.of(new StoreUnavailableException("table-1", cause), "unavailable"),
        Arguments.of(new SigningUnavailableException("table-1", true, cause), "unavailable"),
        Arguments.of(new SigningUnavailableException("table-1", false, cause), "unavailable"),
        Arguments.of(new SigningUnavailableException("table-1", false, null), "unavailable"),
        Arguments.of(new NoOpenListException("table-1"), "list-not-public"));
  }

  @Test
  void onlyKeysThatStayUnusableAreSaidToRaiseAnAlarm() {
    assertThat(detail(new SigningUnavailableException("key", false, null)))
        .contains("an alarm tells the operator");
    assertThat(detail(new SigningUnavailableException("key", true, null)))
        .contains("busy")
        .doesNotContain("operator");
  }

  @Test
  void aProblemOfTheRequestIsNotLogged() {
    failing(new ProblemException(Problem.malformed("The body must be a JSON object.")));

    assertThat(log).isEmpty();
  }

  @Test
  void noProblemOfTheRequestIsAFailureOfOurs() {
    var unavailable = Problem.unavailable("Later.");

    assertThatThrownBy(() -> new ProblemException(unavailable))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "1000, 1", "1001, 2", "6500, 7", "10000, 10"})
  void nobodyIsToldToComeTooSoon(long millis, String seconds) {
    var response = Problem.tooFast("Wait.", Duration.ofMillis(millis)).toResponse();

    assertThat(response.status()).isEqualTo(429);
    assertThat(response.headers()).containsEntry("retry-after", seconds);
  }

  @Test
  void whatNobodyForesawIsLeftToLambda() {
    assertThatThrownBy(() -> failing(new IllegalStateException("unforeseen")))
        .hasMessage("unforeseen");
  }

  @Test
  void aScopeIsRequired() {
    var bearer = new Caller.Bearer(new IssuerId("demo"), Set.of(Scope.AWARD));

    assertThat(HttpFunction.require(request(bearer), Scope.AWARD)).isEqualTo(new IssuerId("demo"));
    assertThat(refusal(bearer, Scope.STATUS)).isEqualTo(403);
    assertThat(refusal(new Caller.Operator(), Scope.STATUS)).isEqualTo(403);
    assertThat(refusal(new Caller.Stranger(false), Scope.STATUS)).isEqualTo(401);
    assertThat(refusal(new Caller.Stranger(true), Scope.STATUS)).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"3_145_000, 200", "3_146_000, 413"})
  void anAnswerThatLambdaCannotReturnIsAProblem(String quotes, int status) throws IOException {
    // A quotation mark takes two bytes in the payload.
    var body = "\"".repeat(Integer.parseInt(quotes.replace("_", "")));
    var payload = new ByteArrayOutputStream();

    function(_ -> HttpResponse.text(200, "text/plain", body))
        .handleRequest(
            new ByteArrayInputStream("{\"routeKey\":\"GET /\"}".getBytes(UTF_8)), payload, UNUSED);

    assertThat(payload.size()).isLessThanOrEqualTo(6 * 1024 * 1024);
    assertThat(payload.toString(UTF_8)).contains("\"statusCode\":" + status + ",");
  }

  private String detail(RuntimeException failure) {
    return new String(failing(failure).body(), UTF_8);
  }

  /** The response of a function that throws. */
  private HttpResponse failing(RuntimeException failure) {
    return respond(_ -> {
      throw failure;
    });
  }

  private int refusal(Caller caller, Scope scope) {
    return respond(
            request -> {
              HttpFunction.require(request(caller), scope);
              return HttpResponse.text(200, "text/plain", "");
            })
        .status();
  }

  private HttpResponse respond(Function<HttpRequest, HttpResponse> answer) {
    return function(answer).respond(request(new Caller.Stranger(false)));
  }

  private HttpFunction function(Function<HttpRequest, HttpResponse> answer) {
    return new HttpFunction(log::add) {
      @Override
      protected HttpResponse answer(HttpRequest request) {
        return answer.apply(request);
      }
    };
  }

  private static HttpRequest request(Caller caller) {
    return new HttpRequest(
        "PUT /issuers/{issuer}",
        Map.of("issuer", "secret"),
        Map.of("q", "secret"),
        Map.of("authorization", "Bearer secret"),
        "{\"name\":\"Ada Lovelace\"}".getBytes(UTF_8),
        caller);
  }
}
