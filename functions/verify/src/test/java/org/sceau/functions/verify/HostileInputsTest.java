package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/** The bad inputs of {@code hostile/}, each for the defect in its name, over HTTP. */
class HostileInputsTest {

  private static final String FOLDER = "org/sceau/functions/verify/hostile/";

  static Stream<String> inputs() {
    return Resources.names(FOLDER.substring(0, FOLDER.length() - 1)).stream()
        .filter(name -> name.startsWith("row-"));
  }

  /** So that it is the defect for which another is refused. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"row\":0,\"jws\":{},\"expected\":{}}",
        "{\"row\":0,\"jws\":{},\"entry\":{},\"expected\":{}}",
        "{\"row\":0,\"jws\":{},\"badge\":true,\"expected\":{}}",
        "{\"row\":0,\"embedded\":{},\"expected\":{}}"
      })
  void aCredentialWithoutADefectIsTaken(String file) {
    var answer = new HostileInput(file).send();

    assertThat(VerifyFixture.body(answer)).contains("\"verified\":true");
    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void anInputGetsTheAnswerThatIsBesideIt(String name) {
    var hostile = new HostileInput(Resources.text(FOLDER + name));
    assertThat(name).startsWith("row-%02d-".formatted(hostile.row()));

    var answer = hostile.send();

    var expected = hostile.expected();
    // Row 42: status, flag and verdict say the same.
    var report = VerifyFixture.report(answer);
    var status = expected.number("status").map(number -> number.literal()).orElse("400");
    assertThat(answer.status()).as(VerifyFixture.body(answer)).isEqualTo(Integer.parseInt(status));
    if (answer.status() == 400) {
      assertThat(report.get("verified")).isEqualTo(new JsonBoolean(false));
      assertThat(report.string("verdict")).isEqualTo(expected.string("verdict"));
      assertThat(codes(report)).contains(expected.string("code").orElseThrow());
    } else {
      assertThat(report.get("verified")).isIn(null, new JsonBoolean(true));
    }
    assertThat(hostile.web.fetched)
        .isEqualTo(
            expected.list("connections").stream()
                .map(value -> value instanceof JsonString(var url) ? url : "")
                .toList());
  }

  /** Before the proof is known to be good the issuer's document is all that is fetched. */
  @ParameterizedTest
  @MethodSource("inputs")
  void aBadProofCausesOneConnectionAtMost(String name) {
    var hostile = new HostileInput(Resources.text(FOLDER + name));

    var report = VerifyFixture.report(hostile.send());

    var isProven =
        report.list("checks").stream()
            .map(JsonObject.class::cast)
            .anyMatch(check ->
                check.string("check").orElse("").equals("proof")
                    && check.string("outcome").orElse("").equals("passed"));
    if (!isProven) {
      assertThat(hostile.web.fetched).hasSizeLessThanOrEqualTo(1);
      assertThat(hostile.web.fetched).allMatch(url -> url.endsWith("/did.json"));
    }
  }

  @Test
  void noInputIsLost() {
    assertThat(inputs().count()).isGreaterThan(300);
  }

  private static List<String> codes(JsonObject report) {
    return Stream.concat(report.list("errors").stream(), report.list("warnings").stream())
        .map((JsonValue problem) -> ((JsonObject) problem).string("code").orElseThrow())
        .toList();
  }
}
