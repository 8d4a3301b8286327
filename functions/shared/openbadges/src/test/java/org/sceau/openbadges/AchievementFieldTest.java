package org.sceau.openbadges;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;

/** The table of achievement fields agrees with the contexts. */
class AchievementFieldTest {

  private static final String DATA_MODEL = "https://www.w3.org/ns/credentials/v2";
  private static final String OPEN_BADGES =
      "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

  @ParameterizedTest
  @EnumSource
  void theContextThatTheTableNamesDefinesTheTerm(AchievementField field) {
    if (field.isOfSceau()) {
      assertThat(context(BundledContexts.MICRO_CREDENTIAL).has(field.term())).isTrue();
      return;
    }
    var achievement =
        context(OPEN_BADGES)
            .object("Achievement")
            .flatMap(type -> type.object("@context"))
            .orElseThrow();
    assertThat(achievement.has(field.term()) || context(DATA_MODEL).has(field.term())).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void anAchievementNamesSceausContextExactlyIfItHasATermOfIt(AchievementField field) {
    var achievement = JsonObject.builder().put(field.term(), true).build();

    assertThat(AchievementField.needsContextOfSceau(achievement)).isEqualTo(field.isOfSceau());
  }

  private static JsonObject context(String url) {
    var bytes = new BundledContexts().bytes(url).orElseThrow();
    return switch (JsonReader.read(bytes, JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject document) ->
          Stream.concat(
                  document.object("@context").stream(),
                  document.list("@context").stream()
                      .filter(JsonObject.class::isInstance)
                      .map(JsonObject.class::cast))
              .findFirst()
              .orElseThrow();
      case JsonReading other -> throw new AssertionError(other);
    };
  }
}
