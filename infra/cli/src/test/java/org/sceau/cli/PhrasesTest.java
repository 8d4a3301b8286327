package org.sceau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sceau.verification.Language;

class PhrasesTest {

  private static final Pattern PLACE = Pattern.compile("\\{[0-9]\\}");

  @Test
  void everyPhraseIsInBothLanguagesWithTheSamePlaces() {
    var english = new Phrases(Language.EN).bundle();
    var french = new Phrases(Language.FR).bundle();

    assertThat(french.keySet()).isEqualTo(english.keySet());
    for (var key : english.keySet()) {
      assertThat(PLACE.matcher(french.getString(key)).results().map(place -> place.group()))
          .as(key)
          .containsExactlyInAnyOrderElementsOf(
              PLACE.matcher(english.getString(key)).results().map(place -> place.group()).toList());
    }
  }
}
