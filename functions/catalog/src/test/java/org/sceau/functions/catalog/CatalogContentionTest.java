package org.sceau.functions.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.jose.KeyKind;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.Issuer;
import org.sceau.testing.Demo;

/** Requests whose record others change all the time. */
class CatalogContentionTest extends CatalogFixture {

  CatalogContentionTest() {
    catalog.put(Demo.issuer(signer));
    catalog.put(Demo.achievement());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT /issuers/{issuer}                | demo        | {"name":"Université Nouvelle"}
          PUT /achievements/{achievement}      | data-python | {"name":"A","description":"B","criteria":{"narrative":"C"},"achievementType":"Badge"}
          POST /signing-keys                   |             | {"keyArn":"%s"}
          """)
  void theCallerIsAskedToRepeatTheRequest(String route, String id, String body) {
    var arn = signer.create(KeyKind.P256).keyArn();
    var caller = route.startsWith("PUT /achievements") ? CATALOG : OPERATOR;
    catalog.faults().interleaveAlways(this::change);

    var answer = respond(route, id, body.formatted(arn), caller);

    assertRefused(answer, 503, "urn:sceau:problem:unavailable", "same request again");
    assertThat(answer.headers()).containsKey("retry-after");
  }

  private void change() {
    var issuer = catalog.issuer(Demo.ISSUER).orElseThrow();
    catalog.put(new Issuer(issuer.id(), issuer.profile(), issuer.keys(), issuer.revision() + 1));
    var kept = catalog.achievement(Demo.ACHIEVEMENT).orElseThrow();
    catalog.put(
        new Achievement(
            kept.id(), kept.issuer(), kept.content(), kept.validity(), kept.version() + 1));
  }
}
