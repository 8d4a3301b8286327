package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Publication;
import org.sceau.records.status.StatusListHead;
import org.sceau.testing.Demo;
import org.sceau.testing.FaultPlan.Moment;

class PublicLinkTest {

  private static final Instant SINCE = Instant.parse("2026-03-02T09:00:00Z");
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

  private final VerifyFixture world = new VerifyFixture();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        BROWSER + "|text/html; charset=utf-8",
        "text/html|text/html; charset=utf-8",
        "application/vc|application/vc",
        "application/vc+ld+json|application/vc",
        "application/ld+json|application/vc",
        "application/vc+jwt|application/vc+jwt",
        "application/jwt|application/vc+jwt",
        "text/plain|application/vc+jwt",
        "APPLICATION/VC+JWT|application/vc+jwt",
        "application/json|application/json",
        "*/*|application/json",
        "''|application/json",
        "application,vc+jwt|application/json",
        "nonsense;;q=x,,,|application/json",
        "image/png|application/json",
        "text/html;q=0.1, application/vc+jwt;q=0.2|application/vc+jwt",
        "text/html;q=0, application/vc|application/vc",
        "application/json, text/html|application/json"
      })
  void theRepresentationFollowsAccept(String accept, String type) {
    world.issue();

    var answer = get(accept);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .containsEntry("content-type", type)
        .containsEntry("vary", "Accept, Accept-Language")
        .containsEntry("cache-control", "public, max-age=60");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fr|Cette certification a été effacée
          en|This credential was erased
          """)
  void thePageOfAnErasedCredentialSaysSoAndNothingElse(String language, String title) {
    world.issue();
    world.erase();

    var page = world.get(world.id.value(), Map.of("accept", BROWSER), Map.of("lang", language));

    assertThat(page.status()).isEqualTo(410);
    assertThat(page.headers())
        .containsEntry("content-language", language)
        .containsEntry("cache-control", "public, max-age=60");
    assertThat(VerifyFixture.text(page))
        .contains(title)
        .doesNotContain("Université", "Camille", "Python");
  }

  @ParameterizedTest
  @CsvSource({
    "'',application/json",
    "'',application/vc",
    "'',application/vc+jwt",
    ".jwt,*/*",
    ".json,*/*"
  })
  void everyFormOfAnErasedCredentialIsAProblem(String suffix, String accept) {
    world.issue();
    world.erase();

    var answer = world.get(world.id + suffix, Map.of("accept", accept), Map.of());

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.headers())
        .containsEntry("content-type", "application/problem+json")
        .containsEntry("cache-control", "public, max-age=60");
    assertThat(VerifyFixture.text(answer)).contains("urn:sceau:problem:erased");
  }

  @Test
  void aCopyOfAnErasedCredentialVerifies() {
    var issued = world.issue();
    world.erase();

    assertThat(world.post("text/plain", issued.secured().jwt()).status()).isEqualTo(200);
  }

  @Test
  void aCopyOfAnErasedCredentialThatIsRevokedDoesNotVerifyAndTheReasonIsGone() {
    var issued =
        world.issue(world.credential(), new CredentialStatus.Revoked(SINCE, "Fraude avérée"));
    world.erase();

    var answer = world.post("text/plain", issued.secured().jwt());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(VerifyFixture.text(answer)).contains("REVOKED").doesNotContain("Fraude");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fr|Les 11 éléments obligatoires d’une micro-certification
          en|All 11 mandatory elements of a micro-credential
          """)
  void aWholeMicroCredentialIsSaidToBeOne(String language, String sentence) {
    world.issue();

    assertThat(VerifyFixture.text(page(language))).contains(sentence);
    assertThat(annexOne()).isEqualTo(VerifyFixture.read("{\"elements\":\"11/11\",\"missing\":[]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fr|10 éléments obligatoires sur 11|manque : mode de participation
          en|10 of 11 mandatory elements|missing: form of participation
          """)
  void whatAMicroCredentialLacksIsNamed(String language, String sentence, String missing) {
    world.issue(
        world.credentialWithAchievement("participationType", null), new CredentialStatus.Active());

    assertThat(VerifyFixture.text(page(language))).contains(sentence, missing);
    assertThat(annexOne())
        .isEqualTo(
            VerifyFixture.read("{\"elements\":\"10/11\",\"missing\":[\"participationType\"]}"));
  }

  @Test
  void whatDoesNotMeanToBeAMicroCredentialIsNotMeasuredOnThePage() {
    world.issue(
        world
            .credentialWithAchievement("participationType", null)
            .with("credentialSubject", withoutType()),
        new CredentialStatus.Active());

    assertThat(VerifyFixture.text(page("en"))).doesNotContain("mandatory elements");
    assertThat(annexOne().string("elements")).contains("10/11");
  }

  private JsonObject withoutType() {
    var subject =
        world
            .credentialWithAchievement("participationType", null)
            .object("credentialSubject")
            .orElseThrow();
    var achievement = subject.object("achievement").orElseThrow();
    return subject.with("achievement", achievement.without("achievementType"));
  }

  private JsonObject annexOne() {
    return VerifyFixture.read(VerifyFixture.text(get("application/json")))
        .object("annexOne")
        .orElseThrow();
  }

  @Test
  void theSignedBytesAreGivenAsTheyWereSigned() {
    var issued = world.issue();

    assertThat(VerifyFixture.text(get("application/vc"))).isEqualTo(issued.secured().embedded());
    assertThat(VerifyFixture.text(get("application/vc+jwt"))).isEqualTo(issued.secured().jwt());
    var jwt = world.get(world.id + ".jwt", Map.of("accept", BROWSER), Map.of());
    assertThat(VerifyFixture.text(jwt)).isEqualTo(issued.secured().jwt());
    assertThat(jwt.headers())
        .containsEntry("content-type", "application/vc+jwt")
        .containsEntry("cache-control", "public, max-age=60");
    var json = world.get(world.id + ".json", Map.of("accept", BROWSER), Map.of());
    assertThat(VerifyFixture.text(json)).isEqualTo(issued.secured().embedded());
    assertThat(json.headers()).containsEntry("content-type", "application/vc");
  }

  @Test
  void thePageTellsHowOldThePublicListIs() {
    var list = world.issue().position().list();
    world.store.open(StatusListHead.opened(list, 131_072, "00".repeat(16), Demo.NOW));
    world.store.published(
        list,
        new Publication(
            1,
            "first",
            Instant.parse("2026-01-20T10:42:17Z"),
            0,
            Instant.parse("2026-01-21T10:42:17Z")));

    assertThat(VerifyFixture.text(page("en")))
        .contains("The public list is that of 20 January 2026, 10:42");
    assertThat(VerifyFixture.text(page("fr")))
        .contains("La liste publique est celle du 20 janvier 2026, 10:42");
  }

  @Test
  void aPageNeitherFailsNorLiesWhenTheAgeOfTheListIsNotKnown() {
    world.issue();
    assertThat(VerifyFixture.text(page("en"))).doesNotContain("public list is that");

    world.store.faults().failAfter(1, 1, Moment.BEFORE);

    var page = page("en");
    assertThat(page.status()).isEqualTo(200);
    assertThat(VerifyFixture.text(page))
        .contains("Neither revoked")
        .doesNotContain("public list is that");
  }

  @Test
  void theReportHasAnAddressThatABrowserCanFollow() {
    world.issue();

    var report = world.get(world.id.value(), Map.of("accept", BROWSER), Map.of("report", ""));

    assertThat(report.headers()).containsEntry("content-type", "application/json");
    assertThat(VerifyFixture.text(report)).contains("\"verified\":true");
    assertThat(VerifyFixture.text(page("fr")))
        .contains("href=\"https://sceau.example/c/" + world.id + "?report\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|''|fr",
        "''|en|en",
        "''|en-GB,en;q=0.9,fr;q=0.8|en",
        "''|de, fr;q=0.5, en;q=0.4|fr",
        "''|de|fr",
        "''|*|fr",
        "en|fr|en",
        "fr|en|fr",
        "xx|en|en",
        "FR|en|fr"
      })
  void theLanguageFollowsTheQueryThenTheHeader(String query, String header, String language) {
    world.issue();

    var page =
        world.get(
            world.id.value(),
            Map.of("accept", BROWSER, "accept-language", header),
            Map.of("lang", query));

    assertThat(page.headers()).containsEntry("content-language", language);
    assertThat(VerifyFixture.text(page)).contains("<html lang=\"" + language + "\">");
  }

  @Test
  void aPageShowsWhatIsTrueOfTheCredential() {
    world.issue();

    assertThat(VerifyFixture.text(page("fr")))
        .contains(
            "Authentique et valable aujourd’hui",
            "Analyse de données avec Python",
            "Université Exemple",
            "France",
            "Camille Martin",
            "10 janvier 2026",
            "15 janvier 2029",
            "3 ECTS",
            "75 heures",
            "Niveau 6",
            "RNCP37827",
            "15,5 / 20",
            "http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d",
            "Mixte (en ligne et en présentiel)",
            "identité contrôlée",
            "did:web:sceau.example:issuers:demo",
            "n° 94567 de la liste",
            ".jwt\"");
    assertThat(VerifyFixture.text(page("en")))
        .contains("Genuine and valid today", "10 January 2026", "Level 6", "15.5 / 20");
  }

  @Test
  void anAddressOrItsHashIsNeverShown() {
    world.issue();

    assertThat(VerifyFixture.text(page("fr")))
        .doesNotContain("7fc4bd8c", "sha256$", "5a1t", "learner@example.org");
    assertThat(VerifyFixture.text(get("application/json"))).doesNotContain("7fc4bd8c", "Camille");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"><img src=x onerror=alert(1)>",
        "</script><script>alert(1)</script>",
        "</style><b>",
        "</title><script>alert(1)</script>",
        "' onmouseover='alert(1)",
        "${7*7} {{7*7}} <%= 7 %>"
      })
  void whatAnIssuerWritesIsTextAndNothingElse(String hostile) {
    var credential =
        world
            .credentialWithAchievement("name", new JsonString(hostile))
            .with("name", new JsonString(hostile));
    var subject = credential.object("credentialSubject").orElseThrow();
    var achievement =
        subject
            .object("achievement")
            .orElseThrow()
            .with("description", new JsonString(hostile))
            .with("assessmentType", new JsonString(hostile))
            .with("prerequisites", new JsonString(hostile))
            .with("criteria", JsonObject.builder().put("narrative", hostile).build());
    world.issue(
        credential.with("credentialSubject", subject.with("achievement", achievement)),
        new CredentialStatus.Revoked(SINCE, hostile));

    var page = VerifyFixture.text(page("fr"));

    assertThat(page).doesNotContain("<script", "<img", "</style><b>");
    assertThat(attributes(page)).isNotEmpty().noneMatch(name -> name.startsWith("on"));
    assertThat(page.split("</title>", -1)).hasSize(2);
    assertThat(page.split("</style>", -1)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//evil.example",
        "JaVaScRiPt://x/%0aalert(1)"
      })
  void onlyTheWebIsLinkedTo(String url) {
    var world = new VerifyFixture();
    var jws =
        world.jws(
            world.credentialWithAchievement(
                "alignment",
                JsonArray.of(
                    JsonObject.builder()
                        .put("type", JsonArray.ofStrings("Alignment"))
                        .put("targetName", "Python")
                        .put("targetUrl", url)
                        .build())));
    world.store.record(world.record(jws, "{}", new CredentialStatus.Active()), null);

    assertThat(VerifyFixture.text(world.get(world.id.value(), Map.of("accept", BROWSER), Map.of())))
        .contains("Python")
        .doesNotContain("href=\"" + url.substring(0, 5));
  }

  @Test
  void nothingOfAnUnprovenCredentialIsShown() {
    var jws = world.jws(world.header(), world.claims(world.credential()), world.otherKey);
    world.store.record(
        world.record(jws, JsonWriter.write(world.credential()), new CredentialStatus.Active()),
        null);

    var page = VerifyFixture.text(page("fr"));

    assertThat(page)
        .contains("Signature non valable", "Le contenu du document n’est pas affiché")
        .doesNotContain("Analyse de données", "Université Exemple", "Camille", "Authentique");
    assertThat(VerifyFixture.text(get("application/json")))
        .contains("\"verified\":false", "PROOF_INVALID")
        .doesNotContain("Université Exemple");
  }

  @Test
  void aRevocationIsShownWithItsDayAndReason() {
    world.issue(world.credential(), new CredentialStatus.Revoked(SINCE, "Erreur de jury."));

    assertThat(VerifyFixture.text(page("fr")))
        .contains("Révoquée le 2 mars 2026", "Erreur de jury.")
        .doesNotContain("Authentique et valable");
    assertThat(VerifyFixture.text(page("en"))).contains("Revoked on 2 March 2026");
    assertThat(
            VerifyFixture.read(VerifyFixture.text(get("application/json")))
                .object("status")
                .orElseThrow())
        .isEqualTo(
            VerifyFixture.read(
                """
                {"state":"revoked","since":"2026-03-02T09:00:00Z","reason":"Erreur de jury."}
                """));
  }

  @Test
  void everyOtherVerdictHasItsHeadline() {
    world.issue(world.credential(), new CredentialStatus.Suspended(SINCE, null));
    assertThat(VerifyFixture.text(page("fr"))).contains("Suspendue depuis le 2 mars 2026");
    assertThat(VerifyFixture.text(page("en"))).contains("Suspended since 2 March 2026");

    var expired = new VerifyFixture();
    expired.issue();
    expired.now = VerifyFixture.VALID_UNTIL;
    assertThat(
            VerifyFixture.text(
                expired.get(expired.id.value(), Map.of("accept", BROWSER), Map.of())))
        .contains("Expirée le 15 janvier 2029");
    expired.now = VerifyFixture.VALID_FROM.minusSeconds(86_400);
    assertThat(
            VerifyFixture.text(
                expired.get(expired.id.value(), Map.of("accept", BROWSER), Map.of())))
        .contains("Pas encore valable", "15 janvier 2026");
  }

  @Test
  void thePolicyAdmitsTheOneStylesheetAndNothingElse() throws Exception {
    world.issue();
    var page = page("fr");
    var html = VerifyFixture.text(page);
    var style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    var hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(style.getBytes(StandardCharsets.UTF_8)));

    assertThat(page.headers().get("content-security-policy"))
        .startsWith("default-src 'none'; style-src 'sha256-" + hash + "';")
        .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
        .doesNotContain("unsafe", "script-src");
    assertThat(page.headers())
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("referrer-policy", "no-referrer")
        .containsEntry("x-robots-tag", "noindex")
        .containsEntry("x-frame-options", "DENY");
    assertThat(html).doesNotContain("<script", " style=", "<link rel=\"stylesheet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAA.jwt",
        "AAAAAAAAAAAAAAAAAAAAAA.json",
        "no",
        "",
        "../etc/passwd",
        "<script>",
        ".jwt",
        "AAAAAAAAAAAAAAAAAAAAAB"
      })
  void everyAbsentCredentialIsAbsentInTheSameWay(String name) {
    world.issue();

    var answer = world.get(name, Map.of("accept", "application/json"), Map.of());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.headers())
        .containsEntry("content-type", "application/problem+json")
        .containsEntry("cache-control", "no-store");
    assertThat(VerifyFixture.text(answer)).contains("urn:sceau:problem:not-found");
  }

  @Test
  void aBrowserIsHelpedWhenThereIsNothing() {
    var page = world.get("<script>", Map.of("accept", BROWSER), Map.of());

    assertThat(page.status()).isEqualTo(404);
    assertThat(page.headers())
        .containsEntry("content-type", "text/html; charset=utf-8")
        .containsEntry("cache-control", "no-store")
        .containsKey("content-security-policy");
    assertThat(VerifyFixture.text(page))
        .contains("Aucune certification à cette adresse")
        .doesNotContain("<script");
  }

  @Test
  void headIsGetWithoutItsBody() {
    world.issue();
    var request =
        new HttpRequest(
            "HEAD /c/{id}",
            Map.of("id", world.id.value()),
            Map.of(),
            Map.of("accept", "text/html"),
            new byte[0],
            new Caller.Stranger(false));

    var head = world.handler().respond(request);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers()).isEqualTo(get("text/html").headers());
  }

  private HttpResponse page(String language) {
    return world.get(world.id.value(), Map.of("accept", BROWSER), Map.of("lang", language));
  }

  private HttpResponse get(String accept) {
    return world.get(world.id.value(), Map.of("accept", accept), Map.of());
  }

  /** The names of all attributes of a page whose every tag has to be one of the template's form. */
  private static Set<String> attributes(String html) {
    var tag = Pattern.compile("</?[a-zA-Z][a-zA-Z0-9]*((?: [a-zA-Z:-]+(?:=\"[^\"]*\")?)*)/?>");
    var attribute = Pattern.compile(" ([a-zA-Z:-]+)(?:=\"[^\"]*\")?");
    var body = html.replace("<!DOCTYPE html>", "");
    Set<String> names = new HashSet<>();
    var tags = tag.matcher(body);
    for (int i = body.indexOf('<'); i >= 0; i = body.indexOf('<', tags.end())) {
      assertThat(tags.find(i) && tags.start() == i).as(body.substring(i)).isTrue();
      for (var found = attribute.matcher(tags.group(1)); found.find(); ) {
        names.add(found.group(1));
      }
    }
    return names;
  }
}
