package org.sceau.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.Demo.object;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.FieldReader;
import org.sceau.json.Violation;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.IssuerId;

class AwardAchievementRequestTest {

  private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

  private static final Achievement ACHIEVEMENT =
      new Achievement(
          new AchievementId("python"),
          new IssuerId("demo"),
          object(
              """
              {"resultDescription":[
                {"id":"urn:r:grade","valueMin":"0","valueMax":"20"},
                {"id":"urn:r:letter","allowedValue":["A","B"]},
                {"id":"urn:r:rubric","rubricCriterionLevel":[{"id":"urn:r:good"}]}]}
              """),
          null,
          1);

  @Test
  void everyFieldOfAnAwardIsTaken() {
    var fields =
        new FieldReader(
            object(
                """
                {"name":"Python","description":"Données","image":{"id":"https://i.example/a.png"},
                 "awardedDate":"2026-01-10T10:00:00Z",
                 "recipients":[{"key":"1","id":"urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11",
                  "name":"Camille","email":"learner@example.org",
                  "identifiers":[{"identityType":"sisSourcedId","identifier":"42"},
                    {"type":"IdentityObject","identityType":"ext:card","identifier":"7","hashed":false}],
                  "activityStartDate":"2025-09-01T00:00:00Z","activityEndDate":"2025-12-20T00:00:00Z",
                  "creditsEarned":3,"image":{"id":"https://i.example/b.png"},"licenseNumber":"L1",
                  "narrative":"Bien","role":"Élève","term":"Automne",
                  "source":{"id":"https://i.example/","name":"Registrar"},
                  "results":[{"resultDescription":"urn:r:grade","value":"15.5","status":"Completed",
                     "alignment":[{"targetName":"x","targetUrl":"https://i.example/x"}]},
                    {"resultDescription":"urn:r:letter","value":"A"},
                    {"resultDescription":"urn:r:rubric","achievedLevel":"urn:r:good"}],
                  "evidence":[{"id":"https://i.example/e","name":"n","description":"d",
                    "narrative":"n","genre":"g","audience":"a"}]}]}
                """));
    var award = AwardAchievementRequest.read(fields, ACHIEVEMENT, NOW);
    fields.done();

    assertThat(fields.violations()).isEmpty();
    var recipient = award.recipients().getFirst();
    assertThat(award.presentation().members()).containsOnlyKeys("name", "description", "image");
    assertThat(recipient.id()).isEqualTo("urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11");
    assertThat(recipient.identifiers())
        .containsExactly(
            new Recipient.Identifier("sisSourcedId", "42", true),
            new Recipient.Identifier("ext:card", "7", false));
    assertThat(recipient.subject().members()).hasSize(10);
    assertThat(recipient.evidence().getFirst().members()).hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@context",
        "id",
        "type",
        "issuer",
        "proof",
        "credentialStatus",
        "credentialSchema",
        "credentialSubject",
        "achievement",
        "validFrom",
        "validUntil",
        "issuanceDate",
        "expirationDate",
        "refreshService",
        "termsOfUse",
        "endorsement",
        "endorsementJwt",
        "evidence"
      })
  void whatOnlySceauSetsIsRefusedWithItsReason(String name) {
    assertThat(violations("{\"recipients\":[{\"name\":\"Ada\"}],\"" + name + "\":{}}"))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.path()).isEqualTo("/" + name);
          assertThat(violation.message()).isNotBlank().doesNotContain("not known here");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /recipients/0/id                       | "id":"mailto:learner@example.org"
          /recipients/0/id                       | "id":"learner-1"
          /recipients/0/id                       | "did":"did:key:z6Mk","id":"urn:uuid:1"
          /recipients/0/did                      | "did":"z6Mk"
          /recipients/0/validFrom                | "validFrom":"2026-01-15T10:00:00Z"
          /recipients/0/result                   | "result":[]
          /recipients/0/identifier               | "identifier":[]
          /recipients/0/awardedDate              | "awardedDate":"2026-01-15T10:00:00Z"
          /recipients/0/identifiers/0/salt       | "identifiers":[{"identityType":"name","identifier":"a","salt":"b"}]
          /recipients/0/identifiers/0/identityHash | "identifiers":[{"identityType":"name","identifier":"a","identityHash":"b"}]
          /recipients/0/identifiers/0/identityType | "identifiers":[{"identityType":"student","identifier":"a"}]
          /recipients/0/identifiers/0/identifier | "identifiers":[{"identityType":"emailAddress","identifier":"a"}]
          /recipients/0/identifiers/0/hashed     | "identifiers":[{"identityType":"emailAddress","identifier":"a@b","hashed":false}]
          /recipients/0/identifiers/0/hashed     | "identifiers":[{"identityType":"nationalIdentityNumber","identifier":"1","hashed":false}]
          /recipients/0/activityStartDate        | "activityStartDate":"2026-01-15"
          /recipients/0/activityEndDate          | "activityStartDate":"2026-01-15T10:00:00Z","activityEndDate":"2026-01-14T10:00:00Z"
          /recipients/0/activityEndDate          | "activityEndDate":"+12026-01-14T10:00:00Z"
          /recipients/0/results/0/value          | "results":[{"resultDescription":"urn:r:grade","value":"21"}]
          /recipients/0/results/0/value          | "results":[{"resultDescription":"urn:r:letter","value":"C"}]
          /recipients/0/results/0/achievedLevel  | "results":[{"resultDescription":"urn:r:rubric","achievedLevel":"urn:r:bad"}]
          /recipients/0/results/0/resultDescription | "results":[{"resultDescription":"urn:r:none","value":"1"}]
          /recipients/0/results/0/alignment/0/targetName | "results":[{"value":"1","alignment":[{"targetUrl":"https://i.example/"}]}]
          /recipients/0/source/id                | "source":{"name":"Registrar"}
          /recipients/0/image/id                 | "image":{"id":"http://i.example/a.png"}
          /recipients/0/narrative                | "narrative":"[x](javascript:alert(1))"
          /recipients/0/narrative                | "narrative":"> [a]: javascript:alert(1)\\n\\n[a]"
          /recipients/0/narrative                | "narrative":"<a href='https://issuer.example'>x</a>"
          /recipients/0/evidence/0/narrative     | "evidence":[{"name":"n","narrative":"- [a]: javascript:alert(1)"}]
          /recipients/0/evidence/0/narrative     | "evidence":[{"name":"n","narrative":"[x](data:text/html,x)"}]
          /recipients/0/evidence/0/surprise      | "evidence":[{"name":"a","surprise":1}]
          """)
  void whatIsIllFormedIsNamedByItsPath(String path, String member) {
    assertThat(violations("{\"recipients\":[{\"name\":\"Ada\"," + member + "}]}"))
        .extracting(Violation::path)
        .containsExactly(path);
  }

  private static List<Violation> violations(String body) {
    var fields = new FieldReader(object(body));
    AwardAchievementRequest.read(fields, ACHIEVEMENT, NOW);
    fields.done();
    return fields.violations();
  }
}
