package org.sceau.openbadges;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;

class AnnexOneTest {

  private static final String WHOLE =
      """
      {"issuer":{"id":"did:web:issuer.example","name":"Université Exemple","address":{"addressCountryCode":"FR"}},
       "awardedDate":"2026-01-10T10:00:00Z",
       "credentialSubject":{"id":"did:key:z6Mk","achievement":{"name":"Python","description":"Données",
        "criteria":{"narrative":"Examen"},"creditsAvailable":3,"creditUnit":"ECTS",
        "alignment":[{"targetType":"ext:EQF"}],
        "assessmentType":"Examen","participationType":"En ligne","qualityAssurance":{"name":"Externe"}}}}
      """;

  @Test
  void aWholeMicroCredentialHasElevenOfEleven() {
    assertThat(AnnexOne.of(json(WHOLE)).toJson())
        .isEqualTo(json("{\"elements\":\"11/11\",\"missing\":[]}"));
  }

  @Test
  void nothingHasNothing() {
    assertThat(AnnexOne.of(JsonObject.EMPTY).present()).isZero();
  }

  @Test
  void aSubjectInAnArrayIsJudgedAlikeAndSeveralAreNot() {
    var one = json(WHOLE).object("credentialSubject").orElseThrow();
    var array = json(WHOLE).with("credentialSubject", JsonArray.of(one));

    assertThat(AnnexOne.ofAny(array)).contains(AnnexOne.of(json(WHOLE)));
    assertThat(AnnexOne.ofAny(json(WHOLE).with("credentialSubject", JsonArray.of(one, one))))
        .isEmpty();
  }

  @Test
  void whatTellsOfNoAchievementIsNotJudged() {
    assertThat(AnnexOne.ofAny(JsonObject.EMPTY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          learner           | "id":"did:key:z6Mk",
          title             | "name":"Python",
          country           | "addressCountryCode":"FR"
          awardingBody      | "name":"Université Exemple",
          date              | "awardedDate":"2026-01-10T10:00:00Z",
          learningOutcomes  | "description":"Données",
          learningOutcomes  | "narrative":"Examen"
          workload          | ,"creditUnit":"ECTS"
          level             | {"targetType":"ext:EQF"}
          assessmentType    | "assessmentType":"Examen",
          participationType | "participationType":"En ligne",
          qualityAssurance  | ,"qualityAssurance":{"name":"Externe"}
          """)
  void whatIsMissingIsNamed(String element, String without) {
    assertThat(WHOLE).contains(without);
    assertThat(AnnexOne.of(json(WHOLE.replace(without, ""))).toJson())
        .isEqualTo(json("{\"elements\":\"10/11\",\"missing\":[\"" + element + "\"]}"));
  }

  @Test
  void ofAnAchievementTheAwardAddsLearnerAndDate() {
    var whole = json(WHOLE);
    var achievement =
        whole.object("credentialSubject").orElseThrow().object("achievement").orElseThrow();

    assertThat(AnnexOne.of(whole.object("issuer").orElseThrow(), achievement).missing()).isEmpty();
    assertThat(AnnexOne.of(JsonObject.EMPTY, achievement).missing())
        .containsExactly(AnnexOne.Element.COUNTRY, AnnexOne.Element.AWARDING_BODY);
  }

  private static JsonObject json(String text) {
    return switch (JsonReader.read(text.getBytes(UTF_8), JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject object) -> object;
      case JsonReading other -> throw new AssertionError(other);
    };
  }
}
