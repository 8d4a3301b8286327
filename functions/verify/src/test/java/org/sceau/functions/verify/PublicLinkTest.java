package org.sceau.functions.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.at;
import static org.sceau.testing.JsonEdits.json;
import static org.sceau.testing.JsonEdits.remove;
import static org.sceau.testing.JsonEdits.set;
import static org.sceau.testing.JsonEdits.value;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Publication;
import org.sceau.records.status.StatusListHead;
import org.sceau.testing.Demo;
import org.sceau.testing.FaultPlan.Moment;

class PublicLinkTest extends LocalIssuerFixture {

  private static final Instant SINCE = Instant.parse("2026-03-02T09:00:00Z");

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
    issue();

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
    issue();
    erase();

    var page = page(language);

    assertThat(page.status()).isEqualTo(410);
    assertThat(page.headers())
        .containsEntry("content-language", language)
        .containsEntry("cache-control", "public, max-age=60");
    assertThat(body(page)).contains(title).doesNotContain("Université", "Camille", "Python");
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
    issue();
    erase();

    var answer = get(id + suffix, Map.of("accept", accept), Map.of());

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.headers())
        .containsEntry("content-type", "application/problem+json")
        .containsEntry("cache-control", "public, max-age=60");
    assertThat(body(answer)).contains("urn:sceau:problem:erased");
  }

  @Test
  void aCopyOfAnErasedCredentialVerifies() {
    var issued = issue();
    erase();

    assertThat(post("text/plain", issued.secured().jwt()).status()).isEqualTo(200);
  }

  @Test
  void aCopyOfAnErasedCredentialThatIsRevokedDoesNotVerifyAndTheReasonIsGone() {
    var issued = issue(credential(), new CredentialStatus.Revoked(SINCE, "Fraude avérée"));
    erase();

    var answer = post("text/plain", issued.secured().jwt());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(body(answer)).contains("REVOKED").doesNotContain("Fraude");
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
    issue();

    assertThat(body(page(language))).contains(sentence);
    assertThat(annexOne()).isEqualTo(json("{\"elements\":\"11/11\",\"missing\":[]}"));
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
    issue(credentialWithoutAchievement("participationType"), new CredentialStatus.Active());

    assertThat(body(page(language))).contains(sentence, missing);
    assertThat(annexOne())
        .isEqualTo(json("{\"elements\":\"10/11\",\"missing\":[\"participationType\"]}"));
  }

  @Test
  void whatDoesNotMeanToBeAMicroCredentialIsNotMeasuredOnThePage() {
    var credential = credentialWithoutAchievement("participationType");
    issue(
        remove(credential, "/credentialSubject/achievement/achievementType"),
        new CredentialStatus.Active());

    assertThat(body(page("en"))).doesNotContain("mandatory elements");
    assertThat(annexOne().string("elements")).contains("10/11");
  }

  private JsonObject annexOne() {
    return (JsonObject) at(report(get("application/json")), "/annexOne");
  }

  @Test
  void theSignedBytesAreGivenAsTheyWereSigned() {
    var issued = issue();

    assertThat(body(get("application/vc"))).isEqualTo(issued.secured().embedded());
    assertThat(body(get("application/vc+jwt"))).isEqualTo(issued.secured().jwt());
    var jwt = get(id + ".jwt", Map.of("accept", BROWSER), Map.of());
    assertThat(body(jwt)).isEqualTo(issued.secured().jwt());
    assertThat(jwt.headers())
        .containsEntry("content-type", "application/vc+jwt")
        .containsEntry("cache-control", "public, max-age=60");
    var json = get(id + ".json", Map.of("accept", BROWSER), Map.of());
    assertThat(body(json)).isEqualTo(issued.secured().embedded());
    assertThat(json.headers()).containsEntry("content-type", "application/vc");
  }

  @Test
  void thePageTellsHowOldThePublicListIs() {
    var list = issue().position().list();
    store.open(StatusListHead.opened(list, 131_072, "00".repeat(16), Demo.NOW));
    var published = Instant.parse("2026-01-20T10:42:17Z");
    store.published(
        list, new Publication(1, "first", published, 0, published.plus(Duration.ofDays(1))));

    assertThat(body(page("en"))).contains("The public list is that of 20 January 2026, 10:42");
    assertThat(body(page("fr"))).contains("La liste publique est celle du 20 janvier 2026, 10:42");
  }

  @Test
  void aPageNeitherFailsNorLiesWhenTheAgeOfTheListIsNotKnown() {
    issue();
    assertThat(body(page("en"))).doesNotContain("public list is that");

    store.faults().failAfter(1, 1, Moment.BEFORE);

    var page = page("en");
    assertThat(page.status()).isEqualTo(200);
    assertThat(body(page)).contains("Neither revoked").doesNotContain("public list is that");
  }

  @Test
  void theReportHasAnAddressThatABrowserCanFollow() {
    issue();

    var report = get(id.value(), Map.of("accept", BROWSER), Map.of("report", ""));

    assertThat(report.headers()).containsEntry("content-type", "application/json");
    assertThat(body(report)).contains("\"verified\":true");
    assertThat(body(page("fr"))).contains("href=\"https://sceau.example/c/" + id + "?report\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|''|fr", "''|en|en", "''|en-GB,en;q=0.9,fr;q=0.8|en", "''|de, fr;q=0.5, en;q=0.4|fr",
        "''|de|fr", "''|*|fr", "en|fr|en", "fr|en|fr",
        "xx|en|en", "FR|en|fr"
      })
  void theLanguageFollowsTheQueryThenTheHeader(String query, String header, String language) {
    issue();

    var page =
        get(
            id.value(),
            Map.of("accept", BROWSER, "accept-language", header),
            Map.of("lang", query));

    assertThat(page.headers()).containsEntry("content-language", language);
    assertThat(body(page)).contains("<html lang=\"" + language + "\">");
  }

  @Test
  void aPageShowsWhatIsTrueOfTheCredential() {
    issue();

    assertThat(body(page("fr")))
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
    assertThat(body(page("en")))
        .contains("Genuine and valid today", "10 January 2026", "Level 6", "15.5 / 20");
  }

  @Test
  void anAddressOrItsHashIsNeverShown() {
    issue();

    assertThat(body(page("fr")))
        .doesNotContain("7fc4bd8c", "sha256$", "5a1t", "learner@example.org");
    assertThat(body(get("application/json"))).doesNotContain("7fc4bd8c", "Camille");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"><img src=x onerror=alert(1)>", "</script><script>alert(1)</script>",
        "</style><b>", "</title><script>alert(1)</script>",
        "' onmouseover='alert(1)", "${7*7} {{7*7}} <%= 7 %>"
      })
  void whatAnIssuerWritesIsTextAndNothingElse(String hostile) {
    var credential = credential().with("name", text(hostile));
    for (var member :
        List.of("name", "description", "assessmentType", "prerequisites", "criteria/narrative")) {
      credential = set(credential, "/credentialSubject/achievement/" + member, hostile);
    }
    issue(credential, new CredentialStatus.Revoked(SINCE, hostile));

    var page = body(page("fr"));

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
    var alignment = value("[{\"type\":[\"Alignment\"],\"targetName\":\"Python\"}]");
    var credential = credentialWithAchievement("alignment", alignment);
    var jws = jws(set(credential, "/credentialSubject/achievement/alignment/0/targetUrl", url));
    store.record(record(jws, "{}", new CredentialStatus.Active()), null);

    assertThat(body(get(BROWSER)))
        .contains("Python")
        .doesNotContain("href=\"" + url.substring(0, 5));
  }

  @Test
  void nothingOfAnUnprovenCredentialIsShown() {
    var jws = jws(header(), claims(credential()), otherKey);
    store.record(record(jws, JsonWriter.write(credential()), new CredentialStatus.Active()), null);

    var page = body(page("fr"));

    assertThat(page)
        .contains("Signature non valable", "Le contenu du document n’est pas affiché")
        .doesNotContain("Analyse de données", "Université Exemple", "Camille", "Authentique");
    assertThat(body(get("application/json")))
        .contains("\"verified\":false", "PROOF_INVALID")
        .doesNotContain("Université Exemple");
  }

  @Test
  void aRevocationIsShownWithItsDayAndReason() {
    issue(credential(), new CredentialStatus.Revoked(SINCE, "Erreur de jury."));

    assertThat(body(page("fr")))
        .contains("Révoquée le 2 mars 2026", "Erreur de jury.")
        .doesNotContain("Authentique et valable");
    assertThat(body(page("en"))).contains("Revoked on 2 March 2026");
    assertThat(at(report(get("application/json")), "/status"))
        .isEqualTo(
            json(
                """
                {"state":"revoked","since":"2026-03-02T09:00:00Z","reason":"Erreur de jury."}
                """));
  }

  @Test
  void everyOtherVerdictHasItsHeadline() {
    issue(credential(), new CredentialStatus.Suspended(SINCE, null));
    assertThat(body(page("fr"))).contains("Suspendue depuis le 2 mars 2026");
    assertThat(body(page("en"))).contains("Suspended since 2 March 2026");

    var other = new LocalIssuerFixture();
    other.issue();
    other.now = VALID_UNTIL;
    assertThat(body(other.page("fr"))).contains("Expirée le 15 janvier 2029");
    other.now = VALID_FROM.minusSeconds(86_400);
    assertThat(body(other.page("fr"))).contains("Pas encore valable", "15 janvier 2026");
  }

  @Test
  void thePolicyAdmitsTheOneStylesheetAndNothingElse() throws Exception {
    issue();
    var page = page("fr");
    var html = body(page);
    var style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    var hash =
        Base64.getEncoder()
            .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8)));

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
        "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA.jwt", "AAAAAAAAAAAAAAAAAAAAAA.json", "no",
        "", "../etc/passwd", "<script>", ".jwt",
        "AAAAAAAAAAAAAAAAAAAAAB"
      })
  void everyAbsentCredentialIsAbsentInTheSameWay(String name) {
    issue();

    var answer = get(name, Map.of("accept", "application/json"), Map.of());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.headers())
        .containsEntry("content-type", "application/problem+json")
        .containsEntry("cache-control", "no-store");
    assertThat(body(answer)).contains("urn:sceau:problem:not-found");
  }

  @Test
  void aBrowserIsHelpedWhenThereIsNothing() {
    var page = get("<script>", Map.of("accept", BROWSER), Map.of());

    assertThat(page.status()).isEqualTo(404);
    assertThat(page.headers())
        .containsEntry("content-type", "text/html; charset=utf-8")
        .containsEntry("cache-control", "no-store")
        .containsKey("content-security-policy");
    assertThat(body(page))
        .contains("Aucune certification à cette adresse")
        .doesNotContain("<script");
  }

  @Test
  void headIsGetWithoutItsBody() {
    issue();
    var head = respond("HEAD /c/{id}", id.value(), Map.of("accept", "text/html"), Map.of());

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers()).isEqualTo(get("text/html").headers());
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
