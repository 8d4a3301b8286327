package org.sceau.openbadges.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.Violation;

class NetworkntOpenBadgeSchemaTest {

  private static final JsonObject BASE = badge("micro-credential.json");

  private final NetworkntOpenBadgeSchema schema = new NetworkntOpenBadgeSchema();

  @ParameterizedTest
  @ValueSource(strings = {"micro-credential.json", "annex-one.json", "signed.json"})
  void aBadgeBreaksNothing(String file) {
    assertThat(schema.violations(badge(file).without("proof"))).isEmpty();
  }

  @Test
  void statusesInAnArrayAreRefused() {
    var status = BASE.object("credentialStatus").orElseThrow();

    assertThat(schema.violations(BASE.with("credentialStatus", JsonArray.of(status))))
        .extracting(Violation::path)
        .contains("/credentialStatus");
  }

  @Test
  void anAchievementWithoutNameIsRefusedWhereItIs() {
    var subject = BASE.object("credentialSubject").orElseThrow();
    var achievement = subject.object("achievement").orElseThrow().without("name");
    var credential = BASE.with("credentialSubject", subject.with("achievement", achievement));

    assertThat(schema.violations(credential))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.path()).isEqualTo("/credentialSubject/achievement");
          assertThat(violation.message()).contains("name").endsWith(".");
        });
  }

  /** The schema is for unsigned credentials: 1EdTech's own signed example breaks it. */
  @Test
  void theSchemaWantsProofsInAnArray() {
    var signed = badge("signed.json");
    var proof = signed.object("proof").orElseThrow();

    assertThat(schema.violations(signed)).extracting(Violation::path).containsExactly("/proof");
    assertThat(schema.violations(signed.with("proof", JsonArray.of(proof)))).isEmpty();
  }

  @Test
  void aDateThatIsNoneIsRefused() {
    assertThat(schema.violations(BASE.with("validFrom", new JsonString("yesterday"))))
        .extracting(Violation::path)
        .containsExactly("/validFrom");
  }

  private static JsonObject badge(String file) {
    try (var stream = NetworkntOpenBadgeSchemaTest.class.getResourceAsStream("/badges/" + file)) {
      if (stream != null
          && JsonReader.read(stream.readAllBytes(), JsonLimits.FOREIGN)
              instanceof JsonReading.Read(JsonObject object)) {
        return object;
      }
      throw new IllegalArgumentException(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
