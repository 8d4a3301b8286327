package org.sceau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sceau.verification.Language;
import org.sceau.verification.Messages;

class CliMessagesTest {

  private static final Pattern PLACE = Pattern.compile("\\{[0-9]\\}");

  @Test
  void everyPhraseIsInBothLanguagesWithTheSamePlaces() {
    var english = new Messages(Language.EN, "org.sceau.cli.messages").bundle();
    var french = new Messages(Language.FR, "org.sceau.cli.messages").bundle();

    assertThat(french.keySet()).isEqualTo(english.keySet());
    for (var key : english.keySet()) {
      assertThat(PLACE.matcher(french.getString(key)).results().map(place -> place.group()))
          .as(key)
          .containsExactlyInAnyOrderElementsOf(
              PLACE.matcher(english.getString(key)).results().map(place -> place.group()).toList());
    }
  }
}
