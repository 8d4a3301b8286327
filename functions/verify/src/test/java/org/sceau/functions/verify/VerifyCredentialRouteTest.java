package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.status.CredentialStatus;

class VerifyCredentialRouteTest {

  private final VerifyFixture world = new VerifyFixture();

  @Test
  void theEnvelopeOfVcApiIsRead() {
    var embedded = world.issue().secured().embedded();

    var answer =
        world.post(
            "application/json",
            "{\"verifiableCredential\":" + embedded + ",\"options\":{\"checks\":[\"proof\"]}}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("cache-control", "no-store");
    var report = json(answer);
    assertThat(report.get("verified")).isEqualTo(new JsonBoolean(true));
    assertThat(report.string("verdict")).contains("VERIFIED");
    assertThat(report.array("checks").orElseThrow().items()).hasSize(7);
    assertThat(report.array("problemDetails").orElseThrow().items()).isEmpty();
    assertThat(report.array("errors").orElseThrow().items()).isEmpty();
    assertThat(report.has("credential")).isFalse();
  }

  @Test
  void theCredentialComesBackWhenItIsAskedFor() {
    var embedded = world.issue().secured().embedded();

    var report =
        json(
            world.post(
                "application/json",
                "{\"verifiableCredential\":"
                    + embedded
                    + ",\"options\":{\"returnCredential\":true,\"returnProblemDetails\":false}}"));

    assertThat(report.object("credential")).contains(world.credential());
    assertThat(report.has("problemDetails")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/vc", "application/ld+json; x=y", ""})
  void aBareCredentialIsRead(String type) {
    assertThat(world.post(type, world.issue().secured().embedded()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/vc+jwt", "application/jwt", "text/plain; charset=utf-8"})
  void aCompactJwsIsRead(String type) {
    assertThat(world.post(type, world.issue().secured().jwt() + "\n").status()).isEqualTo(200);
  }

  @Test
  void aJwsInTheEnvelopeIsRead() {
    assertThat(
            world
                .post(
                    "application/json",
                    "{\"verifiableCredential\":\"" + world.issue().secured().jwt() + "\"}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void theCredentialInABakedImageIsRead() {
    var jwt = world.issue().secured().jwt();

    assertThat(world.post("image/svg+xml", svg("<openbadges:credential verify=\"" + jwt + "\"/>")))
        .extracting(HttpResponse::status)
        .isEqualTo(200);
    assertThat(
            world.post(
                "image/svg+xml",
                svg(
                    "<openbadges:credential><![CDATA["
                        + world.issue().secured().embedded()
                        + "]]></openbadges:credential>")))
        .extracting(HttpResponse::status)
        .isEqualTo(200);
  }

  @Test
  void anImageWithoutACredentialIsSaidToHaveNone() {
    var answer = world.post("image/svg+xml", svg(""));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer).string("detail").orElse("")).contains("no credential in the image");
    assertThat(world.post("image/png", "GIF89a").status()).isEqualTo(400);
  }

  @Test
  void aBadgeOfVersion2IsNamedAsOne() {
    var answer =
        world.post(
            "application/json",
            "{\"@context\":\"https://w3id.org/openbadges/v2\",\"type\":\"Assertion\",\"id\":\"https://issuer.example/1\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer).string("title").orElse("")).contains("Open Badges 2.0");
  }

  private static String svg(String content) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\""
        + " xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\">"
        + content
        + "</svg>";
  }

  @Test
  void whateverIsNotVerifiedIsFourHundredWithAReport() {
    var revoked = new VerifyFixture();
    var issued =
        revoked.issue(revoked.credential(), new CredentialStatus.Revoked(VerifyFixture.NOW, null));
    assertNotVerified(revoked.post("text/plain", issued.secured().jwt()), "NOT_VERIFIED");
    assertNotVerified(world.post("text/plain", "a.b.c"), "NOT_VERIFIED");
    assertNotVerified(world.post("application/json", "{"), "NOT_VERIFIED");
    var unknown = world.post("text/plain", world.jws(world.credential()));
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(json(unknown).get("verified")).isEqualTo(new JsonBoolean(false));
    assertThat(json(unknown).string("verdict")).contains("INCONCLUSIVE");
    assertThat(json(unknown).array("errors").orElseThrow().items()).isEmpty();
    assertThat(json(unknown).array("warnings").orElseThrow().items()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"verifiableCredential\":{},\"options\":{\"other\":1}}",
        "{\"verifiableCredential\":{},\"options\":[]}",
        "{\"verifiableCredential\":{},\"more\":1}",
        "{\"verifiableCredential\":7}",
        "{\"options\":{}}"
      })
  void anEnvelopeThatIsNotOneOfVcApiIsRefused(String body) {
    var answer = world.post("application/json", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(VerifyFixture.text(answer)).contains("invalid-request");
  }

  @Test
  void bodiesThatAreNoneOrTooLargeOrOfAnotherKindAreRefused() {
    assertThat(world.post("application/json", "").status()).isEqualTo(400);
    assertThat(world.post("application/json", " ".repeat(1024 * 1024 + 1)).status()).isEqualTo(413);
    assertThat(world.post("application/xml", "<a/>").status()).isEqualTo(415);
  }

  private static void assertNotVerified(HttpResponse answer, String verdict) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("content-type", "application/json");
    var report = json(answer);
    assertThat(report.get("verified")).isEqualTo(new JsonBoolean(false));
    assertThat(report.string("verdict")).contains(verdict);
    assertThat(report.array("errors").orElseThrow().items()).isNotEmpty();
  }

  private static JsonObject json(HttpResponse answer) {
    return VerifyFixture.read(VerifyFixture.text(answer));
  }
}
