package org.sceau.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.catalog.IssuerId;
import org.sceau.catalog.Scope;
import org.sceau.credential.StoreUnavailableException;
import org.sceau.issuing.SigningUnavailableException;
import org.sceau.json.Violation;

class HttpFunctionTest {

  private static final Context UNUSED =
      (Context)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (_, method, _) -> {
                throw new AssertionError("not used: " + method);
              });

  @Test
  void aProblemIsAnsweredAsOne() {
    var problem = Problem.invalid(List.of(new Violation("/name", "Give a name.")));
    var response =
        respond(request -> {
          throw new ProblemException(problem);
        });

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

  @Test
  void whatDoesNotAnswerIsWorthAnotherTry() {
    for (var e :
        List.of(
            new StoreUnavailableException("records", new IllegalStateException("cause")),
            new SigningUnavailableException("keys", true, new IllegalStateException("cause")),
            new SigningUnavailableException("keys", false, new IllegalStateException("cause")))) {
      var response =
          respond(request -> {
            throw e;
          });

      assertThat(response.status()).isEqualTo(503);
      assertThat(response.headers()).containsEntry("retry-after", "5");
    }
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
    assertThatThrownBy(() ->
            respond(request -> {
              throw new IllegalStateException("unforeseen");
            }))
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

  private static int refusal(Caller caller, Scope scope) {
    return respond(
            request -> {
              HttpFunction.require(request(caller), scope);
              return HttpResponse.text(200, "text/plain", "");
            })
        .status();
  }

  private static HttpResponse respond(Function<HttpRequest, HttpResponse> answer) {
    return function(answer).respond(request(new Caller.Stranger(false)));
  }

  private static HttpFunction function(Function<HttpRequest, HttpResponse> answer) {
    return new HttpFunction() {
      @Override
      protected HttpResponse answer(HttpRequest request) {
        return answer.apply(request);
      }
    };
  }

  private static HttpRequest request(Caller caller) {
    return new HttpRequest("GET /", Map.of(), Map.of(), Map.of(), new byte[0], caller);
  }
}
