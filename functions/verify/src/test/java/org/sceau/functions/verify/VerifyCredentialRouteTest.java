package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.value;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonBoolean;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.status.CredentialStatus;
import org.sceau.verification.Check;

class VerifyCredentialRouteTest extends LocalIssuerFixture {

  @Test
  void theEnvelopeOfVcApiIsRead() {
    var answer = postCredential(value(issue().secured().embedded()), "{\"checks\":[\"proof\"]}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("cache-control", "no-store");
    var report = report(answer);
    assertThat(report.get("verified")).isEqualTo(new JsonBoolean(true));
    assertThat(report.string("verdict")).contains("VERIFIED");
    assertThat(report.array("checks").orElseThrow().items()).hasSize(Check.values().length);
    assertThat(report.array("problemDetails").orElseThrow().items()).isEmpty();
    assertThat(report.array("errors").orElseThrow().items()).isEmpty();
    assertThat(report.has("credential")).isFalse();
  }

  @Test
  void theCredentialComesBackWhenItIsAskedFor() {
    var options = "{\"returnCredential\":true,\"returnProblemDetails\":false}";
    var report = report(postCredential(value(issue().secured().embedded()), options));

    assertThat(report.object("credential")).contains(credential());
    assertThat(report.has("problemDetails")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/vc", "application/ld+json; x=y", ""})
  void aBareCredentialIsRead(String type) {
    assertThat(post(type, issue().secured().embedded()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/vc+jwt", "application/jwt", "text/plain; charset=utf-8"})
  void aCompactJwsIsRead(String type) {
    assertThat(post(type, issue().secured().jwt() + "\n").status()).isEqualTo(200);
  }

  @Test
  void aJwsInTheEnvelopeIsRead() {
    var body = "{\"verifiableCredential\":\"" + issue().secured().jwt() + "\"}";
    assertThat(post("application/json", body).status()).isEqualTo(200);
  }

  @Test
  void theCredentialInABakedImageIsRead() {
    var secured = issue().secured();
    for (var content :
        List.of(
            "<openbadges:credential verify=\"%s\"/>".formatted(secured.jwt()),
            "<openbadges:credential><![CDATA[%s]]></openbadges:credential>"
                .formatted(secured.embedded()))) {
      assertThat(post("image/svg+xml", svg(content)).status()).isEqualTo(200);
    }
  }

  @Test
  void anImageWithoutACredentialIsSaidToHaveNone() {
    var answer = post("image/svg+xml", svg(""));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(report(answer).string("verdict")).contains("INCONCLUSIVE");
    assertThat(body(answer)).contains("IMAGE_WITHOUT_CREDENTIAL");
    assertThat(post("image/png", "GIF89a").status()).isEqualTo(400);
  }

  @Test
  void aBadgeOfVersion2IsNamedAsOne() {
    var answer =
        post(
            "application/json",
            """
            {"@context":"https://w3id.org/openbadges/v2","type":"Assertion",
             "id":"https://issuer.example/1"}
            """);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(report(answer).string("title").orElse("")).contains("Open Badges 2.0");
  }

  private static String svg(String content) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\""
        + " xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\">"
        + content
        + "</svg>";
  }

  @Test
  void whateverIsNotVerifiedIsFourHundredWithAReport() {
    var revoked = new LocalIssuerFixture();
    var issued = revoked.issue(revoked.credential(), new CredentialStatus.Revoked(NOW, null));
    assertNotVerified(revoked.post("text/plain", issued.secured().jwt()), "NOT_VERIFIED");
    assertNotVerified(post("text/plain", "a.b.c"), "NOT_VERIFIED");
    assertNotVerified(post("application/json", "{"), "NOT_VERIFIED");
    var unknown = post("text/plain", jws(credential()));
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(report(unknown).get("verified")).isEqualTo(new JsonBoolean(false));
    assertThat(report(unknown).string("verdict")).contains("INCONCLUSIVE");
    assertThat(report(unknown).array("errors").orElseThrow().items()).isEmpty();
    assertThat(report(unknown).array("warnings").orElseThrow().items()).hasSize(1);
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
    var answer = post("application/json", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(body(answer)).contains("invalid-request");
  }

  @Test
  void bodiesThatAreNoneOrTooLargeOrOfAnotherKindAreRefused() {
    assertThat(post("application/json", "").status()).isEqualTo(400);
    assertThat(post("application/json", " ".repeat(1024 * 1024 + 1)).status()).isEqualTo(413);
    assertThat(post("application/xml", "<a/>").status()).isEqualTo(415);
  }

  private static void assertNotVerified(HttpResponse answer, String verdict) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("content-type", "application/json");
    var report = report(answer);
    assertThat(report.get("verified")).isEqualTo(new JsonBoolean(false));
    assertThat(report.string("verdict")).contains(verdict);
    assertThat(report.array("errors").orElseThrow().items()).isNotEmpty();
  }
}
