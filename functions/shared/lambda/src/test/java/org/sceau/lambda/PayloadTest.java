package org.sceau.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;

class PayloadTest {

  @Test
  void anEventBecomesARequest() {
    var request =
        Payload.read(
            bytes(
                """
                {"version":"2.0","routeKey":"GET /c/{id}","rawPath":"/c/x","rawQueryString":"lang=fr&a=b%20c&lang=en",
                 "headers":{"Accept":"text/html","x":"y"},"pathParameters":{"id":"x"},
                 "requestContext":{"http":{"method":"GET"}},"isBase64Encoded":false}
                """));

    assertThat(request.routeKey()).isEqualTo("GET /c/{id}");
    assertThat(request.path("id")).isEqualTo("x");
    assertThat(request.query()).isEqualTo(Map.of("lang", "fr", "a", "b c"));
    assertThat(request.header("accept")).contains("text/html");
    assertThat(request.body()).isEmpty();
    assertThat(request.caller()).isEqualTo(new Caller.Stranger(false));
  }

  @Test
  void theBodyIsDecodedWhenTheEventSaysSo() {
    assertThat(read("\"body\":\"aMOp\",\"isBase64Encoded\":true").body()).isEqualTo(bytes("hé"));
    assertThat(read("\"body\":\"aMOp\",\"isBase64Encoded\":false").body()).isEqualTo(bytes("aMOp"));
    assertThat(read("\"body\":null").body()).isEmpty();
    assertThat(read("\"isBase64Encoded\":true").body()).isEmpty();
  }

  @Test
  void aBodyThatIsNotWhatTheEventSaysIsNotGuessed() {
    assertThatThrownBy(() -> read("\"body\":\"{}\",\"isBase64Encoded\":true"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(read("\"body\":\"{}\",\"isBase64Encoded\":\"true\"").body()).isEqualTo(bytes("{}"));
    assertThat(read("\"body\":{\"a\":1}").body()).isEmpty();
  }

  @Test
  void headersHaveTheSameNameInWhateverCase() {
    var request = read("\"headers\":{\"Idempotency-KEY\":\"a,b\",\"x\":[\"not a text\"]}");

    assertThat(request.header("idempotency-key")).contains("a,b");
    assertThat(request.header("x")).isEmpty();
  }

  @Test
  void aPartOfThePathIsOneWhateverIsInIt() {
    var request = read("\"pathParameters\":{\"id\":\"a/../b\"}");

    assertThat(request.path("id")).isEqualTo("a/../b");
  }

  @Test
  void theAuthorizersWordIsTheCaller() {
    assertThat(caller("{\"caller\":\"operator\"}")).isEqualTo(new Caller.Operator());
    assertThat(caller("{\"caller\":\"unknown-key\"}")).isEqualTo(new Caller.Stranger(true));
    assertThat(caller("{\"caller\":\"bearer\",\"issuer\":\"demo\",\"scopes\":\"award status\"}"))
        .isEqualTo(new Caller.Bearer(new IssuerId("demo"), Set.of(Scope.AWARD, Scope.STATUS)));
    assertThat(caller("{}")).isEqualTo(new Caller.Stranger(false));
  }

  @Test
  void aHeaderOfTheCallersOwnIsNotTheAuthorizersWord() {
    var request = read("\"headers\":{\"caller\":\"operator\",\"lambda\":\"x\"}");

    assertThat(request.caller()).isEqualTo(new Caller.Stranger(false));
  }

  @Test
  void textGoesOutAsTextAndBytesAsBase64() {
    var text = new String(Payload.write(HttpResponse.text(200, "text/html", "é")), UTF_8);
    var png = new HttpResponse(200, Map.of("content-type", "image/png"), new byte[] {1, 2});
    var image = new String(Payload.write(png), UTF_8);

    assertThat(text).contains("\"body\":\"é\"").contains("\"isBase64Encoded\":false");
    assertThat(image).contains("\"body\":\"AQI=\"").contains("\"isBase64Encoded\":true");
  }

  @Test
  void whatIsNoEventIsTheGatewaysFaultAndNotTheCallers() {
    assertThatThrownBy(() -> Payload.read(bytes("[]")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Payload.read(bytes("{}")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Caller caller(String context) {
    return read("\"requestContext\":{\"authorizer\":{\"lambda\":" + context + "}}").caller();
  }

  private static HttpRequest read(String members) {
    return Payload.read(bytes("{\"routeKey\":\"POST /x\"," + members + "}"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
