package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.verification.Check;
import org.sceau.verification.Language;
import org.sceau.verification.Messages;
import org.sceau.verification.ProblemCode;
import org.sceau.verification.VerificationProblem;

class MessagesTest {

  @Test
  void bothLanguagesHaveTheSameKeys() {
    assertThat(keys(Language.FR)).isEqualTo(keys(Language.EN));
  }

  @Test
  void noTextIsEmptyAndPlacesAgree() {
    for (var key : keys(Language.FR)) {
      var french = bundle(Language.FR).getString(key);
      var english = bundle(Language.EN).getString(key);
      assertThat(french).as(key).isNotBlank();
      assertThat(english).as(key).isNotBlank();
      assertThat(places(french)).as(key).isEqualTo(places(english));
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyProblemAndEveryCheckHasItsSentence(Language language) {
    var words = new Messages(language);
    for (var code : ProblemCode.values()) {
      var problem =
          new VerificationProblem(code, Instant.parse("2026-03-02T09:00:00Z"), "Name", null);
      assertThat(words.headline(problem)).doesNotContain("{", "?");
      assertThat(words.sentence(problem)).endsWith(".").doesNotContain("{", "?");
    }
    for (var check : Check.values()) {
      assertThat(words.text("check." + check)).isNotBlank();
      if (check != Check.STATUS) {
        assertThat(words.text("check." + check + ".passed")).endsWith(".");
      }
    }
    for (var looked : List.of("BOTH", "REVOCATION", "SUSPENSION", "OTHER", "NONE")) {
      assertThat(words.text("check.STATUS.passed." + looked)).endsWith(".");
      assertThat(words.text("sentence.VERIFIED." + looked)).endsWith(".");
    }
  }

  @Test
  void anArgumentIsNeverTakenForAPlace() {
    assertThat(new Messages(Language.EN).text("share.description", "{1}", "$1", "c"))
        .isEqualTo("{1} · issued by $1 · c");
  }

  @Test
  void daysNumbersAndCountriesFollowTheLanguage() {
    var time = Instant.parse("2026-03-02T23:30:00Z");
    assertThat(new Messages(Language.FR).day(time)).isEqualTo("2 mars 2026");
    assertThat(new Messages(Language.EN).day(time)).isEqualTo("2 March 2026");
    assertThat(new Messages(Language.FR).measure("15.5")).isEqualTo("15,5");
    assertThat(new Messages(Language.FR).measure("1.2.3")).isEqualTo("1.2.3");
    assertThat(new Messages(Language.FR).country("BE")).isEqualTo("Belgique");
    assertThat(new Messages(Language.EN).word("supervised onsite")).isEqualTo("Supervised on site");
    assertThat(new Messages(Language.FR).word("entretien oral")).isEqualTo("Entretien oral");
  }

  private static Set<String> keys(Language language) {
    var keys = new TreeSet<String>();
    for (Enumeration<String> all = bundle(language).getKeys(); all.hasMoreElements(); ) {
      keys.add(all.nextElement());
    }
    return keys;
  }

  private static ResourceBundle bundle(Language language) {
    return ResourceBundle.getBundle("org.sceau.verification.messages", language.locale());
  }

  private static List<Integer> places(String text) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      if (text.contains("{" + i + "}")) {
        places.add(i);
      }
    }
    return places;
  }
}
