package org.sceau.functions.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.PublicObjects.PublicObject;
import org.sceau.records.catalog.BearerKey;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.Scope;
import org.sceau.records.status.StatusPurpose;
import org.sceau.testing.Demo;

class CatalogHandlerTest extends CatalogFixture {

  private static final String ISSUER =
      """
      {"name":"Université Exemple","url":"https://issuer.example","email":"badges@issuer.example",
       "image":{"id":"https://issuer.example/logo.png"},"address":{"addressCountryCode":"FR"}}
      """;

  @Test
  void theOperatorMakesAnIssuerWithAListAKeyAndItsDocuments() {
    var answer = putIssuer(OPERATOR, Map.of());
    var key = new BearerKey(json(answer, 201).string("apiKey").orElseThrow());
    var kept = catalog.apiKey(key.id().orElseThrow()).orElseThrow();

    assertThat(key.hasSha256(kept.sha256())).isTrue();
    assertThat(kept.toString()).doesNotContain(key.text());
    assertThat(answer.headers()).containsEntry("cache-control", "no-store");
    assertThat(records.newest(Demo.ISSUER, StatusPurpose.REVOCATION)).hasValue(1);
    assertThat(document("issuers/demo").string("name")).contains("Université Exemple");
  }

  @Test
  void theDidDocumentListsEveryKeyTwiceUnderAssertionMethod() {
    putIssuer(OPERATOR, Map.of());
    var did = document("issuers/demo/did.json");
    var methods = did.list("verificationMethod").stream().map(JsonObject.class::cast).toList();

    assertThat(did.string("id")).contains("did:web:sceau.example:issuers:demo");
    assertThat(methods)
        .extracting(method -> method.string("type").orElse(""))
        .containsExactly("JsonWebKey", "Multikey", "JsonWebKey", "Multikey");
    assertThat(methods)
        .extracting(method -> new JsonString(method.string("id").orElse("")))
        .containsExactlyElementsOf(
            did.list("assertionMethod").stream().map(JsonString.class::cast).toList());
    assertThat(did.toString()).doesNotContain("arn:aws");
  }

  @Test
  void anIssuerChangesItsProfileButMakesNoIssuer() {
    var caller = CATALOG;

    assertThat(putIssuer(caller, Map.of()).status()).isEqualTo(404);
    putIssuer(OPERATOR, Map.of());
    assertThat(json(putIssuer(caller, Map.of("apiKey", "new")), 200).has("apiKey")).isFalse();
    assertThat(catalog.issuer(Demo.ISSUER).orElseThrow().revision()).isEqualTo(2);
  }

  @Test
  void theOperatorCanHaveANewKeyMadeWhenOneIsLost() {
    putIssuer(OPERATOR, Map.of());

    assertThat(json(putIssuer(OPERATOR, Map.of()), 200).has("apiKey")).isFalse();
    assertThat(json(putIssuer(OPERATOR, Map.of("apiKey", "new")), 200).has("apiKey")).isTrue();
  }

  @Test
  void whoMayNotChangeAnIssuerIsToldSo() {
    assertThat(putIssuer(new Caller.Stranger(true), Map.of()).status()).isEqualTo(401);
    assertThat(putIssuer(bearer(new IssuerId("other"), Scope.CATALOG), Map.of()).status())
        .isEqualTo(403);
    assertThat(putIssuer(bearer(Scope.AWARD), Map.of()).status()).isEqualTo(403);
    assertThat(catalog.issuer(Demo.ISSUER)).isEmpty();
  }

  @Test
  void anAchievementWithAllFieldsIsKeptAndPublished() {
    putIssuer(OPERATOR, Map.of());
    var answer = putAchievement(Demo.achievementBody());

    assertThat(json(answer, 201).object("achievement")).contains(Demo.achievement().content());
    assertThat(document("achievements/data-python").string("name"))
        .contains("Analyse de données avec Python");
    assertThat(published("contexts/micro-credential/v1")).contains("workloadHours");
  }

  @Test
  void theDescriptionOfTheApiIsPublishedAndThatOfAnotherReleaseReplaced() {
    putIssuer(OPERATOR, Map.of());
    var published = objects.get("openapi.yaml").orElseThrow();
    objects.replace(
        "openapi.yaml",
        new PublicObject("openapi: 3.0.0".getBytes(UTF_8), "application/yaml", "no-store", 7),
        published.etag());
    putAchievement(Demo.achievementBody());
    var replaced = objects.get("openapi.yaml").orElseThrow();
    putAchievement(Demo.achievementBody());

    assertThat(new String(published.object().bytes(), UTF_8))
        .startsWith("openapi: 3.1")
        .contains("/openapi.yaml:");
    assertThat(replaced.object().bytes()).isEqualTo(published.object().bytes());
    assertThat(replaced.object().contentType()).isEqualTo("application/yaml");
    assertThat(objects.get("openapi.yaml").orElseThrow().etag()).isEqualTo(replaced.etag());
  }

  @Test
  void theAnswerNamesWhatAMicroCredentialLacks() {
    putIssuer(OPERATOR, Map.of());
    var body = Demo.achievementBody().replace("\"assessmentType\":\"Examen et projet\",", "");

    assertThat(json(putAchievement(Demo.achievementBody()), 201).object("annexOne"))
        .contains(Demo.object("{\"elements\":\"11/11\",\"missing\":[]}"));
    assertThat(json(putAchievement(body), 200).object("annexOne"))
        .contains(Demo.object("{\"elements\":\"10/11\",\"missing\":[\"assessmentType\"]}"));
  }

  @Test
  void anImageThatIsSentAlongGetsAUrlOfItsOwn() {
    var png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    var body =
        Demo.achievementBody()
            .replace("https://issuer.example/img/data-python.png", "data:image/png;base64," + png);
    var url =
        json(putAchievement(body), 201)
            .object("achievement")
            .flatMap(achievement -> achievement.object("image"))
            .flatMap(image -> image.string("id"))
            .orElseThrow();
    var stored = objects.get(url.substring("https://sceau.example/".length())).orElseThrow();

    assertThat(url).matches("https://sceau.example/images/[0-9a-f]{64}\\.png");
    assertThat(stored.object().contentType()).isEqualTo("image/png");
    assertThat(stored.object().bytes()).isEqualTo(Base64.getDecoder().decode(png));
  }

  @Test
  void anEarlierVersionStaysOnRecord() {
    putAchievement(Demo.achievementBody());
    var answer = putAchievement(Demo.achievementBody().replace("Python\",", "Python 3\","));

    assertThat(json(answer, 200).number("version").orElseThrow().literal()).isEqualTo("2");
    assertThat(catalog.achievement(Demo.ACHIEVEMENT, 1).orElseThrow().content())
        .isEqualTo(Demo.achievement().content());
  }

  @Test
  void anotherIssuersAchievementIsNotToBeChanged() {
    putAchievement(Demo.achievementBody());
    var foreign =
        putAchievement(Demo.achievementBody(), bearer(new IssuerId("other"), Scope.CATALOG));

    assertThat(foreign.status()).isEqualTo(403);
    assertThat(catalog.achievement(Demo.ACHIEVEMENT).orElseThrow().version()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /name                       | {}
          /url                        | {"name":"U","url":"http://issuer.example"}
          /email                      | {"name":"U","email":"nobody"}
          /image/id                   | {"name":"U","image":{}}
          /address/addressCountryCode | {"name":"U","address":{"addressCountryCode":"France"}}
          /id                         | {"name":"U","id":"did:web:other.example"}
          """)
  void whatIsWrongWithAnIssuerIsNamedByItsPath(String path, String body) {
    var response = respond("PUT /issuers/{issuer}", "demo", body, OPERATOR);

    assertRefused(response, 400, "\"path\":\"" + path + "\"");
    assertThat(catalog.issuer(Demo.ISSUER)).isEmpty();
    assertThat(objects.get("issuers/demo")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Demo", "-demo", "de_mo", "'de mo'", "a..b", "'../x'"})
  void anIdThatCannotStandInAUrlIsRefused(String id) {
    assertRefused(respond("PUT /issuers/{issuer}", id, ISSUER, OPERATOR), 400, "a-z");
  }

  private HttpResponse putIssuer(Caller caller, Map<String, String> query) {
    return respond("PUT /issuers/{issuer}", "demo", query, ISSUER, caller);
  }

  private HttpResponse putAchievement(String body) {
    if (catalog.issuer(Demo.ISSUER).isEmpty()) {
      catalog.put(Demo.issuer(signer));
    }
    return putAchievement(body, CATALOG);
  }

  private JsonObject document(String key) {
    return Demo.object(published(key));
  }
}
