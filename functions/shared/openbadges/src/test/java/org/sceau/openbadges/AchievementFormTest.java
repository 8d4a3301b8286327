package org.sceau.openbadges;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.Violation;

class AchievementFormTest {

  private static final String LEAST =
      "\"name\":\"Python\",\"description\":\"Données\",\"criteria\":{\"narrative\":\"Examen\"}";

  @Test
  void theLeastThatIsNeededIsEnough() {
    var fields = reader("{" + LEAST + ",\"validity\":\"P3Y\"}");
    var read = AchievementForm.read(fields, "https://sceau.example/achievements/python");
    fields.done();

    assertThat(fields.violations()).isEmpty();
    assertThat(read.validity()).isEqualTo(Period.ofYears(3));
    assertThat(read.content().string("id")).contains("https://sceau.example/achievements/python");
  }

  @Test
  void numbersHaveOneSpelling() {
    var fields = reader("{" + LEAST + ",\"creditsAvailable\":3.00,\"workloadHours\":7.50}");
    var content = AchievementForm.read(fields, "https://sceau.example/a").content();

    assertThat(content.number("creditsAvailable").orElseThrow().literal()).isEqualTo("3");
    assertThat(content.number("workloadHours").orElseThrow().literal()).isEqualTo("7.5");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThat(paths("{\"name\":\"\",\"criteria\":{},\"surprise\":1}"))
        .containsExactlyInAnyOrder("/name", "/description", "/criteria/narrative", "/surprise");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /image/id                   | "image":{"id":"http://issuer.example/a.png"}
          /image/id                   | "image":{"id":"javascript:alert(1)"}
          /image/id                   | "image":{"id":"data:image/svg+xml,<svg/>"}
          /image/id                   | "image":{"id":"file:///etc/passwd"}
          /image/id                   | "image":{"id":"https://user:secret@issuer.example/a.png"}
          /alignment/0/targetUrl      | "alignment":[{"targetName":"x"}]
          /alignment/0/targetUrl      | "alignment":[{"targetName":"x","targetUrl":"http://data.europa.eu/snb/eqf/9","targetType":"ext:EQF"}]
          /alignment/0/targetUrl      | "alignment":[{"targetName":"x","targetUrl":"http://data.europa.eu/esco/skill/1","targetType":"ext:ESCOSkill"}]
          /alignment/0/targetCode     | "alignment":[{"targetName":"x","targetUrl":"https://issuer.example/","targetType":"ext:RNCP","targetCode":"12"}]
          /alignment/0/type           | "alignment":[{"type":"Assertion","targetName":"x","targetUrl":"https://issuer.example/"}]
          /alignment                  | "alignment":[]
          /achievementType            | "achievementType":"Diplom"
          /inLanguage                 | "inLanguage":"français"
          /creditsAvailable           | "creditsAvailable":"3"
          /creditsAvailable           | "creditsAvailable":3.001
          /creditsAvailable           | "creditsAvailable":-1
          /creditUnit                 | "creditUnit":"ECTS"
          /validity                   | "validity":"3 ans"
          /validity                   | "validity":"P0D"
          /validity                   | "validity":"PT5H"
          /resultDescription/1/id     | "resultDescription":[{"id":"urn:a:b","name":"n","resultType":"Percent"},{"id":"urn:a:b","name":"n","resultType":"Percent"}]
          /resultDescription/0/resultType | "resultDescription":[{"id":"urn:a:b","name":"n"}]
          /qualityAssurance/name      | "qualityAssurance":{"id":"https://issuer.example/qa"}
          /identityChecked            | "identityChecked":"yes"
          /id                         | "id":"https://issuer.example/a"
          /proof                      | "proof":{}
          /endorsement                | "endorsement":[]
          /type                       | "type":["Badge"]
          /achievementType            | "achievementType":"ext:a b"
          /creator/id                 | "creator":{"name":"x"}
          /creator/dateOfBirth        | "creator":{"id":"https://issuer.example/","dateOfBirth":"2001-02-30"}
          /creator/address/geo/latitude | "creator":{"id":"https://issuer.example/","address":{"geo":{"latitude":91,"longitude":0}}}
          /creator/address/geo/latitude | "creator":{"id":"https://issuer.example/","address":{"geo":{"latitude":48.8566001,"longitude":0}}}
          /creator/address/addressCountryCode | "creator":{"id":"https://issuer.example/","address":{"addressCountryCode":"XX"}}
          /creator/parentOrg/phone    | "creator":{"id":"https://issuer.example/","parentOrg":{"id":"did:web:a.example","phone":"call me"}}
          /otherIdentifier/0/identifierType | "otherIdentifier":[{"identifier":"1","identifierType":"mine"}]
          /related/0/id               | "related":[{"inLanguage":"en"}]
          /related/0/inLanguage       | "related":[{"id":"https://issuer.example/en","inLanguage":"English"}]
          /resultDescription/0/requiredLevel | "resultDescription":[{"id":"urn:a:b","name":"n","resultType":"RubricCriterionLevel","requiredLevel":"urn:a:d","rubricCriterionLevel":[{"id":"urn:a:c","name":"n"}]}]
          /resultDescription/0/rubricCriterionLevel/0/id | "resultDescription":[{"id":"urn:a:b","name":"n","resultType":"Percent","rubricCriterionLevel":[{"id":"https:c","name":"n"}]}]
          /resultDescription/0/rubricCriterionLevel/1/id | "resultDescription":[{"id":"urn:a:b","name":"n","resultType":"Percent","rubricCriterionLevel":[{"id":"urn:a:c","name":"n"},{"id":"urn:a:c","name":"n"}]}]
          /resultDescription/0/alignment/0/targetUrl | "resultDescription":[{"id":"urn:a:b","name":"n","resultType":"Percent","alignment":[{"targetName":"n"}]}]
          /resultDescription/0/requiredValue | "resultDescription":[{"id":"urn:a:b","name":"n","resultType":"LetterGrade","allowedValue":["A","B"],"requiredValue":"C"}]
          /tag/1                      | "tag":["a",""]
          """)
  void whatIsIllFormedIsNamedByItsPath(String path, String member) {
    assertThat(paths("{" + LEAST + "," + member + "}")).containsExactly(path);
  }

  @Test
  void charactersThatTurnTheDirectionOfWritingAreRefused() {
    assertThat(
            paths(
                "{\"name\":\"a\\u202Eb\",\"description\":\"a\\u0000\",\"criteria\":{\"narrative\":\"x\"}}"))
        .containsExactlyInAnyOrder("/name", "/description");
  }

  @Test
  void aNarrativeIsCheckedAsMarkdown() {
    var body = "{\"name\":\"a\",\"description\":\"<b>\",\"criteria\":{\"narrative\":\"%s\"}}";

    assertThat(paths(body.formatted("> [a]: javascript:alert(1)\\n\\n[a]")))
        .containsExactly("/criteria/narrative");
    assertThat(paths(body.formatted("> [a]: https://issuer.example\\n\\n[a]"))).isEmpty();
    assertThat(paths(body.formatted("a".repeat(Markdown.MAX_CHARS + 1))))
        .containsExactly("/criteria/narrative");
  }

  @Test
  void aTextOfAMegabyteIsRefused() {
    assertThat(paths("{" + LEAST.replace("Python", "P".repeat(201)) + "}"))
        .containsExactly("/name");
    assertThat(reading("{" + LEAST.replace("Python", "P".repeat(1024 * 1024)) + "}"))
        .isInstanceOf(JsonReading.Refused.class);
  }

  private static List<String> paths(String body) {
    var fields = reader(body);
    AchievementForm.read(fields, "https://sceau.example/achievements/a");
    fields.done();
    return fields.violations().stream().map(Violation::path).toList();
  }

  private static FieldReader reader(String body) {
    return switch (reading(body)) {
      case JsonReading.Read(JsonObject object) -> new FieldReader(object);
      case JsonReading other -> throw new AssertionError(other);
    };
  }

  private static JsonReading reading(String body) {
    return JsonReader.read(body.getBytes(UTF_8), JsonLimits.FOREIGN);
  }
}
