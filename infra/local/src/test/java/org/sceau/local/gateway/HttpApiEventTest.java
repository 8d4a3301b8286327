package org.sceau.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.local.gateway.Routes.Match;
import org.sceau.local.gateway.Routes.Target;
import org.sceau.local.lambda.Functions;
import org.sceau.local.lambda.InProcessHost;
import org.sceau.local.lambda.LambdaFunction;
import org.sceau.local.template.FunctionTemplate.Route;

class HttpApiEventTest {

  private static final Instant NOW = Instant.parse("2026-03-12T19:03:58.390Z");

  @Test
  void anEventLooksAsOnAws() {
    var headers = new LinkedHashMap<String, List<String>>();
    headers.put("host", List.of("localhost:8080"));
    headers.put("content-type", List.of("application/json; charset=utf-8"));
    headers.put("x-many", List.of("one", "two"));
    headers.put("user-agent", List.of("test/1"));
    headers.put("connection", List.of("Upgrade"));
    headers.put("cookie", List.of("s=1; t=2"));
    var request =
        Requests.request(
            "POST",
            "/achievements/analyse%20un/credentials",
            "/achievements/analyse un/credentials",
            "a=1&a=2&b=x%2Cy&c",
            headers,
            "{\"é\":1}".getBytes(UTF_8));
    var match =
        match(
            "POST", "/achievements/{achievement}/credentials", Map.of("achievement", "analyse un"));
    var caller = JsonObject.EMPTY.with("caller", new JsonString("operator"));

    assertThat(write(event(request, match).forFunction(Optional.of(caller))))
        .isEqualTo(
            """
            {"version":"2.0",\
            "routeKey":"POST /achievements/{achievement}/credentials",\
            "rawPath":"/achievements/analyse un/credentials",\
            "rawQueryString":"a=1&a=2&b=x%2Cy&c",\
            "cookies":["s=1","t=2"],\
            "headers":{"host":"localhost:8080","content-type":"application/json; charset=utf-8",\
            "x-many":"one,two","user-agent":"test/1","x-forwarded-for":"127.0.0.1",\
            "x-forwarded-port":"8080","x-forwarded-proto":"http"},\
            "queryStringParameters":{"a":"1,2","b":"x,y","c":""},\
            "requestContext":{"accountId":"000000000000","apiId":"local",\
            "authorizer":{"lambda":{"caller":"operator"}},\
            "domainName":"localhost","domainPrefix":"localhost",\
            "http":{"method":"POST","path":"/achievements/analyse un/credentials",\
            "protocol":"HTTP/1.1","sourceIp":"127.0.0.1","userAgent":"test/1"},\
            "requestId":"id-1","routeKey":"POST /achievements/{achievement}/credentials",\
            "stage":"$default","time":"12/Mar/2026:19:03:58 +0000","timeEpoch":1773342238390},\
            "pathParameters":{"achievement":"analyse un"},\
            "body":"{\\"é\\":1}",\
            "isBase64Encoded":false}\
            """);
  }

  @Test
  void whatIsEmptyIsAbsent() {
    var event = event(get("/verify", "/verify", ""), match("GET", "/verify", Map.of()));

    assertThat(names(event.forFunction(Optional.empty())))
        .isEqualTo(
            "version routeKey rawPath rawQueryString headers requestContext isBase64Encoded");
  }

  @Test
  void theAuthorizerGetsNoBody() {
    var event = event(get("/x/1", "/x/1", ""), match("GET", "/x/{id}", Map.of("id", "1")));

    assertThat(names(event.forAuthorizer()))
        .isEqualTo(
            "version type routeArn routeKey rawPath rawQueryString headers requestContext"
                + " pathParameters");
    assertThat(event.forAuthorizer().string("routeArn"))
        .contains("arn:aws:execute-api:us-east-1:000000000000:local/$default/GET/x/1");
  }

  @Test
  void thePathIsCutAtADecodedQuestionMark() {
    var event = event(get("/c/a%3Fb", "/c/a?b", ""), match("GET", "/c/{id}", Map.of()));

    assertThat(event.forFunction(Optional.empty()).string("rawPath")).contains("/c/a");
  }

  @Test
  void bytesAndFormsComeInBase64() {
    for (var type :
        List.of("image/png", "application/vc+jwt", "application/x-www-form-urlencoded", "")) {
      assertThat(withBody(type).string("body")).as(type).contains("AP8=");
      assertThat(write(withBody(type))).as(type).endsWith("\"isBase64Encoded\":true}");
    }
  }

  @Test
  void jsonOfAnyKindComesAsText() {
    for (var type : List.of("application/vc+ld+json", "text/plain", "APPLICATION/JSON")) {
      assertThat(write(withBody(type))).as(type).endsWith("\"isBase64Encoded\":false}");
    }
  }

  private static String names(JsonObject event) {
    return String.join(" ", event.members().keySet());
  }

  private static JsonObject withBody(String type) {
    var headers = Map.of("content-type", List.of(type));
    var request = Requests.request("POST", "/x", "/x", "", headers, new byte[] {0, (byte) 0xff});
    return event(request, match("POST", "/x", Map.of())).forFunction(Optional.empty());
  }

  private static Incoming get(String rawPath, String path, String query) {
    return Requests.get(rawPath, path, query, Map.of("host", List.of("localhost")));
  }

  private static HttpApiEvent event(Incoming request, Match match) {
    return new HttpApiEvent(request, match, "id-1", NOW);
  }

  private static Match match(String method, String path, Map<String, String> parameters) {
    return new Match(new Target(new Route(method, path, Optional.empty()), function()), parameters);
  }

  private static LambdaFunction function() {
    return new InProcessHost(Map.of()).host(Functions.acting(Duration.ofSeconds(1)), Map.of());
  }

  private static String write(JsonObject json) {
    return JsonWriter.write(json);
  }
}
